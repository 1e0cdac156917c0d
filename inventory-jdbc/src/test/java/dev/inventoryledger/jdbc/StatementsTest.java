package dev.inventoryledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.inventoryledger.Hold;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.Location;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.Sku;
import dev.inventoryledger.command.Adjust;
import dev.inventoryledger.command.Command;
import dev.inventoryledger.command.Confirm;
import dev.inventoryledger.command.Count;
import dev.inventoryledger.command.Extend;
import dev.inventoryledger.command.Fulfil;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.Release;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.command.TakeBack;
import dev.inventoryledger.command.Transfer;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How many statements each path takes, as the README of this module states: a batch is one, whatever its size. */
class StatementsTest {
    private static final List<String> RESERVATIONS = List.of("toConfirm", "toFulfil", "toRelease", "toExtend");
    private static final String COLD = " by a ledger that knows nothing yet";
    private static final List<String> STATEMENTS = new CopyOnWriteArrayList<>();
    private static final HikariDataSource DATA_SOURCE = Databases.postgres("TRANSACTION_READ_COMMITTED");
    private static final JdbcStockStore STORE = store("shop");
    private static final InventoryLedger LEDGER = InventoryLedger.over(STORE).build();

    private static JdbcStockStore store(String tenant) {
        return JdbcStockStore.builder(Spied.over(DATA_SOURCE, (stop, call) -> {
                    STATEMENTS.add(stop.call() + " " + stop.sql());
                    return call.proceed();
                }))
                .tenant(tenant)
                .createSchema()
                .build();
    }

    @BeforeAll
    static void stock() {
        LEDGER.registerLocation(Location.of("A")).orElseThrow();
        LEDGER.registerLocation(Location.of("B")).orElseThrow();
        for (int i = 0; i < 1_000; i++) {
            LEDGER.registerItem(Item.of("SKU" + i, "Item")).orElseThrow();
        }
        for (String sku : List.of("SKU1", "SKU2", "SKU3")) {
            LEDGER.receive(sku, "A", 10_000).orElseThrow();
            LEDGER.receive(sku, "B", 100).orElseThrow();
        }
        for (String id : RESERVATIONS) {
            LEDGER.execute(threeLines().as(id + COLD)).orElseThrow();
        }
    }

    @AfterAll
    static void close() {
        DATA_SOURCE.close();
    }

    private static Reserve threeLines() {
        return Reserve.of(
                Line.of("SKU1", 1).at("A"),
                Line.of("SKU2", 1).at("A"),
                Line.of("SKU3", 1).at("A"));
    }

    record Path(String name, Function<String, Command<?>> command, int loads, int writes) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** What is written is committed with it. What a path needs is there, its name made one by a suffix. */
    static List<Path> paths() {
        return List.of(
                new Path("receive", who -> Receive.of("SKU1", "A", 1), 1, 1),
                new Path("take back", who -> TakeBack.of("SKU1", "A", 1), 1, 1),
                new Path("adjust", who -> Adjust.of("SKU1", "A", -1, "why"), 1, 1),
                new Path("count", who -> Count.of("SKU1", "A", 9_999), 1, 1),
                new Path("transfer", who -> Transfer.of("SKU1", "A", "B", 1), 1, 1),
                new Path(
                        "reserve where named, 1 line",
                        who -> Reserve.of(Line.of("SKU1", 1).at("A")),
                        1,
                        1),
                new Path("reserve where named, 3 lines", who -> threeLines(), 1, 1),
                new Path("reserve anywhere", who -> Reserve.of("SKU1", 1), 2, 1),
                new Path("confirm, 3 lines", who -> Confirm.of(new ReservationId("toConfirm" + who)), 2, 1),
                new Path("fulfil, 3 lines", who -> Fulfil.of(new ReservationId("toFulfil" + who)), 2, 1),
                new Path("release, 3 lines", who -> Release.of(new ReservationId("toRelease" + who)), 2, 1),
                new Path(
                        "extend, 3 lines",
                        who -> Extend.of(new ReservationId("toExtend" + who), Hold.standard()),
                        2,
                        1),
                new Path("rejected for lack of stock", who -> Reserve.of("SKU1", 100_000), 2, 0));
    }

    private static List<String> statementsOf(Runnable work) {
        STATEMENTS.clear();
        work.run();
        List<String> executed = new ArrayList<>(STATEMENTS);
        executed.removeIf(each -> each.startsWith("getConnection"));
        return executed;
    }

    @ParameterizedTest
    @MethodSource("paths")
    void everyPathTakesSoManyStatements(Path path) {
        try (InventoryLedger cold = InventoryLedger.over(STORE).build()) {
            require(path, path.loads(), path.command().apply(COLD), cold);
        }
    }

    /** What is accepted takes no load at all; what is refused is looked up once, whatever is known. */
    @ParameterizedTest
    @MethodSource("paths")
    void whatALedgerHasJustWrittenItDoesNotLoad(Path path) {
        try (InventoryLedger warm = InventoryLedger.over(STORE).build()) {
            String suffix = " for " + path;
            for (String id : RESERVATIONS) {
                warm.execute(threeLines().as(id + suffix)).orElseThrow();
            }
            warm.execute(Reserve.of("SKU1", 1)).orElseThrow();
            warm.transfer("SKU1", "A", "B", 1).orElseThrow();
            require(path, path.writes() > 0 ? 0 : 1, path.command().apply(suffix), warm);
        }
    }

