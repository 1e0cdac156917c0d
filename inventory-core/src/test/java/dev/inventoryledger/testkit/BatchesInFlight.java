package dev.inventoryledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventoryledger.CommandObservation;
import dev.inventoryledger.Hold;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.RetryableStoreException;
import dev.inventoryledger.StockStoreException;
import dev.inventoryledger.UnknownFateException;
import dev.inventoryledger.command.Command;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.CommitResult;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.Replacement;
import dev.inventoryledger.spi.StockStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** One batch is prepared while another is written; whatever becomes of that, nothing rests on what never came to be. */
interface BatchesInFlight extends OpensShops {
    /** One is carried out alone; behind it two batches of eight form. */
    int CALLERS = 17;

    int FIRST_OF_NEXT = 1 + CALLERS / 2;

    /** Callers of one ledger, and what happens once while their first large batch is being written and the next one is prepared. */
    final class Crowd {
        private final BiConsumer<StockStore, ChangeSet> meanwhile;
        private volatile CountDownLatch firstIsBeingWritten = new CountDownLatch(0);
        private volatile CountDownLatch gate = new CountDownLatch(0);
        private final AtomicInteger prepared = new AtomicInteger();
        private final AtomicInteger loads = new AtomicInteger();
        private final List<CommandObservation> seen = new CopyOnWriteArrayList<>();
        private final AtomicBoolean hasHappened = new AtomicBoolean();
        private final FaultyClock clock;
        private final InventoryLedger ledger;
        private Runnable untilNextIsThatFar;

        Crowd(Shop shop, BiConsumer<StockStore, ChangeSet> meanwhile) {
            this(shop, Duration.ofSeconds(5), meanwhile);
        }

        Crowd(Shop shop, Duration patience, BiConsumer<StockStore, ChangeSet> meanwhile) {
            this.meanwhile = meanwhile;
            clock = new FaultyClock(shop.clock);
            untilNextIsThatFar = () -> await(() -> prepared.get() >= 3);
            WrappedStore disturbed = new WrappedStore(
                    shop.store,
                    snapshot -> {
                        loads.incrementAndGet();
                        return snapshot;
                    },
                    this::commit);
            ledger = InventoryLedger.over(counting(disturbed))
                    .clock(clock)
                    .retryFor(patience)
                    .observer(seen::add)
                    .build();
        }

        private StockStore counting(StockStore store) {
            Object counting = Proxy.newProxyInstance(
                    StockStore.class.getClassLoader(),
                    new Class<?>[] {StockStore.class},
                    (proxy, method, arguments) -> {
                        try {
                            Object answer = method.invoke(store, arguments);
                            if (method.getName().equals("prepare")) {
                                prepared.incrementAndGet();
                            }
                            return answer;
                        } catch (InvocationTargetException failed) {
                            throw failed.getCause();
                        }
                    });
            return (StockStore) counting;
        }

        private CommitResult commit(StockStore store, ChangeSet changes) {
            firstIsBeingWritten.countDown();
            Shop.await(gate);
            if (changes.entries().size() > 1 && hasHappened.compareAndSet(false, true)) {
                untilNextIsThatFar.run();
                meanwhile.accept(store, changes);
            }
            return store.commit(changes);
        }

        private static void await(BooleanSupplier condition) {
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            while (!condition.getAsBoolean()) {
                assertThat(System.nanoTime())
                        .as("the next batch is as far as that")
                        .isLessThan(end);
                Thread.onSpinWait();
            }
        }

        /** By what is known then, the next batch has to wait before it can be made ready. */
        Crowd notPreparingTheNext() {
            untilNextIsThatFar = () -> {};
            return this;
        }

        /** The same, once it has looked at what there is, where the first need not. */
        Crowd readingForTheNext() {
            untilNextIsThatFar = () -> await(() -> loads.get() > 0);
            return this;
        }

        List<Reservation> reserve(String sku) {
            return reserve(sku, sku).stream().map(CompletableFuture::join).toList();
        }

