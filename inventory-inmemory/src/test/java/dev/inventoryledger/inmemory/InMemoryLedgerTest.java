package dev.inventoryledger.inmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventoryledger.Balance;
import dev.inventoryledger.CommandObservation;
import dev.inventoryledger.CommandType;
import dev.inventoryledger.ContentionException;
import dev.inventoryledger.HistoryPrunedException;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.LedgerBuilder;
import dev.inventoryledger.Level;
import dev.inventoryledger.Line;
import dev.inventoryledger.Location;
import dev.inventoryledger.MovementQuery;
import dev.inventoryledger.Origin;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.PruneReport;
import dev.inventoryledger.ReservationState;
import dev.inventoryledger.RetryableStoreException;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.StockStoreException;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.event.InventoryEvent;
import dev.inventoryledger.event.ReservationEvent;
import dev.inventoryledger.event.StockEvent;
import dev.inventoryledger.policy.AllocationPolicy;
import dev.inventoryledger.policy.Archive;
import dev.inventoryledger.policy.RetentionPolicy;
import dev.inventoryledger.spi.CommitResult;
import dev.inventoryledger.spi.EntryQuery;
import dev.inventoryledger.spi.LevelQuery;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.testkit.WrappedStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the ledger does beside its rules: bounded history, clocks, sweeping, observation, failures. */
class InMemoryLedgerTest {
    private static final StockKey TEA = StockKey.of("TEA", "A");

    private final SettableClock clock = SettableClock.at("2026-01-31T12:00:00Z");

    private InventoryLedger ledgerOver(StockStore store) {
        return furnished(InventoryLedger.over(store).clock(clock).build());
    }

    private static InventoryLedger furnished(InventoryLedger ledger) {
        ledger.registerLocation(Location.of("A")).orElseThrow();
        ledger.registerItem(Item.of("TEA", "Tea")).orElseThrow();
        return ledger;
    }

    @Test
    void contentsShowEverythingForAssertions() {
        InMemoryStockStore store = new InMemoryStockStore();
        InventoryLedger ledger = ledgerOver(store);
        ledger.receive("TEA", "A", 5).orElseThrow();
        ledger.reserve("TEA", 2).orElseThrow();
        Contents contents = store.contents();
        assertThat(contents.balances()).containsOnlyKeys(TEA).containsValue(new Balance(5, 2, 0));
        assertThat(contents.reservations())
                .singleElement()
                .satisfies(each -> assertThat(each.state()).isEqualTo(ReservationState.RESERVED));
        assertThat(contents.entries()).hasSize(4);
        assertThat(contents.items()).containsExactly(Item.of("TEA", "Tea"));
        assertThat(contents.locations()).containsExactly(Location.of("A"));
    }

