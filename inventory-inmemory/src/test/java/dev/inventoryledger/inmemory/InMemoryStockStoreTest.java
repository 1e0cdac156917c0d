package dev.inventoryledger.inmemory;

import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.testkit.StoreTestKit;

/** The in-memory store passes the whole kit. */
class InMemoryStockStoreTest extends StoreTestKit {
    @Override
    protected StockStore newStore() {
        return new InMemoryStockStore();
    }
}
