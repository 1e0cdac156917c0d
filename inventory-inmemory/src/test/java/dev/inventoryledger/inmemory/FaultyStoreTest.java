package dev.inventoryledger.inmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Location;
import dev.inventoryledger.OverloadException;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.RetryableStoreException;
import dev.inventoryledger.StockStoreException;
import dev.inventoryledger.UnknownFateException;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.policy.AllocationPolicy;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.CommitResult;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.testkit.WrappedStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a ledger makes of a store that fails: what may be tried again is, what is certain is said, and so is what is not. */
class FaultyStoreTest {
    private final InMemoryStockStore sound = new InMemoryStockStore();
    private final AtomicInteger commits = new AtomicInteger();

    @BeforeEach
    void furnish() {
        InventoryLedger ledger = InventoryLedger.over(sound).build();
        ledger.registerLocation(Location.of("A")).orElseThrow();
        ledger.registerItem(Item.of("TEA", "Tea")).orElseThrow();
        ledger.receive("TEA", "A", 100).orElseThrow();
    }

    private StockStore store(BiFunction<StockStore, ChangeSet, CommitResult> committing) {
        return new WrappedStore(sound, snapshot -> snapshot, (store, changes) -> {
            commits.incrementAndGet();
            return committing.apply(store, changes);
        });
    }

    /** Does the first so many commits otherwise. */
    private StockStore first(int times, BiFunction<StockStore, ChangeSet, CommitResult> otherwise) {
        return store(
                (store, changes) -> commits.get() <= times ? otherwise.apply(store, changes) : store.commit(changes));
    }

    private static CommitResult refuse() {
        throw new RetryableStoreException("a conflict");
    }

    private static CommitResult lose() {
        throw new UnknownFateException("the connection died", new IllegalStateException());
    }

    private long reserved() {
        return InventoryLedger.over(sound).build().level("TEA", "A").reserved();
    }

    @Test
    void whatMayPassIsTriedAgain() {
        InventoryLedger ledger =
                InventoryLedger.over(first(3, (store, changes) -> refuse())).build();
        ledger.reserve("TEA", 1).orElseThrow();
        assertThat(commits).hasValue(4);
        assertThat(reserved()).isEqualTo(1);
    }

    @Test
    void whatDoesNotPassInTimeIsSaidWithTheFailuresBeforeIt() {
        InventoryLedger ledger = InventoryLedger.over(store((store, changes) -> refuse()))
                .retryFor(Duration.ofMillis(20))
                .build();
        assertThatThrownBy(() -> ledger.reserve("TEA", 1))
                .isInstanceOf(RetryableStoreException.class)
                .hasMessage("a conflict")
                .satisfies(failure -> assertThat(failure.getSuppressed()).isNotEmpty());
        assertThat(reserved()).isZero();
    }

    @Test
    void whatLastsIsNotTriedAgain() {
        InventoryLedger ledger = InventoryLedger.over(store((store, changes) -> {
                    throw new StockStoreException("the disk is full");
                }))
                .build();
        assertThatThrownBy(() -> ledger.reserve("TEA", 1)).hasMessage("the disk is full");
        assertThat(commits).hasValue(1);
    }

    @Test
    void aCommitThatTookEffectUnheardIsFoundByItsCommandId() {
        InventoryLedger ledger = InventoryLedger.over(first(1, (store, changes) -> {
                    store.commit(changes);
                    return lose();
                }))
                .build();
        Reservation reservation = ledger.reserve("TEA", 1).orElseThrow();
        assertThat(ledger.reservation(reservation.id())).contains(reservation);
        assertThat(commits).hasValue(1);
        assertThat(reserved()).isEqualTo(1);
    }

    @Test
    void aCommitThatDidNotTakeEffectIsDoneAgain() {
        InventoryLedger ledger =
                InventoryLedger.over(first(1, (store, changes) -> lose())).build();
        ledger.reserve("TEA", 1).orElseThrow();
        assertThat(commits).hasValue(2);
        assertThat(reserved()).isEqualTo(1);
    }

    @Test
    void aFateThatCannotBeFoundOutIsCalledUnknownAndTheSameIdIsSafe() {
        Reserve reserve = Reserve.of("TEA", 1);
        InventoryLedger ledger = InventoryLedger.over(store((store, changes) -> {
                    store.commit(changes);
                    return lose();
                }))
                .retryFor(Duration.ZERO)
                .build();
        assertThatThrownBy(() -> ledger.execute(reserve)).isInstanceOf(UnknownFateException.class);
        assertThat(ledger.execute(reserve).isAccepted()).isTrue();
        assertThat(reserved()).isEqualTo(1);
    }

    @Test
    void aFateStaysUnknownWhateverElseFailsThen() {
        InventoryLedger ledger = InventoryLedger.over(store((store, changes) -> {
                    if (commits.get() == 1) {
                        return lose();
                    }
                    throw new StockStoreException("the database has become read-only");
                }))
                .retryFor(Duration.ofMillis(20))
                .build();
        assertThatThrownBy(() -> ledger.reserve("TEA", 1)).isInstanceOf(UnknownFateException.class);
    }

