package dev.inventoryledger.jdbc;

import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.testkit.StoreTestKit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;

/** The whole kit on PostgreSQL in sessions whose time zone is not the JVM's. */
@Tag("slow")
@net.jqwik.api.Tag("slow")
class PostgreSqlElsewhereStoreTest extends StoreTestKit {
    private static final DataSource DATA_SOURCE =
            Databases.pool(Databases.newPostgresUrl(), "TRANSACTION_READ_COMMITTED", "set time zone 'Asia/Kathmandu'");

    @Override
    protected StockStore newStore() {
        return Databases.newTenant(DATA_SOURCE);
    }
}
