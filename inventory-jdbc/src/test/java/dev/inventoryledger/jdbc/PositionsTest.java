package dev.inventoryledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.inventoryledger.CommandId;
import dev.inventoryledger.Entry;
import dev.inventoryledger.Explanation;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.Location;
import dev.inventoryledger.OrderId;
import dev.inventoryledger.Origin;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.UnknownFateException;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.command.StockLine;
import dev.inventoryledger.spi.EntryQuery;
import dev.inventoryledger.subscription.RunningSubscription;
import dev.inventoryledger.subscription.Subscription;
import dev.inventoryledger.subscription.SubscriptionStatus;
import dev.inventoryledger.testkit.Heard;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A reader at the tip misses nothing, whoever commits late, or never. */
@ParameterizedClass
@EnumSource(Dialect.class)
class PositionsTest {
    private final Dialect dialect;

    private final CountDownLatch atCommit = new CountDownLatch(1);
    private final CountDownLatch mayCommit = new CountDownLatch(1);
    private final List<Long> read = new ArrayList<>();
    private HikariDataSource dataSource;
    private JdbcStockStore store;
    private InventoryLedger ledger;

    PositionsTest(Dialect dialect) {
        this.dialect = dialect;
    }

    @BeforeEach
    void open() {
        dataSource = dialect == Dialect.H2
                ? Databases.h2("TRANSACTION_READ_COMMITTED")
                : Databases.postgres("TRANSACTION_READ_COMMITTED");
        store = store(Duration.ofMinutes(10));
        ledger = InventoryLedger.over(store).build();
        // Late is tea at B and the others are cups at A: on H2 who relies on the same item or place waits for the
        // other.
        ledger.registerLocation(Location.of("A")).orElseThrow();
        ledger.registerLocation(Location.of("B")).orElseThrow();
        ledger.registerItem(Item.of("TEA", "Tea")).orElseThrow();
        ledger.registerItem(Item.of("CUP", "Cup")).orElseThrow();
        ledger.receive("TEA", "B", 1).orElseThrow();
        ledger.receive("CUP", "A", 1).orElseThrow();
    }

    @AfterEach
    void auditAndClose() {
        mayCommit.countDown();
        assertThat(ledger.audit().violations()).isEmpty();
        dataSource.close();
    }

    private JdbcStockStore store(Duration grace) {
        return JdbcStockStore.builder(dataSource)
                .createSchema()
                .closeGapsAfter(grace)
                .build();
    }

