package dev.inventoryledger.reconciliation;

import dev.inventoryledger.LocationId;

/** What a warehouse system says it has: a port that the host implements. Called once for each reconciliation, on its caller's thread. */
@FunctionalInterface
public interface WarehouseFeed {
    /**
     * {@return what is there, each stock key once, in any order}
     *
     * @param location where
     */
    Iterable<ReportedStock> stockAt(LocationId location);
}
