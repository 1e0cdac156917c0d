package dev.inventoryledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.inventoryledger.CommandType;
import dev.inventoryledger.Entry;
import dev.inventoryledger.Fingerprint;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.LedgerObserver;
import dev.inventoryledger.Level;
import dev.inventoryledger.Location;
import dev.inventoryledger.Origin;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.RetryableStoreException;
import dev.inventoryledger.UnknownFateException;
import dev.inventoryledger.command.Command;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.spi.ChangeSet;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On PostgreSQL, a large batch is written in two halves at once; what becomes of one does not become of the other. */
@Timeout(60)
class SideBySideTest {
    private static final int SKUS = 80;

    /** Half of the commands are taken for the first batch, and half of those for each statement. */
    private static final int HALF_OF_THE_FIRST_BATCH = SKUS / 4;

    /** So many receipts are 64 entries and postings. */
    private static final int LARGE = 32;

    private static final Duration LONG = Duration.ofMinutes(1);

    private HikariDataSource dataSource;
    private InventoryLedger ledger;

    @BeforeEach
    void open() {
        dataSource = Databases.postgres("TRANSACTION_READ_COMMITTED");
        ledger = InventoryLedger.over(
                        JdbcStockStore.builder(dataSource).createSchema().build())
                .build();
        ledger.registerLocation(Location.of("A")).orElseThrow();
        for (int i = 0; i < SKUS; i++) {
            ledger.registerItem(Item.of("SKU" + i, "Item")).orElseThrow();
            ledger.receive("SKU" + i, "A", 1).orElseThrow();
        }
    }

    @AfterEach
    void auditAndClose() {
        assertThat(ledger.audit().violations()).isEmpty();
        dataSource.close();
    }

    private static List<Receive> oneOfEach() {
        List<Receive> receipts = new ArrayList<>();
        for (int i = 0; i < SKUS; i++) {
            receipts.add(Receive.of("SKU" + i, "A", 1));
        }
        return receipts;
    }

    private static <T> List<Outcome<T>> sent(InventoryLedger by, List<? extends Command<T>> commands) {
        return by.submitAll(commands).toCompletableFuture().join();
    }

    private long receivedTwice() {
        return ledger.stockAt("A", Optional.empty(), SKUS).stream()
                .filter(level -> level.onHand() == 2)
                .count();
    }

    /** A ledger of which each statement that writes half of a batch passes by a spy. */
    private InventoryLedger over(Spied.Spy spy, Duration retries) {
        return over(dataSource, spy, retries);
    }

    private static InventoryLedger over(DataSource dataSource, Spied.Spy spy, Duration retries) {
        return over(dataSource, spy, retries, seen -> {});
    }

    private static InventoryLedger over(
            DataSource dataSource, Spied.Spy spy, Duration retries, LedgerObserver observer) {
        JdbcStockStore store = JdbcStockStore.create(Spied.over(
                dataSource, (stop, call) -> stop.sql().contains("nextval") ? spy.watch(stop, call) : call.proceed()));
        return InventoryLedger.over(store).retryFor(retries).observer(observer).build();
    }

    /** Of the first batch; what is left may be written at once or, where that has been written meanwhile, in smaller batches. */
    @Test
    void bothHalvesAreOnTheirWayAtOnce() {
        CyclicBarrier both = new CyclicBarrier(2);
        AtomicInteger sent = new AtomicInteger();
        InventoryLedger watched = over(
                (stop, call) -> {
                    if (sent.incrementAndGet() <= 2) {
                        await(both);
                    }
                    return call.proceed();
                },
                Duration.ZERO);
        List<Outcome<List<Level>>> outcomes = sent(watched, oneOfEach());
        assertThat(outcomes).allMatch(Outcome::isAccepted);
        assertThat(sent).hasValueGreaterThan(2);
        assertThat(receivedTwice()).isEqualTo(SKUS);
        assertThat(outcomes)
                .extracting(outcome -> ((Outcome.Accepted<?>) outcome).entry())
                .allSatisfy(
                        entry -> assertThat(ledger.entryOf(entry.commandId())).contains(entry))
                .extracting(Entry::position)
                .doesNotHaveDuplicates();
    }