    /** A ledger whose commits of TEA stop right before their end, with their positions taken, until they may go on. */
    private InventoryLedger slow(boolean dies) {
        JdbcStockStore slowStore = JdbcStockStore.builder(Spied.over(dataSource, (stop, call) -> {
                    if (stop.call().equals("commit")) {
                        atCommit.countDown();
                        await(mayCommit);
                        if (dies) {
                            Objects.requireNonNull(stop.connection())
                                    .unwrap(Connection.class)
                                    .close();
                            throw new SQLException("killed", "08006");
                        }
                    }
                    return call.proceed();
                }))
                .build();
        return InventoryLedger.over(slowStore).retryFor(Duration.ZERO).build();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private void readOn(JdbcStockStore from) {
        long position = read.isEmpty() ? 0 : read.get(read.size() - 1);
        from.entries(new EntryQuery.After(position, 10_000)).stream()
                .map(Entry::position)
                .forEach(read::add);
    }

    private void manyCommit(int times) {
        for (int i = 0; i < times; i++) {
            ledger.receive("CUP", "A", 1).orElseThrow();
        }
    }

    /** Of a lot that is new there: what is not written at once with its commit can be stopped before it. */
    private static Receive late() {
        return Receive.of(StockLine.of("TEA", "B", "L1", 5)).with(Origin.of("late"));
    }

    /** Somebody has died with a position that nobody else will have. */
    private void leaveAGap() {
        CompletableFuture<?> lost = CompletableFuture.runAsync(() -> slow(true).execute(late()));
        await(atCommit);
        mayCommit.countDown();
        assertThatThrownBy(lost::join).hasCauseInstanceOf(UnknownFateException.class);
    }

    @Test
    void reportsTellOfWhatWasCommittedBehindAGap() throws Exception {
        Instant start = Instant.now().minusSeconds(60);
        ReservationId id = ledger.reserve("CUP", 1).orElseThrow().id();
        Instant held = ledger.entryOf(new CommandId(id.value())).orElseThrow().recordedAt();
        leaveAGap();
        manyCommit(2);
        ledger.release(id).orElseThrow();
        InventoryLedger closing =
                InventoryLedger.over(store(Duration.ofMillis(50))).build();
        Explanation explained = closing.explain(StockKey.of("CUP", "A"), held);
        assertThat(explained.holders())
                .extracting(Explanation.Holder::reservation)
                .containsExactly(id);
        assertThat(closing.reports().writeMovements(start, Instant.now().plusSeconds(60), new StringBuilder()))
                .isEqualTo(6);
    }

    /** Nobody tells when a gap is closed. */
    @Test
    void aSubscriptionThatSeldomLooksComesBehindAGap() {
        leaveAGap();
        manyCommit(1);
        Heard heard = new Heard();
        try (InventoryLedger closing =
                        InventoryLedger.over(store(Duration.ofMillis(50))).build();
                RunningSubscription running = closing.subscribe(Subscription.of("seldom", heard)
                        .behind(6)
                        .pollEvery(Duration.ofMinutes(10))
                        .takeOverAfter(Duration.ofHours(1)))) {
            assertThat(heard.next().subject()).isEqualTo("stock/CUP@A");
            assertThat(running.isActive()).isTrue();
        }
    }

    /** Or whoever waits until nothing is left would go on too soon. */
    @Test
    void aSubscriptionThatCannotReadOnYetIsBehind() {
        try (RunningSubscription running = ledger.subscribe("one", event -> {})) {
            Heard.until("all is heard", () -> running.isActive() && entriesBehind() == 0);
            leaveAGap();
            manyCommit(2);
            assertThat(entriesBehind()).as("the gap and two behind it").isEqualTo(3);
            JdbcStockStore closing = store(Duration.ofMillis(50));
            Heard.until("the gap is closed", () -> closing.extent().readableUpTo() == 9);
            Heard.until("all is heard", () -> entriesBehind() == 0);
            assertThat(running.isActive()).isTrue();
        }
    }

    private long entriesBehind() {
        return ledger.subscriptions().stream()
                .mapToLong(SubscriptionStatus::entriesBehind)
                .sum();
    }

    /** One after the other they would take as many graces as there are gaps. */
    @Test
    void manyGapsAreClosedAtOnce() throws Exception {
        int gaps = 20;
        for (int i = 0; i < gaps; i++) {
            loseAPosition();
            manyCommit(1);
        }
        long tip = store.extent().newest();
        JdbcStockStore closing = store(Duration.ofSeconds(1));
        long start = System.nanoTime();
        Heard.until("they are closed", () -> closing.extent().readableUpTo() == tip);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(gaps / 2));
    }