        /** The first large batch is about one SKU, the next one about another; all of both is known. */
        List<CompletableFuture<Reservation>> reserve(String sku, String other) {
            new HashSet<>(List.of(other, sku))
                    .forEach(each -> ledger.reserve(each, 1).orElseThrow());
            return send(number -> Reserve.of(number < FIRST_OF_NEXT ? sku : other, 1)).stream()
                    .map(answer -> answer.thenApply(Reservation.class::cast))
                    .toList();
        }

        /** Command 0 is carried out alone. */
        List<CompletableFuture<Object>> send(IntFunction<Command<?>> commands) {
            prepared.set(0);
            CountDownLatch allHaveCalled = new CountDownLatch(1);
            gate = allHaveCalled;
            firstIsBeingWritten = new CountDownLatch(1);
            List<CompletableFuture<Object>> answers = new ArrayList<>();
            for (int number = 0; number < CALLERS; number++) {
                answers.add(ledger.submit(commands.apply(number))
                        .<Object>thenApply(Outcome::orElseThrow)
                        .toCompletableFuture());
                Shop.await(firstIsBeingWritten);
            }
            loads.set(0);
            allHaveCalled.countDown();
            return answers;
        }

        void requireAllOf(IntFunction<Command<?>> commands) {
            send(commands).forEach(CompletableFuture::join);
            assertThat(hasHappened).isTrue();
        }

        void requireThatNothingWentStale() {
            assertThat(seen).allSatisfy(each -> assertThat(each.staleCommits()).isZero());
        }
    }

    private static long written(ChangeSet changes) {
        Replacement<LevelRow> only = changes.levels().get(0);
        return only.row().version() - only.replaces();
    }

    @Test
    default void bothAreWritten() {
        Shop shop = open().furnished().stocked("TEA@A=100");
        assertThat(new Crowd(shop, (store, changes) -> {}).reserve("TEA")).hasSize(CALLERS);
        shop.assertLevels("TEA@A=100/" + (CALLERS + 1));
    }

    @Test
    default void whatTheNextNeedsIsReadWhileTheFirstIsWritten() {
        Shop shop = open().furnished().stocked("TEA@A=100", "CUP@A=100");
        Crowd crowd = new Crowd(shop, (store, changes) -> {});
        crowd.requireAllOf(number -> Reserve.of(number < FIRST_OF_NEXT ? "TEA" : "CUP", 1));
        crowd.requireThatNothingWentStale();
        shop.assertLevels("TEA@A=100/" + FIRST_OF_NEXT, "CUP@A=100/" + (CALLERS - FIRST_OF_NEXT));
    }

    /** Which keys there are of the SKU has to be read, and with them comes a level that is about to be another one. */
    @Test
    default void whatIsReadMeanwhileIsNotTakenForWhatIsWritten() {
        Shop shop = open().furnished().stocked("TEA@A=100");
        Crowd crowd = new Crowd(shop, (store, changes) -> {}).readingForTheNext();
        crowd.requireAllOf(number -> number < FIRST_OF_NEXT ? Receive.of("TEA", "A", 1) : Reserve.of("TEA", 1));
        crowd.requireThatNothingWentStale();
        shop.assertLevels("TEA@A=" + (100 + FIRST_OF_NEXT) + "/" + (CALLERS - FIRST_OF_NEXT));
    }

    @Test
    default void whatWasReadMeanwhileIsReadAnewWhereOthersTookIt() {
        Shop shop = open().furnished().stocked("TEA@A=100", "CUP@A=8");
        Crowd crowd = new Crowd(shop, (store, changes) -> {
            shop.ledger.receive("TEA", "A", 10).orElseThrow();
            shop.ledger.reserve("CUP", 8).orElseThrow();
        });
        List<CompletableFuture<Object>> answers =
                crowd.send(number -> Reserve.of(number < FIRST_OF_NEXT ? "TEA" : "CUP", 1));
        answers.subList(0, FIRST_OF_NEXT).forEach(CompletableFuture::join);
        assertThat(answers.subList(FIRST_OF_NEXT, CALLERS))
                .allSatisfy(answer -> assertThat(answer).failsWithin(Duration.ofMinutes(1)));
        shop.assertLevels("TEA@A=110/" + FIRST_OF_NEXT, "CUP@A=8/8");
    }

