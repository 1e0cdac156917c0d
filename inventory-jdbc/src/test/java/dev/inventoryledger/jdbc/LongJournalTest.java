package dev.inventoryledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.inventoryledger.spi.Codec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A journal so long that what is new in it is counted, not looked at. */
class LongJournalTest {
    private static final int ENTRIES = 12_500;

    @Test
    void twoWhoReadItFirstAtTheSameTimeSettleNoMoreThanThereIs() throws Exception {
        CountDownLatch bothCount = new CountDownLatch(2);
        try (HikariDataSource dataSource = Databases.postgres("TRANSACTION_READ_COMMITTED")) {
            JdbcStockStore.builder(dataSource).createSchema().build();
            fill(dataSource);
            JdbcStockStore store = JdbcStockStore.create(Spied.over(dataSource, (stop, call) -> {
                Object counted = call.proceed();
                if (stop.sql().startsWith("select count(*)")) {
                    bothCount.countDown();
                    await(bothCount);
                }
                return counted;
            }));
            List<CompletableFuture<Long>> readers = List.of(readable(store), readable(store));
            assertThat(readers).extracting(CompletableFuture::join).containsOnly((long) ENTRIES);
            assertThat(store.extent().readableUpTo()).isEqualTo(ENTRIES);
        }
    }

    /** What is pruned, of whichever tenant it is, was settled before. */
    @Test
    void aStoreBeginsToReadWhereTheJournalWasPruned() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        try (HikariDataSource dataSource = Databases.postgres("TRANSACTION_READ_COMMITTED")) {
            JdbcStockStore.builder(dataSource).createSchema().build();
            fill(dataSource);
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("insert into inventory_pruning (tenant, up_to) values ('other', 12000)");
            }
            JdbcStockStore store = JdbcStockStore.create(Spied.over(dataSource, (stop, call) -> {
                asked.add(stop.sql());
                return call.proceed();
            }));
            assertThat(store.extent().readableUpTo()).isEqualTo(ENTRIES);
            assertThat(asked)
                    .filteredOn(sql -> sql.startsWith("select count(*)"))
                    .isEmpty();
        }
    }

    private static CompletableFuture<Long> readable(JdbcStockStore store) {
        CompletableFuture<Long> readable = new CompletableFuture<>();
        new Thread(() -> readable.completeAsync(() -> store.extent().readableUpTo(), Runnable::run)).start();
        return readable;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static void fill(HikariDataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement entries = connection.prepareStatement(
                        "insert into inventory_entry (position, tenant, type, command_id, content_high, content_low,"
                                + " recorded_at, facts) select x, '', 'RECEIVE', 'C' || x, 1, 2, now(), ?"
                                + " from generate_series(1, ?) g(x)");
                Statement sequence = connection.createStatement()) {
            entries.setBytes(1, Codec.encodeFacts(List.of()));
            entries.setInt(2, ENTRIES);
            entries.executeUpdate();
            sequence.execute("select setval('inventory_position', " + ENTRIES + ")");
        }
    }
}
