package dev.inventoryledger.jdbc;

import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.testkit.StoreTestKit;
import javax.sql.DataSource;

/** The whole kit on PostgreSQL at READ COMMITTED. */
class PostgreSqlStoreTest extends StoreTestKit {
    private static final DataSource DATA_SOURCE = Databases.postgres("TRANSACTION_READ_COMMITTED");

    @Override
    protected StockStore newStore() {
        return Databases.newTenant(DATA_SOURCE);
    }
}
