/** The parts of the ledger that are found at its accessors. */
@NullMarked
package dev.inventoryledger.internal.facade;

import org.jspecify.annotations.NullMarked;