    @Test
    default void aKeyThatIsStockedMeanwhileIsFound() {
        Shop shop = open().furnished().stocked("TEA@A=1", "TEA@B=1", "CUP@B=100");
        Crowd crowd = new Crowd(shop, (store, changes) -> {
                    // By the end of this the next one has been decided, if that does not wait.
                    for (int i = 0; i < 50; i++) {
                        shop.ledger.receive("TEA", "B", 1).orElseThrow();
                    }
                })
                .notPreparingTheNext();
        crowd.requireAllOf(number -> {
            Command<?> first = number == 0 ? Receive.of("TEA", "A", 1) : Receive.of("CUP", "A", 1);
            return number < FIRST_OF_NEXT ? first : Reserve.of("CUP", 1);
        });
        shop.assertLevels("TEA@A=2", "TEA@B=51", "CUP@A=8/8", "CUP@B=100");
    }

    /** Somebody else makes as many changes as the batch would have made: the versions are those that the next one expects. */
    @Test
    default void theNextIsPreparedAnewWhereOthersCameBefore() {
        Shop shop = open().furnished().stocked("TEA@A=100");
        Crowd crowd = new Crowd(shop, (store, changes) -> {
            for (long i = 0; i < written(changes); i++) {
                shop.ledger.receive("TEA", "A", 10).orElseThrow();
            }
        });
        assertThat(crowd.reserve("TEA")).hasSize(CALLERS);
        shop.assertLevels("TEA@A=180/" + (CALLERS + 1));
    }

    @Test
    default void theNextIsRefusedWhatOthersTook() {
        Shop shop = open().furnished().stocked("TEA@A=" + (CALLERS + 1));
        Crowd crowd = new Crowd(
                shop, (store, changes) -> shop.ledger.reserve("TEA", 1).orElseThrow());
        assertThatThrownBy(() -> crowd.reserve("TEA")).hasMessageContaining("not available");
        shop.assertLevels("TEA@A=" + (CALLERS + 1) + "/" + (CALLERS + 1));
    }

    /** The others took all, with as many changes: the first batch writes nothing after all, and what the next one rests on never came to be. */
    @Test
    default void theNextIsVoidWhereAllOfTheFirstIsRefusedAfterAll() {
        Shop shop = open().furnished().stocked("TEA@A=20");
        Crowd crowd = new Crowd(shop, (store, changes) -> {
            for (long i = 1; i < written(changes); i++) {
                shop.ledger.reserve("TEA", 1).orElseThrow();
            }
            shop.ledger
                    .reserve("TEA", shop.ledger.level("TEA", "A").available())
                    .orElseThrow();
        });
        List<CompletableFuture<Reservation>> answers = crowd.reserve("TEA", "TEA");
        assertThat(answers.get(0).join().open()).isEqualTo(1);
        assertThat(answers.subList(1, CALLERS))
                .allSatisfy(answer -> assertThat(answer).failsWithin(Duration.ofMinutes(1)));
        shop.assertLevels("TEA@A=20/20");
    }

    /** What is refused is so as of a moment at which all that it was decided on was there: a hold that has ended by then is free. */
    @Test
    default void theNextGetsWhatEndsWhileTheFirstIsWritten() {
        Shop shop = open().furnished().stocked("TEA@A=18", "CUP@A=1");
        shop.ledger
                .execute(Reserve.of("TEA", CALLERS / 2).holding(Hold.lasting(Duration.ofMinutes(1))))
                .orElseThrow();
        Crowd crowd = new Crowd(shop, (store, changes) -> {
                    // By the end of this the next one has been decided, if that does not wait.
                    for (int i = 0; i < 50; i++) {
                        shop.ledger.receive("CUP", "A", 1).orElseThrow();
                    }
                    shop.later(Duration.ofMinutes(2));
                })
                .notPreparingTheNext();
        assertThat(crowd.reserve("TEA")).hasSize(CALLERS);
        shop.assertLevels("CUP@A=51", "TEA@A=18/18");
    }

