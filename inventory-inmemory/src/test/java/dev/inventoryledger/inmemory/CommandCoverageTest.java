package dev.inventoryledger.inmemory;

import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.testkit.CommandCoverageKit;

/** Every outcome that a command can have is seen. */
class CommandCoverageTest extends CommandCoverageKit {
    @Override
    protected StockStore newStore() {
        return new InMemoryStockStore();
    }
}