    private static void require(Path path, int expectedLoads, Command<?> command, InventoryLedger ledger) {
        List<String> statements = statementsOf(() -> ledger.execute(command));
        List<String> loads =
                statements.stream().filter(each -> each.contains("select '")).toList();
        assertThat(loads).as("%s", statements).hasSize(expectedLoads);
        assertThat(statements).hasSize(expectedLoads + path.writes());
    }

    @Test
    void whatWasAcceptedBeforeIsAnsweredWithOneLoad() {
        Reserve reserve = threeLines();
        LEDGER.execute(reserve).orElseThrow();
        assertThat(statementsOf(() -> LEDGER.execute(reserve)))
                .singleElement()
                .asString()
                .as("each command is looked up once, its postings included")
                .containsOnlyOnce("command_id = k.id");
    }

    /** As long as one batch is written the next takes half of those who wait: 200 are 100 and 50, 25, 13, 6 and 6 at worst. */
    @Test
    void aBatchOfManyCommandsTakesNoMoreThanOne() {
        List<Reserve> commands = new ArrayList<>();
        IntStream.range(0, 200).forEach(i -> commands.add(threeLines()));
        try (InventoryLedger ledger = InventoryLedger.over(STORE).build()) {
            ledger.execute(threeLines()).orElseThrow();
            int alone = statementsOf(() -> ledger.execute(threeLines())).size();
            List<String> together = statementsOf(() ->
                    ledger.submitAll(commands).toCompletableFuture().join().forEach(Outcome::orElseThrow));
            assertThat(alone).isOne();
            assertThat(together).hasSizeBetween(1, 6);
        }
    }

    /**
     * In each round the earliest of all, all that closing them takes, and what closes them; meanwhile others are looked for. Holds of one
     * key are closed in one round, and written in halves; the last look finds nothing. Of others the first 64 are closed, and then the rest.
     */
    @ParameterizedTest
    @CsvSource({"1, 6", "3, 7"})
    void aSweepOf300HoldsTakesSoManyStatements(int lines, int expected) {
        TestClock clock = new TestClock();
        try (InventoryLedger ledger =
                InventoryLedger.over(store("sweep" + lines)).clock(clock).build()) {
            ledger.registerLocation(Location.of("A")).orElseThrow();
            for (int i = 0; i < 60; i++) {
                ledger.registerItem(Item.of("SKU" + i, "Item")).orElseThrow();
                ledger.receive("SKU" + i, "A", 100).orElseThrow();
            }
            for (int i = 0; i < 300; i++) {
                int first = lines * i % 60;
                ledger.execute(Reserve.of(IntStream.range(first, first + lines)
                                .mapToObj(sku -> Line.of("SKU" + sku, 1).at("A"))
                                .toArray(Line[]::new)))
                        .orElseThrow();
            }
            clock.advance(Duration.ofDays(1));
            List<String> statements =
                    statementsOf(() -> assertThat(ledger.releaseExpired(1_000)).isEqualTo(300));
            assertThat(statements).hasSize(expected);
        }
    }

    @Test
    void availabilityOfAThousandSkusIsOneQueryOfLevels() {
        List<Sku> skus =
                IntStream.range(0, 1_000).mapToObj(i -> new Sku("SKU" + i)).toList();
        List<Receive> receipts =
                skus.stream().map(sku -> Receive.of(sku.value(), "B", 1)).toList();
        LEDGER.submitAll(receipts).toCompletableFuture().join().forEach(Outcome::orElseThrow);
        List<String> statements =
                statementsOf(() -> assertThat(LEDGER.availability(skus)).hasSize(1_000));
        assertThat(statements).as("levels without items, and locations").hasSize(2);
        assertThat(statements.get(0)).contains("inventory_level").doesNotContain("inventory_document");
        assertThat(statements.get(1)).doesNotContain("inventory_level");
    }

    /** Whoever is stopped while another statement, or a commit, is still to come would hold up everybody who loads. */
    @Test
    void entriesOfAHostGetTheirPlacesByOneStatement() throws Exception {
        try (Connection connection = DATA_SOURCE.getConnection()) {
            connection.setAutoCommit(false);
            InventoryLedger joined = LEDGER.joining(STORE.on(connection));
            joined.receive("SKU1", "A", 1).orElseThrow();
            joined.transfer("SKU1", "A", "B", 1).orElseThrow();
            connection.commit();
        }
        List<String> statements = statementsOf(STORE::extent);
        assertThat(statements).doesNotContain("commit ");
        assertThat(statements)
                .filteredOn(sql -> sql.contains("update"))
                .singleElement()
                .asString()
                .contains("inventory_entry")
                .contains("inventory_posting");
    }

    @Test
    void anItemIsAskedWhereItsLevelsDoNotSayEnough() {
        LEDGER.registerItem(Item.of("LATE", "Item").withLeadTime(Duration.ofDays(9)))
                .orElseThrow();
        LEDGER.receive("LATE", "A", 1).orElseThrow();
        List<String> statements = statementsOf(
                () -> assertThat(LEDGER.availability("LATE").leadTime()).contains(Duration.ofDays(9)));
        assertThat(statements).as("levels, levels with items, and locations").hasSize(3);
    }
}
