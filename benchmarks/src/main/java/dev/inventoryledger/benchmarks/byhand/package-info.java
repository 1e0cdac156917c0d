/** What a good engineer would write without the ledger, for the same durable record. */
@NullMarked
package dev.inventoryledger.benchmarks.byhand;

import org.jspecify.annotations.NullMarked;
