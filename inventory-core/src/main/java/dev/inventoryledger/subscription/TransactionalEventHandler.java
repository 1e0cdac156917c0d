package dev.inventoryledger.subscription;

import dev.inventoryledger.event.InventoryEvent;
import dev.inventoryledger.spi.StockStore;
import java.util.List;
import java.util.function.Consumer;

/**
 * Handles events in a transaction of the store's, so that each has its effect exactly once. Usually made by the store, such
 * as by {@code JdbcStockStore.inTransaction}.
 */
@FunctionalInterface
public non-sealed interface TransactionalEventHandler extends Handler {
    /**
     * Handles events and notes that it did, in one transaction.
     *
     * @param events what happened, in journal order; never empty
     * @param note notes it through the store that joins the transaction; to be called once, before the commit
     * @throws Exception if nothing was handled and nothing noted; they are tried again later
     */
    void on(List<InventoryEvent> events, Consumer<StockStore> note) throws Exception;
}
