package dev.inventoryledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.inventoryledger.CommandId;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.spi.LevelQuery;
import dev.inventoryledger.spi.LevelRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Every call that can reach the server fails once, in every way: nothing is lost, nothing happens twice, and the figures
 * are those of a day without faults.
 */
final class FaultInjection {
    private static final int RUNS_PER_DATABASE = 100;

    /** How a call fails. */
    private enum Kind {
        /** The server refuses it. */
        BEFORE,
        /** It takes effect, and the answer is lost. */
        AFTER,
        /** The connection dies under it. */
        CLOSED
    }

    private FaultInjection() {}

    static void everyCallFailsOnce(Supplier<HikariDataSource> databases, Duration patience) {
        Day sound = new Day(withSchema(databases), patience, Integer.MAX_VALUE, Kind.BEFORE);
        assertThat(sound.scenario.answers()).hasSizeGreaterThanOrEqualTo(50);
        int runs = 0;
        sound.dataSource.close();
        HikariDataSource database = withSchema(databases);
        for (Kind kind : Kind.values()) {
            for (int call = 0; call < sound.calls.get(); call++) {
                if (++runs % RUNS_PER_DATABASE == 0) {
                    database.close();
                    database = withSchema(databases);
                }
                compare(sound, new Day(database, patience, call, kind), kind + " of call " + call);
            }
        }
        database.close();
    }

    private static HikariDataSource withSchema(Supplier<HikariDataSource> databases) {
        HikariDataSource database = databases.get();
        assertThat(JdbcStockStore.builder(database).createSchema().build()).isNotNull();
        return database;
    }

    private static void compare(Day sound, Day faulty, String fault) {
        assertThat(faulty.failed).as(fault).isTrue();
        assertThat(faulty.scenario.answers()).as(fault).isEqualTo(sound.scenario.answers());
        assertThat(faulty.levels).as(fault).isEqualTo(sound.levels);
        assertThat(faulty.violations).as(fault).isEmpty();
        assertThat(faulty.journalled).as(fault).isEqualTo(faulty.scenario.accepted());
    }

    /** One run of the scenario, for a tenant of its own, in which one call fails. */
    private static final class Day {
        private final HikariDataSource dataSource;
        private final int failing;
        private final Kind kind;
        private final AtomicInteger calls = new AtomicInteger();
        private final Scenario scenario;
        private final List<LevelRow> levels;
        private final List<?> violations;
        private final Set<CommandId> journalled = new TreeSet<>();
        private boolean failed;

        Day(HikariDataSource dataSource, Duration patience, int failing, Kind kind) {
            this.dataSource = dataSource;
            this.failing = failing;
            this.kind = kind;
            String tenant = Databases.newTenantName();
            scenario = new Scenario(store(Spied.over(dataSource, this::watch), tenant), patience).run();
            int counted = calls.get();
            JdbcStockStore afterwards = store(dataSource, tenant);
            calls.set(counted);
            levels = afterwards.levels(new LevelQuery.All(Optional.empty(), 100));
            InventoryLedger ledger = InventoryLedger.over(afterwards).build();
            violations = ledger.audit().violations();
            ledger.entries(0, 1_000).forEach(entry -> journalled.add(entry.commandId()));
            journalled.removeIf(id -> !id.value().startsWith("command "));
        }

        /** What happens while the application starts is its own affair: the first call counts once the store is there. */
        private JdbcStockStore store(DataSource source, String tenant) {
            calls.set(Integer.MIN_VALUE);
            JdbcStockStore store = JdbcStockStore.builder(source)
                    .tenant(tenant)
                    .closeGapsAfter(Duration.ZERO)
                    .build();
            calls.set(0);
            return store;
        }

        private @Nullable Object watch(Spied.Stop stop, Spied.Call call) throws SQLException {
            if (calls.getAndIncrement() != failing) {
                return call.proceed();
            }
            failed = true;
            if (kind == Kind.BEFORE) {
                throw new SQLException("refused", "40001");
            }
            if (kind == Kind.AFTER) {
                lose(call.proceed());
            } else {
                close(stop.connection());
            }
            throw new SQLException("connection lost", "08006");
        }

        /** A connection that nobody hears of goes back to its pool. */
        private static void lose(@Nullable Object result) throws SQLException {
            if (result instanceof Connection connection) {
                connection.close();
            }
        }

        private static void close(@Nullable Connection connection) throws SQLException {
            if (connection != null) {
                connection.unwrap(Connection.class).close();
            }
        }
    }
}
