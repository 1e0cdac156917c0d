package dev.inventoryledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.Balance;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Line;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.RetryableStoreException;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.event.InventoryEvent;
import dev.inventoryledger.event.StockEvent;
import dev.inventoryledger.subscription.EventHandler;
import dev.inventoryledger.subscription.RunningSubscription;
import dev.inventoryledger.subscription.Subscription;
import dev.inventoryledger.subscription.TransactionalEventHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Of several runners one is active; whoever is dead or cut off is taken over, and what he did not note comes again. */
interface SubscribersDie extends OpensShops {
    private static Subscription fast(String name, EventHandler handler) {
        return Subscription.of(name, handler).takeOverAfter(Duration.ofMillis(200));
    }

    /** Dies as a process does: at once, without a word. */
    private static EventHandler dyingAfter(int events, Heard heard) {
        AtomicInteger left = new AtomicInteger(events);
        return event -> {
            if (left.getAndDecrement() == 0) {
                throw new AssertionError("killed by the test");
            }
            heard.on(event);
        };
    }

    @Test
    default void ofSeveralRunnersOneIsActiveAndAnotherFollowsAtOnceWhenItIsClosed() {
        Shop shop = open().furnished();
        Heard first = new Heard();
        Heard second = new Heard();
        int events = shop.told(0).size();
        try (InventoryLedger other = InventoryLedger.over(shop.store).build()) {
            RunningSubscription active = shop.ledger.subscribe("one", first);
            assertThat(first.next(events)).hasSize(events);
            RunningSubscription waiting =
                    other.subscribe(Subscription.of("one", second).pollEvery(Duration.ofMillis(10)));
            assertThat(waiting.isActive()).isFalse();
            long position = shop.tip();
            shop.ledger.receive("TEA", "A", 5).orElseThrow();
            List<InventoryEvent> tea = shop.told(position);
            assertThat(first.next(tea.size())).isEqualTo(tea);
            active.close();
            shop.ledger.receive("CUP", "A", 5).orElseThrow();
            Heard.until("the other takes over", waiting::isActive);
            assertThat(second.next().subject()).isEqualTo("stock/CUP@A");
            assertThat(shop.subscription("one").runner()).contains(waiting.runner());
            waiting.close();
        }
    }

