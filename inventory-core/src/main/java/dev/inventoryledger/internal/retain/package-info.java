/** Lets the journal's old entries go. */
@NullMarked
package dev.inventoryledger.internal.retain;

import org.jspecify.annotations.NullMarked;
