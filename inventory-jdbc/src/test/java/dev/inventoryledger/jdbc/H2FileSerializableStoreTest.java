package dev.inventoryledger.jdbc;

import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.testkit.StoreTestKit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;

/** The whole kit on H2 in a file at SERIALIZABLE. */
@Tag("slow")
@net.jqwik.api.Tag("slow")
class H2FileSerializableStoreTest extends StoreTestKit {
    private static final DataSource DATA_SOURCE = Databases.h2File("TRANSACTION_SERIALIZABLE");

    @Override
    protected StockStore newStore() {
        return Databases.newTenant(DATA_SOURCE);
    }
}