    @Test
    default void whatADeadRunnerLeftBehindIsTakenOver() {
        Shop shop = open().furnished();
        List<InventoryEvent> all = shop.told(0);
        Heard before = new Heard();
        Heard after = new Heard();
        RunningSubscription dead = shop.ledger.subscribe(fast("one", dyingAfter(3, before)));
        assertThat(before.next(3)).isEqualTo(all.subList(0, 3));
        Heard.until("it is dead", () -> dead.failure().isPresent());
        long start = System.nanoTime();
        try (RunningSubscription next = shop.ledger.subscribe(fast("one", after))) {
            List<InventoryEvent> heard = after.next(all.size());
            assertThat(heard).as("what was not noted comes again").isEqualTo(all);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(190));
            assertThat(next.isActive()).isTrue();
        }
        assertThat(dead.isActive()).isFalse();
    }

    /** A ledger that reads its store, and while it is cut off can write nothing: its runners' signs of life do not arrive. */
    private static InventoryLedger cutOff(Shop shop, AtomicBoolean isCutOff) {
        WrappedStore cut = new WrappedStore(shop.store, snapshot -> snapshot, (store, changes) -> {
            if (isCutOff.get()) {
                throw new RetryableStoreException("cut off");
            }
            return store.commit(changes);
        });
        return InventoryLedger.over(cut).retryFor(Duration.ZERO).build();
    }

    @Test
    default void whoeverWasTakenOverWhileItsHandlerFailedTriesNoMore() throws Exception {
        Shop shop = open().furnished();
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean isCutOff = new AtomicBoolean();
        Heard heard = new Heard();
        Heard late = new Heard();
        try (InventoryLedger failing = cutOff(shop, isCutOff)) {
            RunningSubscription old = failing.subscribe(fast("one", event -> {
                if (stuck.getCount() > 0) {
                    isCutOff.set(true);
                    stuck.countDown();
                    goOn.await();
                    throw new IllegalStateException("not now");
                }
                late.on(event);
            }));
            assertThat(stuck.await(1, TimeUnit.MINUTES)).isTrue();
            RunningSubscription next = shop.ledger.subscribe(fast("one", heard));
            assertThat(heard.next(shop.told(0).size())).hasSameSizeAs(shop.told(0));
            Heard.until("all is noted", () -> shop.hasCaughtUp("one"));
            isCutOff.set(false);
            Heard.until("the old one knows", () -> !old.isActive());
            goOn.countDown();
            next.close();
            shop.ledger.receive("CUP", "A", 5).orElseThrow();
            assertThat(late.next().subject()).isEqualTo("stock/CUP@A");
        }
    }

    @Test
    default void whoeverWasTakenOverNotesNothingMore() throws Exception {
        Shop shop = open().furnished();
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean isCutOff = new AtomicBoolean();
        Heard heard = new Heard();
        try (InventoryLedger frozen = cutOff(shop, isCutOff)) {
            RunningSubscription old = frozen.subscribe(fast("one", event -> {
                if (stuck.getCount() > 0) {
                    isCutOff.set(true);
                    stuck.countDown();
                    goOn.await();
                }
            }));
            assertThat(stuck.await(1, TimeUnit.MINUTES)).isTrue();
            try (RunningSubscription next = shop.ledger.subscribe(fast("one", heard))) {
                assertThat(heard.next(shop.told(0).size())).hasSameSizeAs(shop.told(0));
                Heard.until("all is noted", () -> shop.hasCaughtUp("one"));
                isCutOff.set(false);
                goOn.countDown();
                Heard.until("the old one stands by", () -> !old.isActive());
                assertThat(shop.subscription("one").position()).isEqualTo(shop.tip());
                assertThat(next.isActive()).isTrue();
            }
        }
    }

    /** Its transaction must fail as a whole: what it did there was done by another, too. */
    @Test
    default void whoeverWasTakenOverDoesNothingInATransactionEither() throws Exception {
        Shop shop = open().furnished();
        List<InventoryEvent> all = shop.told(0);
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean isFirst = new AtomicBoolean(true);
        CountDownLatch isRefused = new CountDownLatch(1);
        Heard heard = new Heard();
        TransactionalEventHandler handler = (events, note) -> {
            boolean isStuck = isFirst.getAndSet(false);
            if (isStuck) {
                stuck.countDown();
                goOn.await();
            }
            try {
                note.accept(shop.store);
            } catch (RuntimeException refused) {
                isRefused.countDown();
                throw refused;
            }
            events.forEach(heard::on);
        };
        Subscription subscription = Subscription.inTransactions("one", handler).takeOverAfter(Duration.ofMillis(200));
        try (InventoryLedger elsewhere = InventoryLedger.over(shop.store).build();
                RunningSubscription old = shop.ledger.subscribe(subscription)) {
            assertThat(stuck.await(1, TimeUnit.MINUTES)).isTrue();
            try (RunningSubscription next = elsewhere.subscribe(subscription)) {
                assertThat(heard.next(all.size())).isEqualTo(all);
                Heard.until("all is noted", () -> shop.hasCaughtUp("one"));
                goOn.countDown();
                assertThat(isRefused.await(1, TimeUnit.MINUTES)).isTrue();
                Heard.until("the old one stands by", () -> !old.isActive());
                assertThat(next.isActive()).isTrue();
            }
        }
        heard.nothingElse();
    }

    /** Applies what it hears as a read model would: an event that comes again changes nothing. */
    final class Projection implements EventHandler {
        final Map<StockKey, Balance> balances = new ConcurrentHashMap<>();
        final Map<StockKey, Long> positions = new ConcurrentHashMap<>();
        final Set<String> wrong = ConcurrentHashMap.newKeySet();

        @Override
        public void on(InventoryEvent event) {
            if (event instanceof StockEvent.StockLevelChanged changed
                    && changed.head().position() > positions.getOrDefault(changed.key(), 0L)) {
                Balance before = balances.getOrDefault(changed.key(), Balance.ZERO);
                if (!before.equals(changed.before())) {
                    wrong.add(changed.key() + " stood at " + before + ", not at " + changed.before());
                }
                balances.put(changed.key(), changed.after());
                positions.put(changed.key(), changed.head().position());
            }
        }
    }

    @Test
    default void aProjectionThatIsKilledAgainAndAgainEndsAtTheLevels() throws Exception {
        Shop shop = open().furnished();
        int customers = 4;
        int orders = 40;
        shop.stocked("TEA@A=1000", "TEA@B=1000", "CUP@A=1000", "CUP@B=1000");
        Projection projection = new Projection();
        Random random = new Random(20_261_124);
        AtomicLong untilDeath = new AtomicLong(5);
        EventHandler mortal = event -> {
            if (untilDeath.getAndDecrement() == 0) {
                throw new AssertionError("killed by the test");
            }
            projection.on(event);
        };
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int customer = 0; customer < customers; customer++) {
            int number = customer;
            all.add(CompletableFuture.runAsync(() -> buy(shop, number, orders)));
        }
        int deaths = 0;
        while (deaths < 10) {
            RunningSubscription running =
                    shop.ledger.subscribe(Subscription.of("projection", mortal).takeOverAfter(Duration.ofMillis(100)));
            // What passes is told as a failure too, and a runner lives on with it.
            Heard.until(
                    "it dies",
                    () -> running.failure()
                            .filter(AssertionError.class::isInstance)
                            .isPresent());
            untilDeath.set(random.nextInt(60));
            deaths++;
        }
        untilDeath.set(Long.MAX_VALUE);
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(2, TimeUnit.MINUTES);
        try (RunningSubscription running =
                shop.ledger.subscribe(Subscription.of("projection", mortal).takeOverAfter(Duration.ofMillis(100)))) {
            Heard.until("all is heard", () -> shop.hasCaughtUp("projection"));
            assertThat(running.isActive()).isTrue();
        }
        assertThat(projection.wrong).isEmpty();
        for (StockKey key : List.of(Shop.key("TEA@A"), Shop.key("TEA@B"), Shop.key("CUP@A"), Shop.key("CUP@B"))) {
            assertThat(projection.balances.get(key))
                    .as(key.toString())
                    .isEqualTo(shop.ledger.level(key).balance());
        }
    }

    private static void buy(Shop shop, int customer, int orders) {
        for (int order = 0; order < orders; order++) {
            String id = "customer " + customer + " order " + order;
            shop.sendThrough(
                            customer,
                            Reserve.of(Line.of("TEA", 1), Line.of("CUP", 2)).as(id))
                    .orElseThrow();
            if (order % 2 == 0) {
                shop.ledger.confirm(new ReservationId(id)).orElseThrow();
                shop.ledger.fulfil(new ReservationId(id)).orElseThrow();
            }
        }
    }
}
