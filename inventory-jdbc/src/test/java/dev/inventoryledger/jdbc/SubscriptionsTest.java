package dev.inventoryledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.inventoryledger.Entry;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Location;
import dev.inventoryledger.Origin;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.StockLine;
import dev.inventoryledger.event.Events;
import dev.inventoryledger.event.InventoryEvent;
import dev.inventoryledger.event.StockEvent.StockReceived;
import dev.inventoryledger.spi.EntryQuery;
import dev.inventoryledger.subscription.RunningSubscription;
import dev.inventoryledger.subscription.Subscription;
import dev.inventoryledger.testkit.Heard;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Subscriptions over a database: nothing is skipped, and a projection in the same database is exact. */
@ParameterizedClass
@EnumSource(Dialect.class)
class SubscriptionsTest {
    private final Dialect dialect;
    private HikariDataSource dataSource;
    private JdbcStockStore store;
    private InventoryLedger ledger;

    SubscriptionsTest(Dialect dialect) {
        this.dialect = dialect;
    }

    @BeforeEach
    void open() {
        dataSource = dialect == Dialect.H2
                ? Databases.h2("TRANSACTION_READ_COMMITTED")
                : Databases.postgres("TRANSACTION_READ_COMMITTED");
        store = JdbcStockStore.builder(dataSource)
                .createSchema()
                .closeGapsAfter(Duration.ofMillis(300))
                .build();
        ledger = InventoryLedger.over(store).build();
        ledger.registerLocation(Location.of("A")).orElseThrow();
        ledger.registerLocation(Location.of("B")).orElseThrow();
        ledger.registerItem(Item.of("TEA", "Tea")).orElseThrow();
        ledger.registerItem(Item.of("CUP", "Cup")).orElseThrow();
        ledger.receive("TEA", "B", 1).orElseThrow();
        ledger.receive("CUP", "A", 1).orElseThrow();
    }

