package dev.inventoryledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.inventoryledger.Entry;
import dev.inventoryledger.Hold;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.Location;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.MovementQuery;
import dev.inventoryledger.MovementType;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.ReservationQuery;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.Tracking;
import dev.inventoryledger.spi.Codec;
import dev.inventoryledger.spi.EntryQuery;
import dev.inventoryledger.spi.LevelQuery;
import dev.inventoryledger.spi.LoadRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every statement is served by an index, on tables of 100,000 rows. */
class IndexesTest {
    private static final int ROWS = 100_000;

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void everyStatementIsServedByAnIndex(Dialect dialect) throws Exception {
        try (HikariDataSource dataSource = dialect == Dialect.H2
                ? Databases.h2("TRANSACTION_READ_COMMITTED")
                : Databases.postgres("TRANSACTION_READ_COMMITTED")) {
            JdbcStockStore.builder(dataSource).createSchema().build();
            fill(dataSource, dialect);
            execute(dataSource, "analyze");
            Explained explained = new Explained();
            JdbcStockStore store =
                    JdbcStockStore.builder(explained.over(dataSource)).build();
            new Scenario(store, Duration.ZERO).run();
            questions(store, dataSource);
            assertThat(explained.plans()).hasSizeGreaterThan(30);
            for (Map.Entry<String, String> plan : explained.plans().entrySet()) {
                // One row per script, and one per tenant, are read whole when a store is built.
                if (!plan.getKey().contains("schema_version") && !plan.getKey().contains("max(g.up_to)")) {
                    assertThat(scansIn(plan.getValue()))
                            .as("%s%n%s", plan.getKey(), plan.getValue())
                            .isEmpty();
                }
            }
        }
    }

    /** A SKU has a level for each serial number that it ever had: those before the last one are not to be looked at for each page. */
    @Test
    void aPageOfLevelsBeginsBehindItsLastKey() throws Exception {
        try (HikariDataSource dataSource = Databases.postgres("TRANSACTION_READ_COMMITTED")) {
            JdbcStockStore.builder(dataSource).createSchema().build();
            fill(dataSource, Dialect.POSTGRESQL);
            execute(
                    dataSource,
                    "update inventory_level set lot = sku, sku = 'PHONE',"
                            + " status = case when sku like '%9' then 'LOW' else 'IN_STOCK' end");
            execute(dataSource, "vacuum analyze inventory_level");
            Explained explained = new Explained();
            JdbcStockStore store = JdbcStockStore.create(explained.over(dataSource));
            Optional<StockKey> last = Optional.of(StockKey.of("PHONE", "A", "S9"));
            List<LevelQuery> pages = List.of(
                    new LevelQuery.All(last, 10),
                    new LevelQuery.At(new LocationId("A"), last, 10),
                    new LevelQuery.Low(last, 10));
            for (LevelQuery page : pages) {
                assertThat(store.levels(page))
                        .hasSize(10)
                        .allMatch(row -> row.key().compareTo(last.get()) > 0);
            }
            assertThat(explained.plans().values())
                    .filteredOn(plan -> plan.contains("inventory_level"))
                    .hasSize(3)
                    .allMatch(
                            plan -> plan.lines().anyMatch(line -> line.contains("Index Cond") && line.contains("ROW(")))
                    .satisfiesOnlyOnce(plan -> assertThat(plan).contains("inventory_level_of_low"));
        }
    }

