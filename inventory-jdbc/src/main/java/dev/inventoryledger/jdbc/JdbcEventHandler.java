package dev.inventoryledger.jdbc;

import dev.inventoryledger.event.InventoryEvent;
import java.sql.Connection;

/** Handles events in a transaction of the store's, so that each has its effect exactly once. */
@FunctionalInterface
public interface JdbcEventHandler {
    /**
     * Handles one event.
     *
     * @param connection where to write; the store commits it, rolls it back and closes it
     * @param event what happened
     * @throws Exception if it could not; the transaction is rolled back, and the event comes again later
     */
    void on(Connection connection, InventoryEvent event) throws Exception;
}
