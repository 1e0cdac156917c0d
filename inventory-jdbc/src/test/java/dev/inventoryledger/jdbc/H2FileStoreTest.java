package dev.inventoryledger.jdbc;

import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.testkit.StoreTestKit;
import javax.sql.DataSource;

/** The whole kit on H2 in a file. */
class H2FileStoreTest extends StoreTestKit {
    private static final DataSource DATA_SOURCE = Databases.h2File("TRANSACTION_READ_COMMITTED");

    @Override
    protected StockStore newStore() {
        return Databases.newTenant(DATA_SOURCE);
    }
}