    /** Statistics may be of a time when there was next to nothing, and a plan for any arguments knows no more than they do. */
    @Test
    void theJournalIsReadByPositionHoweverOldTheStatistics() throws Exception {
        try (HikariDataSource dataSource = Databases.postgres("TRANSACTION_READ_COMMITTED")) {
            JdbcStockStore store =
                    JdbcStockStore.builder(dataSource).createSchema().build();
            execute(dataSource, "alter table inventory_entry set (autovacuum_enabled = false)");
            try (InventoryLedger young = InventoryLedger.over(store).build()) {
                young.registerLocation(Location.of("A")).orElseThrow();
            }
            execute(dataSource, "delete from inventory_entry");
            execute(dataSource, "vacuum analyze inventory_entry");
            fill(dataSource, Dialect.POSTGRESQL);
            Explained explained = new Explained();
            JdbcStockStore again = JdbcStockStore.create(explained.over(dataSource));
            assertThat(again.entries(new EntryQuery.After(ROWS / 2, 100)))
                    .extracting(Entry::position)
                    .containsExactlyElementsOf(LongStream.rangeClosed(ROWS / 2 + 1, ROWS / 2 + 100)
                            .boxed()
                            .toList());
            List<String> pages = explained.plans().keySet().stream()
                    .filter(sql -> sql.contains("'ENTRY_POSTING'"))
                    .toList();
            assertThat(pages).hasSize(1);
            assertThat(planForAnyArguments(dataSource, pages.get(0)))
                    .contains("inventory_entry_pkey")
                    .doesNotContain("inventory_entry_command");
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void entriesThatStandFarApartAreFound(Dialect dialect) throws Exception {
        try (HikariDataSource dataSource = dialect == Dialect.H2
                        ? Databases.h2("TRANSACTION_READ_COMMITTED")
                        : Databases.postgres("TRANSACTION_READ_COMMITTED");
                InventoryLedger sparse = InventoryLedger.over(JdbcStockStore.builder(dataSource)
                                .tenant("sparse")
                                .createSchema()
                                .build())
                        .build()) {
            sparse.registerLocation(Location.of("A")).orElseThrow();
            InventoryLedger other =
                    InventoryLedger.over(JdbcStockStore.create(dataSource)).build();
            for (int i = 0; i < 200; i++) {
                other.registerItem(Item.of("S" + i, "Item")).orElseThrow();
            }
            sparse.registerLocation(Location.of("B")).orElseThrow();
            assertThat(sparse.entries(0, 2)).hasSize(2);
            assertThat(sparse.entries(0, 1)).hasSize(1);
            assertThat(sparse.entries(1, 1)).extracting(Entry::position).containsExactly(202L);
        }
    }

    private static String planForAnyArguments(HikariDataSource dataSource, String sql) throws SQLException {
        String[] pieces = sql.split("\\?", -1);
        StringBuilder numbered = new StringBuilder(pieces[0]);
        for (int i = 1; i < pieces.length; i++) {
            numbered.append('$').append(i).append(pieces[i]);
        }
        String nulls = String.join(", ", Collections.nCopies(pieces.length - 1, "null"));
        StringBuilder plan = new StringBuilder();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("prepare page as " + numbered);
            statement.execute("set plan_cache_mode = force_generic_plan");
            try (ResultSet lines = statement.executeQuery("explain execute page(" + nulls + ")")) {
                while (lines.next()) {
                    plan.append(lines.getString(1)).append('\n');
                }
            }
        }
        return plan.toString();
    }

    private static void execute(HikariDataSource dataSource, String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> scansIn(String plan) {
        return plan.lines()
                .filter(line -> line.contains("Seq Scan on inventory_") || line.contains(".tableScan"))
                .toList();
    }

    private static void questions(JdbcStockStore store, HikariDataSource dataSource) throws SQLException {
        TestClock clock = new TestClock();
        InventoryLedger ledger = InventoryLedger.over(store).clock(clock).build();
        ledger.items(Optional.of(new Sku("S1")), 10);
        ledger.locations(Optional.empty(), 10);
        ledger.availability(List.of(new Sku("S1"), new Sku("S2")));
        ledger.levelAsOf(StockKey.of("S1", "A"), TestClock.START);
        ledger.lowStock(Optional.of(StockKey.of("S1", "A")), 10);
        store.levels(new LevelQuery.All(Optional.of(StockKey.of("S1", "A")), 10));
        store.levels(new LevelQuery.At(new LocationId("A"), Optional.of(StockKey.of("S1", "A")), 10));
        ledger.explain(StockKey.of("S1", "A"), TestClock.START);
        ledger.availabilityAsOf("S1", TestClock.START);
        ledger.reservations(ReservationQuery.all().limit(10));
        ReservationQuery ofOrder = ReservationQuery.ofOrder("O1").limit(10);
        ledger.reservations(ofOrder.after(ledger.reservations(ofOrder).get(0)));
        ledger.reservations(ReservationQuery.ofOwner("W1").limit(10));
        ReservationQuery due = ReservationQuery.holdsExpiringBefore(TestClock.START.plus(Duration.ofDays(9)))
                .limit(10);
        ledger.reservations(due.after(ledger.reservations(due).get(0)));
        MovementQuery movements = MovementQuery.all().limit(10);
        ledger.movements(movements.after(ledger.movements(movements).get(0)));
        ledger.movements(movements.ofSku("S1").at("A").ofType(MovementType.RECEIPT));
        ledger.movements(movements.at("A").between(TestClock.START, TestClock.START.plusSeconds(1)));
        ledger.entries(5, 10);
        store.entries(new EntryQuery.Newest());
        store.entries(new EntryQuery.FirstSince(TestClock.START));
        store.load(LoadRequest.builder()
                .openings(List.of(StockKey.of("S1", "A"), StockKey.of("S2", "A")))
                .build());
        assertThat(store.extent().newest()).isGreaterThan(ROWS);
        ledger.releaseExpired(10);
        ledger.registerLocation(Location.of("NEW")).orElseThrow();
        ledger.registerItem(Item.of("NEW", "New")).orElseThrow();
        ledger.changeItem(Item.of("NEW", "New").withTracking(Tracking.UNTRACKED))
                .orElseThrow();
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            InventoryLedger joined = ledger.joining(store.on(connection));
            joined.receive("S1", "A", 5).orElseThrow();
            ReservationId id =
                    joined.reserve(Line.of("S1", 1).at("A")).orElseThrow().id();
            joined.extend(id, Hold.standard()).orElseThrow();
            connection.commit();
        }
        ledger.entries(ROWS, 10);
    }

    /** Rows as a ledger would have written them, had it had the time. */
    private static void fill(HikariDataSource dataSource, Dialect dialect) throws SQLException {
        String numbers = dialect == Dialect.H2 ? "system_range(1, ?) g(x)" : "generate_series(1, ?) g(x)";
        String soon = "timestamp with time zone '2026-01-31 11:00:00+00:00'";
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    "insert into inventory_level (tenant, sku, location, lot, version, on_hand, reserved, allocated,"
                            + " status, changed_at, due_from) select '', 'S' || x, 'A', '', 2, 10, 1, 0, 'IN_STOCK', "
                            + soon + ", " + soon + " + interval '300' day from " + numbers,
                    "insert into inventory_reservation (tenant, id, version, phase, owner, order_id, created_at,"
                            + " changed_at, expires_at) select '', 'R' || x, 1, 'HELD', 'W' || x, 'O' || x, " + soon
                            + ", " + soon + ", " + soon + " + interval '300' day from " + numbers,
                    "insert into inventory_reservation_line (tenant, reservation_id, ordinal, number, sku, location, lot,"
                            + " asked_quantity, phase, expires_at, requested, open, outstanding, fulfilled, released,"
                            + " expired) select '', 'R' || x, 0, 1, 'S' || x, 'A', '', 1, 'HELD', " + soon
                            + " + interval '300' day, 1, 1, 0, 0, 0, 0 from " + numbers,
                    "insert into inventory_posting (position, ordinal, tenant, sku, location, lot, version, type,"
                            + " on_hand_before, reserved_before, allocated_before, on_hand_after, reserved_after,"
                            + " allocated_after, effective_at, recorded_at) select x, 0, '', 'S' || x, 'A', '', 1,"
                            + " 'RECEIPT', 0, 0, 0, 10, 0, 0, " + soon + ", " + soon + " from " + numbers,
                    "insert into inventory_pruning (tenant, up_to) select 'tenant ' || x, 1 from " + numbers,
                    "insert into inventory_claim (tenant, kind, name, version, holder)"
                            + " select '', 'OWNER_HOLD', 'W' || x, 1, 'R' || x from " + numbers)) {
                try (PreparedStatement insert = connection.prepareStatement(sql)) {
                    insert.setInt(1, ROWS);
                    insert.executeUpdate();
                }
            }
            try (PreparedStatement entries = connection.prepareStatement(
                            "insert into inventory_entry (position, tenant, type, command_id, content_high, content_low,"
                                    + " recorded_at, facts) select x, '', 'RECEIVE', 'C' || x, 1, 2, " + soon
                                    + ", ? from " + numbers);
                    PreparedStatement items = connection.prepareStatement(
                            "insert into inventory_document (tenant, kind, name, version, group_name, body)"
                                    + " select '', 'ITEM', 'S' || x, 1, '', ? from " + numbers)) {
                entries.setBytes(1, Codec.encodeFacts(List.of()));
                entries.setInt(2, ROWS);
                entries.executeUpdate();
                items.setBytes(1, Codec.encode(Item.of("S1", "Item")));
                items.setInt(2, ROWS);
                items.executeUpdate();
            }
            statement.execute(
                    dialect == Dialect.H2
                            ? "alter sequence inventory_position restart with " + (ROWS + 1)
                            : "select setval('inventory_position', " + ROWS + ")");
        }
    }
}
