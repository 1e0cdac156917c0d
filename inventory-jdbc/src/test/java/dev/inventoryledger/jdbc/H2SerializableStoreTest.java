package dev.inventoryledger.jdbc;

import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.testkit.StoreTestKit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;

/** The whole kit on H2 in memory at SERIALIZABLE. */
@Tag("slow")
@net.jqwik.api.Tag("slow")
class H2SerializableStoreTest extends StoreTestKit {
    private static final DataSource DATA_SOURCE = Databases.h2("TRANSACTION_SERIALIZABLE");

    @Override
    protected StockStore newStore() {
        return Databases.newTenant(DATA_SOURCE);
    }
}