    @AfterEach
    void close() {
        ledger.close();
        dataSource.close();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long sum() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select sum(units) from projection")) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /** Adds up, so that an event that takes effect twice, or not at all, shows. */
    private static void add(Connection connection, InventoryEvent event) throws SQLException {
        if (event instanceof StockReceived received) {
            try (PreparedStatement statement = connection.prepareStatement("update projection set units = units + ?")) {
                statement.setLong(1, received.quantity());
                statement.executeUpdate();
            }
        }
    }

    private boolean isThrough(String name) {
        return ledger.subscriptions().stream().anyMatch(each -> each.name().equals(name) && each.entriesBehind() == 0);
    }

    @Test
    void aProjectionInTheSameDatabaseIsExactWhateverFails() throws Exception {
        execute("create table projection (units bigint not null)");
        execute("insert into projection values (0)");
        Random random = new Random(42);
        AtomicInteger trouble = new AtomicInteger();
        // Some commits fail before they take effect, some afterwards, and nobody is told which.
        JdbcStockStore flaky = JdbcStockStore.builder(Spied.over(dataSource, (stop, call) -> {
                    boolean isOurs = Thread.currentThread().getName().contains("subscription-projection");
                    int mood = isOurs && stop.call().equals("commit") ? random.nextInt(6) : 5;
                    Object result = mood == 0 ? null : call.proceed();
                    if (mood < 2) {
                        trouble.incrementAndGet();
                        Objects.requireNonNull(stop.connection())
                                .unwrap(Connection.class)
                                .close();
                        throw new SQLException("gone", "08006");
                    }
                    return result;
                }))
                .build();
        try (InventoryLedger projecting = InventoryLedger.over(flaky).build()) {
            Subscription projection =
                    Subscription.inTransactions("projection", flaky.inTransaction((connection, event) -> {
                        add(connection, event);
                        if (random.nextInt(40) == 0) {
                            trouble.incrementAndGet();
                            throw new IllegalStateException("not this time");
                        }
                    }));
            try (RunningSubscription running = projecting.subscribe(projection)) {
                long expected = 2;
                for (int i = 1; i <= 300; i++) {
                    ledger.receive("CUP", "A", i).orElseThrow();
                    expected += i;
                }
                Heard.until("all is projected", () -> isThrough("projection"));
                assertThat(sum()).isEqualTo(expected);
                assertThat(trouble).hasPositiveValue();
                assertThat(running.runner()).isNotEmpty();
            }
        }
    }

    /** With the pool's last connection, at the isolation that minds most, while the runner ought to show signs of life. */
    @Test
    void aTransactionThatTakesLongWaitsForNobodyNorIsWaitedFor() throws Exception {
        execute("create table projection (units bigint not null)");
        execute("insert into projection values (0)");
        Duration lease = Duration.ofMillis(300);
        try (HikariDataSource single = new HikariDataSource()) {
            single.setJdbcUrl(dataSource.getJdbcUrl());
            single.setMaximumPoolSize(1);
            single.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
            JdbcStockStore narrow = JdbcStockStore.builder(single).build();
            Subscription slow = Subscription.inTransactions("slow", narrow.inTransaction((connection, event) -> {
                        add(connection, event);
                        LockSupport.parkNanos(lease.toNanos() / 2);
                    }))
                    .takeOverAfter(lease);
            long start = System.nanoTime();
            try (InventoryLedger projecting = InventoryLedger.over(narrow).build();
                    RunningSubscription running = projecting.subscribe(slow)) {
                Heard.until("all is projected", () -> isThrough("slow"));
                assertThat(sum()).isEqualTo(2);
                assertThat(running.failure()).isEmpty();
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .as("a pool gives up after 30 s")
                        .isLessThan(Duration.ofSeconds(20));
            }
        }
    }

    /** The last connection may be a handler's: who wishes something meanwhile must not keep it from its note. */
    @Test
    void aWishNeedNotWaitForAHandlersTransactionNorThatForIt() throws Exception {
        dataSource.getHikariConfigMXBean().setMaximumPoolSize(1);
        dataSource.getHikariPoolMXBean().softEvictConnections();
        CountDownLatch isHandling = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Subscription one = Subscription.inTransactions("one", store.inTransaction((connection, event) -> {
                    isHandling.countDown();
                    await(goOn);
                }))
                .fromNow();
        try (RunningSubscription running = ledger.subscribe(one)) {
            Heard.until("it has begun", running::isActive);
            ledger.receive("CUP", "A", 7).orElseThrow();
            await(isHandling);
            Thread wishing = new Thread(running::retryParked);
            wishing.start();
            Heard.until("it waits for a connection", () -> wishing.getState() == Thread.State.TIMED_WAITING);
            long start = System.nanoTime();
            goOn.countDown();
            wishing.join();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("long before the pool loses its patience")
                    .isLessThan(Duration.ofMillis(dataSource.getConnectionTimeout() / 2));
            Heard.until("it goes on", () -> isThrough("one"));
            assertThat(running.failure()).isEmpty();
        }
    }

    /** A deadlock of the handler's own says nothing about its event. */
    @Test
    void whatPassesIsNoReasonToPutAnEventAside() throws Exception {
        execute("create table projection (units bigint not null)");
        execute("insert into projection values (0)");
        AtomicInteger deadlocks = new AtomicInteger(3);
        Subscription parking = Subscription.inTransactions("parking", store.inTransaction((connection, event) -> {
                    add(connection, event);
                    int left = event instanceof StockReceived ? deadlocks.getAndDecrement() : 0;
                    SQLException deadlock = new SQLException("deadlock", "40001");
                    if (left > 0) {
                        throw left <= 2 ? new IllegalStateException("as libraries wrap it", deadlock) : deadlock;
                    }
                }))
                .parkAfter(1)
                .behind(entries(0).get(5).position());
        ledger.receive("CUP", "A", 7).orElseThrow();
        try (RunningSubscription running = ledger.subscribe(parking)) {
            Heard.until("all is projected", () -> isThrough("parking"));
            assertThat(ledger.subscriptions().get(0).parked()).isEmpty();
            assertThat(sum()).isEqualTo(7);
            assertThat(running.isActive()).isTrue();
        }
    }

    /** After the note, by a constraint that is checked when the transaction commits; H2 has none such. */
    @Test
    void whatFailsAtTheCommitIsPutAsideToo() throws Exception {
        if (dialect == Dialect.H2) {
            return;
        }
        execute("create table once (id integer unique deferrable initially deferred)");
        AtomicInteger copies = new AtomicInteger(2);
        Subscription late = Subscription.inTransactions("late", store.inTransaction((connection, event) -> {
                    for (int i = 0; event instanceof StockReceived && i < copies.get(); i++) {
                        try (Statement statement = connection.createStatement()) {
                            statement.execute("insert into once values (1)");
                        }
                    }
                }))
                .parkAfter(2)
                .fromNow();
        try (RunningSubscription running = ledger.subscribe(late)) {
            Heard.until("it has begun", running::isActive);
            ledger.receive("CUP", "A", 7).orElseThrow();
            Heard.until("it goes on behind", () -> isThrough("late"));
            assertThat(ledger.subscriptions().get(0).parked()).hasSize(1);
            running.retryParked();
            ledger.registerLocation(Location.of("ELSEWHERE")).orElseThrow();
            Heard.until("it goes on behind what fails again", () -> isThrough("late"));
            copies.set(1);
            running.retryParked();
            Heard.until(
                    "nothing is left aside",
                    () -> ledger.subscriptions().get(0).parked().isEmpty());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private InventoryLedger slow(CountDownLatch atCommit, CountDownLatch mayCommit, String fate) {
        return InventoryLedger.over(JdbcStockStore.builder(Spied.over(dataSource, (stop, call) -> {
                            if (stop.call().equals("commit")) {
                                atCommit.countDown();
                                await(mayCommit);
                                if (fate.equals("dies")) {
                                    Objects.requireNonNull(stop.connection())
                                            .unwrap(Connection.class)
                                            .close();
                                    throw new SQLException("killed", "08006");
                                }
                            }
                            return call.proceed();
                        }))
                        .closeGapsAfter(Duration.ofMinutes(10))
                        .build())
                .retryFor(Duration.ZERO)
                .build();
    }

    /** One commits late, one dies with its position, one of the host's stays open for long, while thousands of others commit. */
    @Test
    void nothingIsSkipped() throws Exception {
        Heard heard = new Heard();
        int thousands = 3_000;
        try (RunningSubscription running = ledger.subscribe("all", heard);
                Connection host = dataSource.getConnection()) {
            int before = Events.of(entries(0).get(0)).size();
            assertThat(heard.next(before)).hasSize(before);
            host.setAutoCommit(false);
            ledger.joining(store.on(host)).receive("TEA", "B", 100).orElseThrow();
            CountDownLatch mayDie = new CountDownLatch(1);
            CountDownLatch isDying = new CountDownLatch(1);
            CompletableFuture<?> dead = CompletableFuture.runAsync(() -> slow(isDying, mayDie, "dies")
                    .execute(Receive.of(StockLine.of("CUP", "A", "L1", 7)).with(Origin.of("dead"))));
            assertThat(isDying.await(1, TimeUnit.MINUTES)).isTrue();
            mayDie.countDown();
            assertThat(dead.handle((done, failure) -> failure).get(1, TimeUnit.MINUTES))
                    .isNotNull();
            for (int i = 0; i < thousands; i++) {
                ledger.receive("CUP", "A", 1).orElseThrow();
            }
            host.commit();
            ledger.receive("TEA", "B", 1).orElseThrow();
            List<Entry> all = entries(0);
            List<InventoryEvent> expected =
                    all.stream().flatMap(entry -> Events.of(entry).stream()).toList();
            assertThat(heard.next(expected.size() - before)).isEqualTo(expected.subList(before, expected.size()));
            assertThat(all.size()).isGreaterThanOrEqualTo(thousands + 8);
            assertThat(running.failure()).isEmpty();
        }
        heard.nothingElse();
    }

    private List<Entry> entries(long after) {
        return store.entries(new EntryQuery.After(after, 100_000));
    }

    @Test
    void whatIsCommittedLateComesInItsPlaceAndHoldsUpNobodyForLongerThanTheGrace() throws Exception {
        CountDownLatch atCommit = new CountDownLatch(1);
        CountDownLatch mayCommit = new CountDownLatch(1);
        Heard heard = new Heard();
        try (RunningSubscription running = ledger.subscribe(
                Subscription.of("all", heard).behind(entries(0).get(5).position()))) {
            CompletableFuture<?> late = CompletableFuture.runAsync(() -> slow(atCommit, mayCommit, "commits late")
                    .execute(Receive.of(StockLine.of("TEA", "B", "L1", 5)).with(Origin.of("late")))
                    .orElseThrow());
            assertThat(atCommit.await(1, TimeUnit.MINUTES)).isTrue();
            for (int i = 0; i < 2_000; i++) {
                ledger.receive("CUP", "A", 1).orElseThrow();
            }
            heard.nothingElse();
            mayCommit.countDown();
            late.get(1, TimeUnit.MINUTES);
            List<InventoryEvent> expected = entries(6).stream()
                    .flatMap(entry -> Events.of(entry).stream())
                    .toList();
            List<InventoryEvent> told = heard.next(expected.size());
            assertThat(told).isEqualTo(expected);
            assertThat(told.get(0).head().origin().commandId().value()).isEqualTo("late");
            assertThat(running.failure()).isEmpty();
        }
    }

    @Test
    void underSteadyLoadEventsComeWithinASecondFromAnotherProcessToo() throws Exception {
        Queue<Duration> delays = new ConcurrentLinkedQueue<>();
        JdbcStoreBuilder builder = JdbcStockStore.builder(dataSource);
        JdbcStockStore other = (dialect == Dialect.POSTGRESQL ? builder.listen() : builder).build();
        JdbcStockStore elsewhere = dialect == Dialect.POSTGRESQL
                ? JdbcStockStore.builder(dataSource).listen().build()
                : store;
        try (InventoryLedger subscriber = InventoryLedger.over(other).build();
                InventoryLedger writer = InventoryLedger.over(elsewhere).build();
                RunningSubscription running = subscriber.subscribe(Subscription.of("timed", event -> {
                            if (event instanceof StockReceived) {
                                delays.add(Duration.between(event.head().recordedAt(), Instant.now()));
                            }
                        })
                        .fromNow())) {
            Heard.until("it has begun", running::isActive);
            int events = 500;
            for (int i = 0; i < events; i++) {
                writer.receive("CUP", "A", 1).orElseThrow();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
            Heard.until("all have come", () -> delays.size() == events);
            List<Duration> sorted = delays.stream().sorted().toList();
            Duration p99 = sorted.get(events * 99 / 100);
            assertThat(p99).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void newsArriveBeforeTheNextLook() {
        if (dialect == Dialect.H2) {
            assertThatThrownBy(() -> JdbcStockStore.builder(dataSource).listen().build())
                    .hasMessageContaining("LISTEN");
            return;
        }
        JdbcStockStore there = JdbcStockStore.builder(dataSource).listen().build();
        JdbcStockStore here = JdbcStockStore.builder(dataSource).listen().build();
        Heard heard = new Heard();
        try (InventoryLedger subscriber = InventoryLedger.over(here).build();
                InventoryLedger writer = InventoryLedger.over(there).build();
                RunningSubscription running = subscriber.subscribe(Subscription.of("news", heard)
                        .fromNow()
                        .pollEvery(Duration.ofMinutes(10))
                        .takeOverAfter(Duration.ofHours(1)))) {
            Heard.until("it has begun", running::isActive);
            IntStream.range(0, 5).forEach(i -> {
                writer.receive("CUP", "A", 1).orElseThrow();
                assertThat(heard.next(3)).hasSize(3);
            });
        }
    }
}
