package dev.inventoryledger.jdbc;

import dev.inventoryledger.event.InventoryEvent;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.subscription.TransactionalEventHandler;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Handles events and notes it in one transaction of the store's own.
 *
 * @param transactions where it runs
 * @param faults what errors mean
 * @param handler what to do with each event
 * @param joining the store within a transaction
 */
record HandledTogether(
        Transactions transactions, Faults faults, JdbcEventHandler handler, Function<Connection, StockStore> joining)
        implements TransactionalEventHandler {
    /** Carries what a handler threw past what tells the store's own errors. */
    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Exception reason;

        Failed(Exception reason) {
            super(reason);
            this.reason = reason;
        }
    }

    @Override
    public void on(List<InventoryEvent> events, Consumer<StockStore> note) throws Exception {
        try {
            Optional<Integer> handled = transactions.write(connection -> {
                events.forEach(event -> handle(connection, event));
                note.accept(joining.apply(connection));
                return Optional.of(events.size());
            });
            if (handled.isEmpty()) {
                throw new IllegalStateException("somebody else has noted the same events");
            }
        } catch (Failed failed) {
            throw faults.ofHandler(failed.reason);
        }
    }

    private void handle(Connection connection, InventoryEvent event) {
        try {
            handler.on(connection, event);
        } catch (Exception failed) {
            throw new Failed(failed);
        }
    }
}
