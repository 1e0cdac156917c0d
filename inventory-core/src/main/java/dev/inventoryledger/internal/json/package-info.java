/** Records as JSON, and what their JSON looks like. */
@NullMarked
package dev.inventoryledger.internal.json;

import org.jspecify.annotations.NullMarked;
