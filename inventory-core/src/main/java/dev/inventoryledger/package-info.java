/**
 * What a host types: the {@link dev.inventoryledger.InventoryLedger} façade, its outcomes, and the values that it takes
 * and gives. Every value is immutable and safe to share between threads; nothing is null unless its type says so.
 */
@NullMarked
package dev.inventoryledger;

import org.jspecify.annotations.NullMarked;