    @Test
    void anInterruptDoesNotReachTheStoreAndIsNotForgotten() {
        InventoryLedger ledger = InventoryLedger.over(first(2, (store, changes) -> {
                    assertThat(Thread.currentThread().isInterrupted()).isFalse();
                    Thread.currentThread().interrupt();
                    return refuse();
                }))
                .build();
        Thread.currentThread().interrupt();
        ledger.reserve("TEA", 1).orElseThrow();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(commits).hasValue(3);
    }

    @Test
    void aFateStaysUnknownWhileTheStoreOnlyRefuses() {
        InventoryLedger ledger = InventoryLedger.over(store((store, changes) -> commits.get() == 1 ? lose() : refuse()))
                .retryFor(Duration.ofMillis(20))
                .build();
        assertThatThrownBy(() -> ledger.reserve("TEA", 1)).isInstanceOf(UnknownFateException.class);
    }

    /** Sends so many commands while the first is under way, so that the others are one batch. */
    private static List<CompletableFuture<Boolean>> together(InventoryLedger ledger, CountDownLatch sent, int count) {
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        IntStream.rangeClosed(1, count)
                .forEach(units -> all.add(ledger.submit(Reserve.of("TEA", units))
                        .thenApply(outcome -> outcome.isAccepted())
                        .toCompletableFuture()));
        sent.countDown();
        return all;
    }

    private static StockStore waitingFor(CountDownLatch sent, StockStore store) {
        return new WrappedStore(
                store,
                snapshot -> {
                    awaitUninterrupted(sent);
                    return snapshot;
                },
                StockStore::commit);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void aCommandThatTheStoreCannotStoreFailsAloneAndTheOthersOfItsBatchGoThrough() {
        StockStore choosy = store((store, changes) -> {
            boolean poisoned = changes.reservations().stream()
                    .anyMatch(change -> change.row().requested() == 5);
            if (poisoned) {
                throw new StockStoreException("five is not to be stored");
            }
            return store.commit(changes);
        });
        CountDownLatch sent = new CountDownLatch(1);
        InventoryLedger ledger = InventoryLedger.over(waitingFor(sent, choosy)).build();
        List<CompletableFuture<Boolean>> all = together(ledger, sent, 8);
        for (int i = 0; i < all.size(); i++) {
            CompletableFuture<Boolean> one = all.get(i);
            if (i == 4) {
                assertThatThrownBy(one::join)
                        .isInstanceOf(CompletionException.class)
                        .hasRootCauseMessage("five is not to be stored");
            } else {
                assertThat(one.join()).isTrue();
            }
        }
        assertThat(reserved()).isEqualTo(1 + 2 + 3 + 4 + 6 + 7 + 8);
    }

    @Test
    void aPolicyThatFailsFailsItsOwnCommandAlone() {
        AllocationPolicy choosy = demand -> {
            if (demand.wants().get(0).quantity() == 3) {
                throw new IllegalStateException("not three");
            }
            return AllocationPolicy.byPriority().allocate(demand);
        };
        CountDownLatch sent = new CountDownLatch(1);
        InventoryLedger ledger =
                InventoryLedger.over(waitingFor(sent, sound)).allocation(choosy).build();
        List<CompletableFuture<Boolean>> all = together(ledger, sent, 5);
        assertThatThrownBy(all.get(2)::join).hasRootCauseMessage("not three");
        assertThat(all.stream().filter(one -> !one.isCompletedExceptionally() && one.join()))
                .hasSize(4);
    }

    @Test
    void aRejectionTouchesNoneOfItsBatch() {
        CountDownLatch sent = new CountDownLatch(1);
        InventoryLedger ledger = InventoryLedger.over(waitingFor(sent, sound)).build();
        List<CompletableFuture<Boolean>> all = together(ledger, sent, 15);
        assertThat(all.stream().map(CompletableFuture::join))
                .as("1 to 13 sum to 91, and 14 is more than the 9 that are left")
                .isEqualTo(IntStream.rangeClosed(1, 15)
                        .mapToObj(units -> units <= 13)
                        .toList());
        assertThat(reserved()).isEqualTo(91);
    }

    @Test
    void aFullQueueTurnsCommandsAway() {
        CountDownLatch sent = new CountDownLatch(1);
        InventoryLedger ledger =
                InventoryLedger.over(waitingFor(sent, sound)).queueLimit(3).build();
        assertThatThrownBy(() -> together(ledger, new CountDownLatch(1), 10)).isInstanceOf(OverloadException.class);
        sent.countDown();
        ledger.close();
        assertThat(reserved()).isBetween(1L + 2 + 3, 1L + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9);
    }

    @Test
    void aClosedLedgerTakesNoCommandsAndStillAnswers() {
        InventoryLedger ledger = InventoryLedger.over(sound).build();
        ledger.close();
        assertThatThrownBy(() -> ledger.execute(Receive.of("TEA", "A", 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThat(ledger.level("TEA", "A").onHand()).isEqualTo(100);
    }
}
