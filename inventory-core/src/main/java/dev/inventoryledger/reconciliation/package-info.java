/** Comparing the ledger with what a warehouse system has counted. */
@NullMarked
package dev.inventoryledger.reconciliation;

import org.jspecify.annotations.NullMarked;