    @Test
    void aBoundedHistoryForgetsOldEntriesAndNothingElse() {
        InventoryLedger ledger = ledgerOver(InMemoryStockStore.keepingEntries(3));
        Receive first = Receive.of("TEA", "A", 5).with(Origin.of("first"));
        Outcome<List<Level>> answer = ledger.execute(first);
        Instant early = clock.instant();
        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofMinutes(1));
            ledger.receive("TEA", "A", 1).orElseThrow();
        }
        assertThat(ledger.entries(0, 100)).hasSize(3);
        assertThat(ledger.movements(MovementQuery.all().ofSku("TEA"))).hasSize(3);
        assertThat(ledger.level(TEA).onHand()).isEqualTo(10);
        assertThat(ledger.execute(first).orElseThrow()).isEqualTo(answer.orElseThrow());
        assertThat(ledger.level(TEA).onHand()).isEqualTo(10);
        assertThat(ledger.levelAsOf(TEA, clock.instant().minusSeconds(60)).onHand())
                .isEqualTo(9);
        assertThatThrownBy(() -> ledger.levelAsOf(TEA, early)).isInstanceOf(HistoryPrunedException.class);
        assertThat(ledger.audit().violations()).isEmpty();
        for (int i = 0; i < 5; i++) {
            ledger.registerLocation(Location.of("B" + i)).orElseThrow();
        }
        assertThat(ledger.levelAsOf(TEA, clock.instant()).onHand()).isEqualTo(10);
        assertThatThrownBy(() -> ledger.levelAsOf(TEA, early)).isInstanceOf(HistoryPrunedException.class);
        assertThat(ledger.audit().violations()).isEmpty();
        assertThatThrownBy(() -> InMemoryStockStore.keepingEntries(0)).hasMessageContaining("maxEntries");
        assertThatThrownBy(() -> ledger.reports().totals(early, clock.instant()))
                .isInstanceOf(HistoryPrunedException.class);
    }

    /** A store may have to read all that is old for that. */
    @Test
    void whatIsYoungIsLookedUpOnceHoweverMuchIsPruned() {
        InMemoryStockStore store = new InMemoryStockStore();
        InventoryLedger ledger = ledgerOver(store);
        for (int i = 0; i < 2_500; i++) {
            ledger.receive("TEA", "A", 1).orElseThrow();
        }
        clock.advance(Duration.ofMinutes(1));
        AtomicInteger looks = new AtomicInteger();
        StockStore counting = (StockStore) Proxy.newProxyInstance(
                StockStore.class.getClassLoader(), new Class<?>[] {StockStore.class}, (proxy, method, arguments) -> {
                    if (arguments != null && arguments[0] instanceof EntryQuery.FirstSince) {
                        looks.incrementAndGet();
                    }
                    return method.invoke(store, arguments);
                });
        PruneReport report = InventoryLedger.over(counting)
                .clock(clock)
                .build()
                .prune(RetentionPolicy.keeping(Duration.ZERO), Archive.NOTHING);
        assertThat(report.entries()).isEqualTo(2_502);
        assertThat(looks).hasValue(1);
    }

    /** What the store forgot by itself nobody has added up. */
    @Test
    void aBoundedHistoryMayBePruned() {
        InventoryLedger ledger = ledgerOver(InMemoryStockStore.keepingEntries(10));
        for (int i = 0; i < 20; i++) {
            ledger.receive("TEA", "A", 1).orElseThrow();
        }
        clock.advance(Duration.ofMinutes(1));
        ledger.prune(RetentionPolicy.keeping(Duration.ZERO), Archive.NOTHING);
        assertThat(ledger.audit().violations()).isEmpty();
        ledger.receive("TEA", "A", 1).orElseThrow();
        assertThat(ledger.audit().violations()).isEmpty();
        assertThat(ledger.rebuild().isClean()).isTrue();
    }

    @Test
    void whatIsLowNoMoreIsNotAmongTheLow() {
        InMemoryStockStore store = new InMemoryStockStore();
        InventoryLedger ledger = ledgerOver(store);
        ledger.receive("TEA", "A", 5).orElseThrow();
        LevelQuery low = new LevelQuery.Low(Optional.empty(), 10);
        assertThat(store.levels(low)).extracting(LevelRow::key).containsExactly(TEA);
        ledger.receive("TEA", "A", 100).orElseThrow();
        assertThat(store.levels(low)).isEmpty();
    }

    @Test
    void nothingIsToldToTakeForEver() {
        Duration forever = ChronoUnit.FOREVER.getDuration();
        LedgerBuilder builder = InventoryLedger.over(new InMemoryStockStore());
        assertThatThrownBy(() -> builder.retryFor(forever)).hasMessageContaining("limit: must be at most 3660 days");
        assertThatThrownBy(() -> RetentionPolicy.keeping(forever)).hasMessageContaining("keep: must be at most");
        assertThatThrownBy(() -> builder.retryFor(Duration.ofNanos(-1)))
                .hasMessageContaining("limit: must be at least");
        assertThatThrownBy(() -> builder.sweepEvery(forever)).hasMessageContaining("pause: must be at most 3660 days");
    }

    @Test
    void timeNeverGoesBackForAKeyWhateverTheClockDoes() {
        InMemoryStockStore store = new InMemoryStockStore();
        InventoryLedger ledger = ledgerOver(store);
        ledger.receive("TEA", "A", 5).orElseThrow();
        Instant before = clock.instant();
        clock.advance(Duration.ofHours(-1));
        ledger.reserve("TEA", 1).orElseThrow();
        assertThat(store.contents().entries().get(3).recordedAt()).isEqualTo(before);
        assertThat(store.contents().reservations().get(0).expiresAt()).isEqualTo(before.plus(Duration.ofMinutes(15)));
        assertThat(ledger.audit().violations()).isEmpty();
    }

    @Test
    void aSweepBetweenTwoMicrosecondsComesToAnEnd() {
        InventoryLedger ledger = ledgerOver(new InMemoryStockStore());
        ledger.receive("TEA", "A", 200).orElseThrow();
        for (int i = 0; i < 150; i++) {
            ledger.reserve("TEA", 1).orElseThrow();
        }
        clock.advance(Duration.ofMinutes(15).minusNanos(500));
        assertThat(ledger.releaseExpired(1_000)).isZero();
        clock.advance(Duration.ofNanos(500));
        assertThat(ledger.releaseExpired(1_000)).isEqualTo(150);
    }

    @Test
    void answersAndDecisionsAgreeWhenAClockGoesBack() {
        InventoryLedger ledger = ledgerOver(new InMemoryStockStore());
        ledger.receive("TEA", "A", 5).orElseThrow();
        ledger.reserve("TEA", 5).orElseThrow();
        clock.advance(Duration.ofMinutes(20));
        ledger.receive("TEA", "A", 1).orElseThrow();
        clock.advance(Duration.ofMinutes(-10));
        assertThat(ledger.level(TEA).available()).isEqualTo(6);
        assertThat(ledger.reserve("TEA", 6).isAccepted()).isTrue();
    }

    @Test
    void aFailingAssertionInAListenerDoesNotSilenceTheOthers() {
        List<InventoryEvent> told = new ArrayList<>();
        InventoryLedger ledger = furnished(InventoryLedger.over(new InMemoryStockStore())
                .listener(event -> {
                    throw new AssertionError("this assertion always fails");
                })
                .listener(told::add)
                .build());
        assertThat(told).hasSize(2);
        ledger.receive("TEA", "A", 50).orElseThrow();
        assertThat(told).hasSize(5);
    }

    @Test
    void theClockIsSetAndMovesInEveryZone() {
        SettableClock inZone = clock.withZone(ZoneId.of("Asia/Tokyo"));
        clock.set(Instant.EPOCH);
        clock.advance(Duration.ofSeconds(1));
        assertThat(inZone.instant()).isEqualTo(Instant.ofEpochSecond(1));
        assertThat(inZone.getZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
        assertThat(clock.getZone().getId()).isEqualTo("Z");
    }

    @Test
    void theSweeperClosesHoldsAndStopsWhenTheLedgerIsClosed() throws Exception {
        CountDownLatch expired = new CountDownLatch(1);
        InventoryLedger ledger = furnished(InventoryLedger.over(new InMemoryStockStore())
                .clock(clock)
                .sweepEvery(Duration.ofMillis(1))
                .listener(event -> {
                    if (event instanceof ReservationEvent.ReservationExpired) {
                        expired.countDown();
                    }
                })
                .build());
        ledger.receive("TEA", "A", 1).orElseThrow();
        ledger.reserve("TEA", 1).orElseThrow();
        clock.advance(Duration.ofMinutes(15));
        assertThat(expired.await(30, TimeUnit.SECONDS)).isTrue();
        List<Thread> sweepers = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("inventory-ledger-sweeper"))
                .toList();
        assertThat(sweepers).hasSize(1).allMatch(Thread::isDaemon);
        ledger.close();
        ledger.close();
        sweepers.get(0).join(TimeUnit.SECONDS.toMillis(30));
        assertThat(sweepers.get(0).isAlive()).isFalse();
        assertThat(ledger.audit().violations()).isEmpty();
    }

    @Test
    void everyCommandIsObserved() {
        List<CommandObservation> seen = new ArrayList<>();
        InventoryLedger ledger = furnished(InventoryLedger.over(new InMemoryStockStore())
                .clock(clock)
                .observer(seen::add)
                .build());
        assertThat(ledger.reserve("TEA", 1).isAccepted()).isFalse();
        assertThat(seen)
                .extracting(CommandObservation::type)
                .containsExactly(CommandType.REGISTER_LOCATION, CommandType.REGISTER_ITEM, CommandType.RESERVE);
        assertThat(seen)
                .extracting(CommandObservation::result)
                .containsExactly(
                        CommandObservation.Result.ACCEPTED,
                        CommandObservation.Result.ACCEPTED,
                        CommandObservation.Result.REJECTED);
        assertThat(seen)
                .allMatch(each -> each.batchSize() == 1 && each.duration().compareTo(Duration.ZERO) > 0);
    }

    @Test
    void aFaultyObserverHarmsNobody() {
        InventoryLedger ledger = furnished(InventoryLedger.over(new InMemoryStockStore())
                .observer(observation -> {
                    throw new IllegalStateException("this observer always fails");
                })
                .build());
        assertThat(ledger.receive("TEA", "A", 1).isAccepted()).isTrue();
    }

    @Test
    void anErrorOfAnObserverIsNotTheCallers() {
        InventoryLedger ledger = furnished(InventoryLedger.over(new InMemoryStockStore())
                .observer(observation -> {
                    throw new NoSuchMethodError("of another version of the metrics");
                })
                .build());
        assertThat(ledger.receive("TEA", "A", 1).isAccepted()).isTrue();
    }

    /** A store that does something of its own before one kind of question, once it is told to. */
    private static StockStore disturbed(String question, AtomicReference<Runnable> disturbance) {
        InMemoryStockStore sound = new InMemoryStockStore();
        Object disturbed = Proxy.newProxyInstance(
                StockStore.class.getClassLoader(), new Class<?>[] {StockStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals(question)) {
                        disturbance.getAndSet(() -> {}).run();
                    }
                    return method.invoke(sound, arguments);
                });
        return (StockStore) disturbed;
    }

    @Test
    void anErrorOnTheWayToListenersSilencesThemOnlyUntilTheNextCommit() {
        AtomicReference<Runnable> disturbance = new AtomicReference<>(() -> {});
        List<StockEvent.StockReceived> heard = new ArrayList<>();
        InventoryLedger ledger = furnished(InventoryLedger.over(disturbed("entries", disturbance))
                .listener(event -> {
                    if (event instanceof StockEvent.StockReceived received) {
                        heard.add(received);
                    }
                })
                .build());
        disturbance.set(() -> {
            throw new NoClassDefFoundError("of another version of the driver");
        });
        assertThat(ledger.receive("TEA", "A", 1).isAccepted()).isTrue();
        assertThat(heard).isEmpty();
        assertThat(ledger.receive("TEA", "A", 2).isAccepted()).isTrue();
        assertThat(heard).extracting(StockEvent.StockReceived::quantity).containsExactly(1L, 2L);
    }

    @Test
    void aViewThatIsMadeWhileTheLedgerIsClosedIsClosedToo() {
        AtomicReference<Runnable> disturbance = new AtomicReference<>(() -> {});
        InventoryLedger ledger = furnished(
                InventoryLedger.over(disturbed("documents", disturbance)).build());
        disturbance.set(ledger::close);
        assertThatThrownBy(ledger::view)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void aStoreThatIsStaleForEverIsGivenUpOn() {
        List<CommandObservation> seen = new ArrayList<>();
        StockStore store = new WrappedStore(
                new InMemoryStockStore(),
                UnaryOperator.identity(),
                (sound, changes) -> new CommitResult.Stale(sound.load(changes.rows())));
        InventoryLedger ledger = InventoryLedger.over(store).observer(seen::add).build();
        assertThatThrownBy(() -> ledger.registerItem(Item.of("TEA", "Tea")))
                .isInstanceOf(ContentionException.class)
                .hasMessageContaining("100 times")
                .hasMessageContaining("nothing was changed");
        assertThat(seen).singleElement().satisfies(each -> {
            assertThat(each.result()).isEqualTo(CommandObservation.Result.FAILED);
            assertThat(each.staleCommits()).isEqualTo(100);
        });
    }

    @Test
    void aStoreThatFailsSaysSo() {
        StockStore store = new WrappedStore(new InMemoryStockStore(), UnaryOperator.identity(), (sound, changes) -> {
            throw new StockStoreException("the disk is full");
        });
        InventoryLedger ledger = InventoryLedger.over(store).build();
        assertThatThrownBy(() -> ledger.registerItem(Item.of("TEA", "Tea"))).hasMessage("the disk is full");
    }

    @Test
    void anAllocationPolicyIsNotTrusted() {
        AllocationPolicy generous = demand -> {
            AllocationPolicy.Want want = demand.wants().get(0);
            return List.of(new AllocationPolicy.Take(
                    want.line(), want.candidates().get(0).key(), want.quantity()));
        };
        InventoryLedger ledger = furnished(InventoryLedger.over(new InMemoryStockStore())
                .allocation(generous)
                .build());
        ledger.receive("TEA", "A", 1).orElseThrow();
        assertThat(ledger.reserve("TEA", 1).isAccepted()).isTrue();
        ledger.receive("TEA", "A", 1).orElseThrow();
        assertThatThrownBy(() -> ledger.reserve("TEA", 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("allocation policy");
        assertThat(ledger.level(TEA).reserved()).isEqualTo(1);
    }

    /** Of each line 2 units are wanted, and 3 are there; the policy's answers are line, location and quantity. */
    @ParameterizedTest
    @CsvSource({
        "1, 0 A 2, true",
        "1, 0 A 1 0 A 1, true",
        "1, 0 A 3, false",
        "1, 0 A 1 0 A 2, false",
        "1, 1 A 2, false",
        "1, 0 B 2, false",
        "1, 0 A 0, false",
        "1, 0 A -1, false",
        "2, 0 A 2 1 A 2, false",
        "2, 0 A 2 2 A 1, false",
    })
    void whatAnAllocationPolicyAnswersIsChecked(int lines, String answer, boolean isTaken) {
        List<AllocationPolicy.Take> takes = new ArrayList<>();
        String[] words = answer.split(" ", -1);
        for (int i = 0; i < words.length; i += 3) {
            takes.add(new AllocationPolicy.Take(
                    Integer.parseInt(words[i]), StockKey.of("TEA", words[i + 1]), Long.parseLong(words[i + 2])));
        }
        InventoryLedger ledger = furnished(InventoryLedger.over(new InMemoryStockStore())
                .allocation(demand -> takes)
                .build());
        ledger.receive("TEA", "A", 3).orElseThrow();
        Line line = Line.of("TEA", 2);
        Reserve order = lines == 1 ? Reserve.of(line) : Reserve.of(line, line);
        if (isTaken) {
            assertThat(ledger.execute(order).isAccepted()).isTrue();
        } else {
            assertThatThrownBy(() -> ledger.execute(order)).hasMessageContaining("allocation policy");
            assertThat(ledger.level(TEA).reserved()).isZero();
        }
    }

    @Test
    void whatIsNotEvenTakenIsObserved() {
        List<CommandObservation> seen = new ArrayList<>();
        InventoryLedger ledger = InventoryLedger.over(new InMemoryStockStore())
                .observer(seen::add)
                .build();
        ledger.close();
        Receive receive = Receive.of("TEA", "A", 1);
        assertThatThrownBy(() -> ledger.execute(receive)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> ledger.submit(receive)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> ledger.submitAll(List.of(receive, receive))).isInstanceOf(IllegalStateException.class);
        assertThat(seen)
                .extracting(CommandObservation::result)
                .hasSize(4)
                .containsOnly(CommandObservation.Result.FAILED);
    }

    @Test
    void aViewThatCannotBeFilledBeforeEntriesAreForgottenSaysSo() {
        InMemoryStockStore store = InMemoryStockStore.keepingEntries(3);
        InventoryLedger writer = ledgerOver(store);
        Object busy = Proxy.newProxyInstance(
                StockStore.class.getClassLoader(), new Class<?>[] {StockStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("reservations")) {
                        for (int i = 0; i < 5; i++) {
                            writer.receive("TEA", "A", 1).orElseThrow();
                        }
                    }
                    return method.invoke(store, arguments);
                });
        try (InventoryLedger ledger = InventoryLedger.over((StockStore) busy).build()) {
            assertThatThrownBy(ledger::view)
                    .isInstanceOf(RetryableStoreException.class)
                    .hasMessageContaining("faster");
        }
    }
}