    @Test
    default void theNextIsPreparedAnewWhereTheStoreFails() {
        Shop shop = open().furnished().stocked("TEA@A=100");
        Crowd crowd = new Crowd(shop, (store, changes) -> {
            throw new StockStoreException("one command of it cannot be written");
        });
        assertThat(crowd.reserve("TEA")).hasSize(CALLERS);
        shop.assertLevels("TEA@A=100/" + (CALLERS + 1));
    }

    /** Written, and then nobody knows. */
    @Test
    default void theNextGoesOnWhereAFateIsUnknown() {
        Shop shop = open().furnished().stocked("TEA@A=100");
        Crowd crowd = new Crowd(shop, (store, changes) -> {
            store.commit(changes);
            throw new UnknownFateException("the line went dead", new IllegalStateException("gone"));
        });
        assertThat(crowd.reserve("TEA")).hasSize(CALLERS);
        shop.assertLevels("TEA@A=100/" + (CALLERS + 1));
    }

    /** The first two batches read it once each; the halves of the next one read it again. */
    @Test
    default void theNextIsPreparedAnewWhereTheClockFails() {
        Shop shop = open().furnished().stocked("TEA@A=100");
        Crowd crowd = new Crowd(shop, (store, changes) -> {}).notPreparingTheNext();
        crowd.ledger.reserve("TEA", 1).orElseThrow();
        crowd.clock.failAfter(2, 1);
        crowd.requireAllOf(number -> Reserve.of("TEA", 1));
        shop.assertLevels("TEA@A=100/" + (CALLERS + 1));
    }

    @Test
    default void theNextFailsWithTheClockAndNobodyElse() {
        Shop shop = open().furnished().stocked("TEA@A=100");
        Crowd crowd = new Crowd(shop, (store, changes) -> {}).notPreparingTheNext();
        crowd.ledger.reserve("TEA", 1).orElseThrow();
        crowd.clock.failAfter(2, CALLERS * CALLERS);
        List<CompletableFuture<Object>> answers = crowd.send(number -> Reserve.of("TEA", 1));
        answers.subList(0, FIRST_OF_NEXT).forEach(CompletableFuture::join);
        assertThat(answers.subList(FIRST_OF_NEXT, CALLERS))
                .allSatisfy(answer -> assertThat(answer)
                        .failsWithin(Duration.ofMinutes(1))
                        .withThrowableOfType(ExecutionException.class)
                        .havingRootCause()
                        .withMessage("the host's clock fails"));
        crowd.clock.failAfter(0, 0);
        crowd.ledger.reserve("TEA", 1).orElseThrow();
        shop.assertLevels("TEA@A=100/" + (FIRST_OF_NEXT + 2));
    }

    /** What the failed batch would have left has the version that the store has, and is something else. */
    @Test
    default void whatNeverCameToBeIsForgotten() {
        Shop shop = open().furnished().stocked("TEA@A=100", "CUP@A=100");
        Crowd crowd = new Crowd(shop, Duration.ZERO, (store, changes) -> {
            for (long i = 0; i < written(changes); i++) {
                shop.ledger.receive("TEA", "A", 10).orElseThrow();
            }
            throw new RetryableStoreException("not now");
        });
        List<CompletableFuture<Reservation>> answers = crowd.reserve("TEA", "CUP");
        assertThat(answers.get(CALLERS - 1).join().open()).isEqualTo(1);
        assertThat(answers.get(CALLERS / 2)).failsWithin(Duration.ofMinutes(1));
        // As long as it keeps out of the way of others, nothing is known.
        for (int i = 0; i < 10; i++) {
            crowd.ledger.reserve("CUP", 1).orElseThrow();
        }
        crowd.ledger.reserve("TEA", 1).orElseThrow();
        shop.assertLevels("TEA@A=180/3", "CUP@A=100/19");
    }
}