    private void loseAPosition() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    dialect == Dialect.H2
                            ? "select next value for inventory_position"
                            : "select nextval('inventory_position')");
        }
    }

    @Test
    void aTraceTellsOfWhatWasCommittedBehindAGap() {
        ledger.execute(Receive.of(StockLine.of("CUP", "A", "L1", 5))).orElseThrow();
        leaveAGap();
        ledger.execute(Reserve.of(Line.of("CUP", 2).ofLot("L1")).forOrder("O-1"))
                .orElseThrow();
        InventoryLedger closing =
                InventoryLedger.over(store(Duration.ofMillis(50))).build();
        assertThat(closing.lots().trace("CUP", "L1").orders()).containsExactly(new OrderId("O-1"));
    }

    @Test
    void aCommitThatComesLateIsNotSkipped() throws Exception {
        CompletableFuture<?> late =
                CompletableFuture.runAsync(() -> slow(false).execute(late()).orElseThrow());
        await(atCommit);
        manyCommit(2_000);
        readOn(store);
        assertThat(read).as("up to the gap").hasSize(6);
        mayCommit.countDown();
        late.get(1, TimeUnit.MINUTES);
        readOn(store);
        assertThat(read).isSorted().doesNotHaveDuplicates().hasSize(2_007);
        assertThat(ledger.entryOf(new CommandId("late")).orElseThrow().position())
                .isEqualTo(7);
    }

    @Test
    void aTransactionThatDiesWithItsPositionIsPassedAfterTheGrace() throws Exception {
        CompletableFuture<?> dead = CompletableFuture.runAsync(() -> slow(true).execute(late()));
        await(atCommit);
        manyCommit(3);
        mayCommit.countDown();
        assertThat(dead.handle((done, failure) -> failure).get(1, TimeUnit.MINUTES))
                .isNotNull();
        readOn(store);
        assertThat(read).as("up to the gap").hasSize(6);
        readOn(store(Duration.ZERO));
        assertThat(read).as("the gap is closed").hasSize(9).doesNotContain(7L);
        ledger.execute(late()).orElseThrow();
        readOn(store);
        assertThat(read).isSorted().doesNotHaveDuplicates().hasSize(10);
    }

    @Test
    void whoeverComesToAClosedGapGoesStaleAndIsPlacedBehind() {
        JdbcStockStore impatient = store(Duration.ZERO);
        boolean[] once = {false};
        JdbcStockStore overtaken = JdbcStockStore.builder(Spied.over(dataSource, (stop, call) -> {
                    if (stop.sql().startsWith("insert into inventory_entry") && !once[0]) {
                        once[0] = true;
                        manyCommit(1);
                        readOn(impatient);
                    }
                    return call.proceed();
                }))
                .build();
        // What has an owner is written table by table, and so can be overtaken between its position and its entry.
        InventoryLedger.over(overtaken)
                .build()
                .execute(Reserve.of(Line.of("TEA", 1).at("B")).forOwner("me"))
                .orElseThrow();
        assertThat(once[0]).isTrue();
        readOn(store);
        assertThat(read).isSorted().doesNotHaveDuplicates().hasSize(8).doesNotContain(7L);
    }

    @Test
    void aTransactionOfTheHostsThatStaysOpenHoldsNobodyUpAndIsNotSkipped() throws Exception {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            ledger.joining(store.on(connection)).execute(late()).orElseThrow();
            manyCommit(2_000);
            readOn(store);
            assertThat(read).hasSize(2_006);
            connection.commit();
        }
        manyCommit(1);
        readOn(store);
        assertThat(read).isSorted().doesNotHaveDuplicates().hasSize(2_008);
        assertThat(ledger.entryOf(new CommandId("late")).orElseThrow().position())
                .as("the commit in between needed no load, and so placed nobody")
                .isEqualTo(2_008);
    }

    @Test
    void aHostsEntryWhosePlaceHasBeenTakenGetsAnother() throws Exception {
        AtomicBoolean isOvertaken = new AtomicBoolean();
        JdbcStockStore overtaken = JdbcStockStore.builder(Spied.over(dataSource, (stop, call) -> {
                    boolean isPlacing = stop.sql().contains("update inventory_entry")
                            && stop.sql().contains("set position");
                    if (isPlacing && !isOvertaken.getAndSet(true)) {
                        closeTheGapThatIsToBeFilled();
                    }
                    return call.proceed();
                }))
                .closeGapsAfter(Duration.ZERO)
                .build();
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            ledger.joining(overtaken.on(connection)).execute(late()).orElseThrow();
            connection.commit();
        }
        readOn(overtaken);
        assertThat(isOvertaken).isTrue();
        assertThat(read).hasSize(7).endsWith(8L);
    }

    /** On PostgreSQL its position is taken by the statement that fills it, on H2 before. */
    private void closeTheGapThatIsToBeFilled() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into inventory_entry (position, type) select "
                    + (dialect == Dialect.H2
                            ? "base_value - 1, 'VOID' from information_schema.sequences"
                                    + " where lower(sequence_name) = 'inventory_position'"
                            : "last_value + 1, 'VOID' from inventory_position"));
        }
    }

    @Test
    void perStockKeyPositionsRiseWithVersionsThoughOneHasWaitedForItsHost() throws Exception {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            ledger.joining(store.on(connection)).receive("TEA", "B", 5).orElseThrow();
            ledger.joining(store.on(connection)).receive("TEA", "B", 6).orElseThrow();
            connection.commit();
        }
        ledger.receive("TEA", "B", 7).orElseThrow();
        List<Long> versions = store.entries(new EntryQuery.After(0, 100)).stream()
                .flatMap(entry -> entry.postings().stream())
                .filter(posting -> posting.key().sku().value().equals("TEA"))
                .map(posting -> posting.version())
                .toList();
        assertThat(versions)
                .isEqualTo(IntStream.rangeClosed(1, 4).mapToObj(Long::valueOf).toList());
    }
}
