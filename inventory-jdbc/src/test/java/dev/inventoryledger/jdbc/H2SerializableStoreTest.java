package dev.inventoryledger.jdbc;

import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.testkit.StoreTestKit;
import javax.sql.DataSource;

/** The whole kit on H2 in memory at SERIALIZABLE. */
class H2SerializableStoreTest extends StoreTestKit {
    private static final DataSource DATA_SOURCE = Databases.h2("TRANSACTION_SERIALIZABLE");

    @Override
    protected StockStore newStore() {
        return Databases.newTenant(DATA_SOURCE);
    }
}
