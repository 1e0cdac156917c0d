/** Holds the rows against the invariants. */
@NullMarked
package dev.inventoryledger.internal.audit;

import org.jspecify.annotations.NullMarked;