    /** At SERIALIZABLE one of two halves would be rolled back nearly always, and leave gaps in the journal that readers wait for. */
    @ParameterizedTest
    @CsvSource({"READ_COMMITTED, 2", "REPEATABLE_READ, 2", "SERIALIZABLE, 1"})
    void inHalvesWhereWritersLeaveEachOtherAlone(String isolation, long statementsOfALargeBatch) {
        AtomicInteger sent = new AtomicInteger();
        List<Integer> batchSizes = new CopyOnWriteArrayList<>();
        try (HikariDataSource isolated = Databases.pool(dataSource.getJdbcUrl(), "TRANSACTION_" + isolation)) {
            InventoryLedger watched = over(
                    isolated,
                    (stop, call) -> {
                        sent.incrementAndGet();
                        return call.proceed();
                    },
                    Duration.ZERO,
                    seen -> batchSizes.add(seen.batchSize()));
            assertThat(sent(watched, oneOfEach())).allMatch(Outcome::isAccepted);
        }
        long expected = 0;
        for (int size : Set.copyOf(batchSizes)) {
            long batches = Collections.frequency(batchSizes, size) / size;
            expected += batches * (size >= LARGE ? statementsOfALargeBatch : 1);
        }
        assertThat(batchSizes).hasSize(SKUS).contains(SKUS / 2);
        assertThat(sent.get()).isEqualTo(expected);
        assertThat(receivedTwice()).isEqualTo(SKUS);
    }

    /** Entries of each change set, and change sets of each statement. */
    @ParameterizedTest
    @CsvSource({
        "32 32, 1 1",
        "5 59, 1 1",
        "59 5, 1 1",
        "30 33, 2",
        "64, 1",
        "20 20 20 20, 2 2",
        "1 1 1 90, 3 1",
        "90 1 1, 1 2"
    })
    void asNearToTheMiddleAsMayBe(String entries, String statements) {
        List<String> prepared = new ArrayList<>();
        SideBySide writing = SideBySide.inHalves(parts -> {
            prepared.add(String.valueOf(parts.size()));
            return List::of;
        });
        writing.prepare(Stream.of(entries.split(" ", -1))
                .map(size -> changes(Integer.parseInt(size)))
                .toList());
        assertThat(String.join(" ", prepared)).isEqualTo(statements);
    }

    private static ChangeSet changes(int entries) {
        return ChangeSet.of(Stream.generate(() -> new Entry(
                        Entry.UNPLACED,
                        CommandType.EXTEND,
                        Origin.random(),
                        new Fingerprint(1, 2),
                        TestClock.START,
                        List.of(),
                        List.of(),
                        Optional.empty()))
                .limit(entries)
                .toList());
    }

    private static void await(CyclicBarrier both) throws SQLException {
        try {
            both.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
            throw new SQLException("nobody wrote beside", alone);
        }
    }

    /** The first statements fail, so many of them, each after it was written or before. */
    private InventoryLedger failing(int statements, boolean isWritten, String state, Duration retries) {
        AtomicInteger left = new AtomicInteger(statements);
        return over(
                (stop, call) -> {
                    if (left.getAndDecrement() <= 0) {
                        return call.proceed();
                    }
                    @Nullable Object written = isWritten ? call.proceed() : null;
                    assertThat(written != null).isEqualTo(isWritten);
                    if (state.startsWith("08")) {
                        Objects.requireNonNull(stop.connection())
                                .unwrap(Connection.class)
                                .close();
                    }
                    throw new SQLException("failed on purpose", state);
                },
                retries);
    }

    /** It is left and tried again as if it were stale, and so without the patience that a failed store takes. */
    @ParameterizedTest(name = "SQLSTATE {0}")
    @CsvSource({"40P01", "55P03", "53200"})
    void whatIsCertainOfOneHalfDoesNotHoldTheOtherBack(String state) {
        InventoryLedger failing = failing(1, false, state, Duration.ZERO);
        assertThat(sent(failing, oneOfEach())).allMatch(Outcome::isAccepted);
        assertThat(receivedTwice()).isEqualTo(SKUS);
    }

    @ParameterizedTest(name = "written {0}")
    @CsvSource({"true", "false"})
    void whatIsUnknownOfOneHalfIsFoundOut(boolean isWritten) {
        InventoryLedger failing = failing(1, isWritten, "08006", LONG);
        assertThat(sent(failing, oneOfEach())).allMatch(Outcome::isAccepted);
        assertThat(receivedTwice()).isEqualTo(SKUS);
    }

    @ParameterizedTest(name = "written {0}")
    @CsvSource({"true, 80", "false, 60"})
    void whatIsUnknownOfOneHalfIsToldOfBoth(boolean isWritten, long written) {
        InventoryLedger failing = failing(1, isWritten, "08006", Duration.ZERO);
        assertThatThrownBy(() -> sent(failing, oneOfEach()))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(UnknownFateException.class);
        assertThat(receivedTwice()).isEqualTo(written).isGreaterThanOrEqualTo(SKUS - HALF_OF_THE_FIRST_BATCH);
    }

    @Test
    void whereBothHalvesFailNothingWasChanged() {
        InventoryLedger failing = failing(99, false, "40P01", Duration.ZERO);
        assertThatThrownBy(() -> sent(failing, oneOfEach()))
                .hasCauseInstanceOf(RetryableStoreException.class)
                .hasMessageContaining("nothing was changed");
        assertThat(receivedTwice()).isZero();
    }
}
