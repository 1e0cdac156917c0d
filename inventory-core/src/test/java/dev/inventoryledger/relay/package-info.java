@NullMarked
package dev.inventoryledger.relay;

import org.jspecify.annotations.NullMarked;
