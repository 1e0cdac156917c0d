/** Events on their way to a broker, as CloudEvents with stable types and JSON Schemas. */
@NullMarked
package dev.inventoryledger.relay;

import org.jspecify.annotations.NullMarked;
