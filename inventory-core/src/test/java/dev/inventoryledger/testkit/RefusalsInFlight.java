package dev.inventoryledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.RetryableStoreException;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.policy.AllocationPolicy;
import dev.inventoryledger.spi.Snapshot;
import dev.inventoryledger.spi.StockStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What is refused is borne out by a load while the next batch is prepared on the same rows; whatever that brings, all are told the truth. */
interface RefusalsInFlight extends OpensShops {
    /** One is refused alone; behind it two batches of eight form. */
    int CALLERS = 17;

    /** Each of them wants more than the few that there are, and another quantity: so it is seen whose wish was decided. */
    long LEAST = 10;

    /** Callers of one ledger, and what happens once while the first large batch is being borne out and the next one is prepared. */
    final class Disappointed {
        private final UnaryOperator<Snapshot> meanwhile;
        private final CountDownLatch firstHasLoaded = new CountDownLatch(1);
        private final CountDownLatch allHaveCalled = new CountDownLatch(1);
        private final Set<Long> decided = ConcurrentHashMap.newKeySet();
        private final AtomicBoolean hasHappened = new AtomicBoolean();
        private final InventoryLedger ledger;

        Disappointed(Shop shop, UnaryOperator<Snapshot> meanwhile) {
            this.meanwhile = meanwhile;
            ledger = InventoryLedger.over(new WrappedStore(shop.store, this::loaded, StockStore::commit))
                    .clock(shop.clock)
                    .allocation(demand -> {
                        decided.add(demand.wants().get(0).quantity());
                        return AllocationPolicy.byPriority().allocate(demand);
                    })
                    .retryFor(Duration.ZERO)
                    .build();
        }

        private Snapshot loaded(Snapshot snapshot) {
            boolean hasBegun = decided.contains(LEAST);
            if (hasBegun) {
                firstHasLoaded.countDown();
                Shop.await(allHaveCalled);
            }
            if (hasBegun && snapshot.request().commands().size() > 1 && hasHappened.compareAndSet(false, true)) {
                awaitThatAllAreDecided();
                return meanwhile.apply(snapshot);
            }
            return snapshot;
        }

        private void awaitThatAllAreDecided() {
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            while (decided.size() < 1 + CALLERS) {
                assertThat(System.nanoTime()).as("the next batch is prepared").isLessThan(end);
                Thread.onSpinWait();
            }
        }

        /** The answers, in the order of calling. */
        List<CompletableFuture<Outcome<Reservation>>> reserve() {
            // So that all is known.
            assertThat(ledger.reserve("TEA", 1_000).isAccepted()).isFalse();
            List<CompletableFuture<Outcome<Reservation>>> answers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                answers.add(ledger.submit(Reserve.of("TEA", LEAST + i)).toCompletableFuture());
                Shop.await(firstHasLoaded);
            }
            allHaveCalled.countDown();
            return answers;
        }
    }

    private static List<CompletableFuture<Outcome<Reservation>>> first(
            List<CompletableFuture<Outcome<Reservation>>> answers) {
        return answers.subList(1, 1 + CALLERS / 2);
    }

    private static List<CompletableFuture<Outcome<Reservation>>> next(
            List<CompletableFuture<Outcome<Reservation>>> answers) {
        return answers.subList(1 + CALLERS / 2, CALLERS);
    }

    private static void assertRefused(List<CompletableFuture<Outcome<Reservation>>> answers) {
        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(answer.join().rejection()).contains(RejectionReason.INSUFFICIENT_STOCK));
    }

    private static void assertAccepted(List<CompletableFuture<Outcome<Reservation>>> answers) {
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().isAccepted()).isTrue());
    }

    @Test
    default void bothAreRefused() {
        Shop shop = open().furnished().stocked("TEA@A=5");
        assertRefused(new Disappointed(shop, snapshot -> snapshot).reserve());
        shop.assertLevels("TEA@A=5");
    }

    @Test
    default void bothGetWhatOthersBroughtBefore() {
        Shop shop = open().furnished().stocked("TEA@A=5");
        List<CompletableFuture<Outcome<Reservation>>> answers = new Disappointed(shop, snapshot -> {
                    shop.ledger.receive("TEA", "A", 1_000).orElseThrow();
                    return shop.store.load(snapshot.request());
                })
                .reserve();
        assertAccepted(first(answers));
        assertAccepted(next(answers));
        shop.assertLevels("TEA@A=1005/296");
    }

    @Test
    default void theNextGetsWhatOthersBroughtAfterwards() {
        Shop shop = open().furnished().stocked("TEA@A=5");
        List<CompletableFuture<Outcome<Reservation>>> answers = new Disappointed(shop, snapshot -> {
                    shop.ledger.receive("TEA", "A", 1_000).orElseThrow();
                    return snapshot;
                })
                .reserve();
        assertRefused(first(answers));
        assertAccepted(next(answers));
        shop.assertLevels("TEA@A=1005/180");
    }

    /** There is enough for either, and not for both. */
    @Test
    default void whatOthersBroughtIsNotSoldTwice() {
        Shop shop = open().furnished().stocked("TEA@A=5");
        List<CompletableFuture<Outcome<Reservation>>> answers = new Disappointed(shop, snapshot -> {
                    shop.ledger.receive("TEA", "A", 111).orElseThrow();
                    return shop.store.load(snapshot.request());
                })
                .reserve();
        assertAccepted(first(answers));
        assertRefused(next(answers));
        shop.assertLevels("TEA@A=116/116");
    }

    @Test
    default void theNextIsToldTheTruthWhereTheStoreFails() {
        Shop shop = open().furnished().stocked("TEA@A=5");
        List<CompletableFuture<Outcome<Reservation>>> answers = new Disappointed(shop, snapshot -> {
                    throw new RetryableStoreException("not now");
                })
                .reserve();
        assertThat(first(answers))
                .allSatisfy(answer -> assertThat(answer)
                        .failsWithin(Duration.ofMinutes(1))
                        .withThrowableOfType(ExecutionException.class)
                        .withCauseInstanceOf(RetryableStoreException.class));
        assertRefused(next(answers));
        shop.assertLevels("TEA@A=5");
    }
}
