package dev.inventoryledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.RetryableStoreException;
import dev.inventoryledger.StockStoreException;
import dev.inventoryledger.UnknownFateException;
import dev.inventoryledger.event.InventoryEvent;
import dev.inventoryledger.event.StockEvent.StockReceived;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.EntryQuery;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.subscription.ParkedEvents;
import dev.inventoryledger.subscription.RunningSubscription;
import dev.inventoryledger.subscription.Subscription;
import dev.inventoryledger.subscription.TransactionalEventHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Handlers that fail are tried again, or what they fail on is put aside; nobody overtakes within a subject. */
interface SubscribersFail extends OpensShops {
    @Test
    default void aFailingHandlerIsTriedAgainAndNobodyOvertakes() {
        Shop shop = open().furnished();
        List<InventoryEvent> all = shop.told(0);
        Heard heard = new Heard();
        AtomicInteger failures = new AtomicInteger(3);
        try (RunningSubscription running = shop.ledger.subscribe("one", event -> {
            if (event.equals(all.get(2)) && failures.getAndDecrement() > 0) {
                throw new IllegalStateException("not yet");
            }
            heard.on(event);
        })) {
            assertThat(heard.next(all.size())).isEqualTo(all);
            assertThat(failures).hasValue(-1);
            assertThat(running.failure()).isEmpty();
        }
        heard.nothingElse();
    }

    @Test
    default void anInterruptThatAHandlerLeavesBehindEndsNothing() {
        Shop shop = open().furnished();
        List<InventoryEvent> all = shop.told(0);
        Heard heard = new Heard();
        AtomicInteger failures = new AtomicInteger(2);
        try (RunningSubscription running = shop.ledger.subscribe("one", event -> {
            Thread.currentThread().interrupt();
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("interrupted");
            }
            heard.on(event);
        })) {
            assertThat(heard.next(all.size())).isEqualTo(all);
            shop.ledger.receive("TEA", "A", 1).orElseThrow();
            assertThat(heard.next()).isInstanceOf(StockReceived.class);
            assertThat(running.isActive()).isTrue();
        }
    }

    @Test
    default void aBatchThatFailsIsHandedOverOneByOne() {
        Shop shop = open().furnished();
        List<InventoryEvent> all = shop.told(0);
        Heard heard = new Heard();
        List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger failures = new AtomicInteger(2);
        try (RunningSubscription running = shop.ledger.subscribe(Subscription.inBatches("one", batch -> {
            sizes.add(batch.size());
            if (batch.contains(all.get(3)) && failures.getAndDecrement() > 0) {
                throw new IllegalStateException("not yet");
            }
            batch.forEach(heard::on);
        }))) {
            assertThat(heard.next(all.size())).isEqualTo(all);
            assertThat(sizes.get(0)).isEqualTo(all.size());
            // The one at fault is the fourth, and fails once more.
            assertThat(sizes.subList(1, 6)).containsOnly(1);
            assertThat(sizes.subList(6, sizes.size())).startsWith(2);
            assertThat(running.isActive()).isTrue();
        }
        heard.nothingElse();
    }

    /** The store has answered since, and until it takes over there is nothing else to fail on. */
    @Test
    default void whoStandsByIsNotInTroubleForLong() {
        Shop shop = open().furnished();
        AtomicBoolean isDown = new AtomicBoolean();
        WrappedStore failing = new WrappedStore(
                shop.store,
                snapshot -> {
                    if (isDown.get()) {
                        throw new StockStoreException("down");
                    }
                    return snapshot;
                },
                StockStore::commit);
        Subscription quick = Subscription.of("one", event -> {}).pollEvery(Duration.ofMillis(20));
        try (InventoryLedger other =
                        InventoryLedger.over(failing).clock(shop.clock).build();
                RunningSubscription active = shop.ledger.subscribe(quick)) {
            Heard.until("one is active", active::isActive);
            try (RunningSubscription standby = other.subscribe(quick)) {
                isDown.set(true);
                Heard.until("it has failed", () -> standby.failure().isPresent());
                isDown.set(false);
                Heard.until("it is well", () -> standby.failure().isEmpty());
                assertThat(active.isActive()).isTrue();
            }
        }
    }

    @Test
    default void whatKeepsFailingIsPutAsideAndBlocksNoOtherStock() {
        Shop shop = open().furnished().stocked("TEA@A=5", "CUP@A=1", "TEA@A=3", "CUP@A=2");
        List<InventoryEvent> all = shop.told(0);
        List<InventoryEvent> tea = all.stream()
                .filter(event -> event.subject().equals("stock/TEA@A"))
                .toList();
        List<InventoryEvent> others =
                all.stream().filter(event -> !tea.contains(event)).toList();
        Heard heard = new Heard();
        AtomicBoolean isMended = new AtomicBoolean();
        Subscription parking = Subscription.of("one", event -> {
                    if (event.subject().equals("stock/TEA@A") && !isMended.get()) {
                        throw new IllegalStateException("no tea today");
                    }
                    heard.on(event);
                })
                .parkAfter(2);
        try (RunningSubscription running = shop.ledger.subscribe(parking)) {
            assertThat(heard.next(others.size())).isEqualTo(others);
            Heard.until("all is noted", () -> shop.hasCaughtUp("one"));
            ParkedEvents parked = shop.subscription("one").parked().get(0);
            assertThat(parked.subject()).isEqualTo("stock/TEA@A");
            assertThat(parked.error()).contains("no tea today");
            assertThat(parked.events())
                    .extracting(point -> point.position() + "/" + point.index())
                    .isEqualTo(tea.stream()
                            .map(event ->
                                    event.head().position() + "/" + event.head().index())
                            .toList());
            running.retryParked();
            Heard.until("the wish was served", () -> running.failure().isPresent());
            heard.nothingElse();
            isMended.set(true);
            running.retryParked();
            assertThat(heard.next(tea.size())).isEqualTo(tea);
            Heard.until(
                    "nothing is parked", () -> shop.subscription("one").parked().isEmpty());
            shop.ledger.receive("TEA", "A", 1).orElseThrow();
            assertThat(heard.next()).isInstanceOf(StockReceived.class);
        }
    }

    /** Each event has tries of its own, though those of another did not come to their end. */
    @Test
    default void triesAreCountedForEachEvent() {
        Shop shop = open().furnished().stocked("TEA@A=5", "CUP@A=1");
        AtomicBoolean cannotNote = new AtomicBoolean();
        StockStore store = new WrappedStore(shop.store, UnaryOperator.identity(), (sound, changes) -> {
            if (cannotNote.getAndSet(false)) {
                throw new StockStoreException("the disk is full for a moment");
            }
            return sound.commit(changes);
        });
        List<InventoryEvent> others = shop.told(0).stream()
                .filter(event -> !event.subject().equals("stock/TEA@A"))
                .toList();
        Heard heard = new Heard();
        AtomicInteger cups = new AtomicInteger();
        AtomicInteger teas = new AtomicInteger();
        Subscription parking = Subscription.of("one", event -> {
                    if (event.subject().equals("stock/TEA@A")) {
                        // Where it is put aside, that is not noted.
                        cannotNote.set(teas.incrementAndGet() == 2);
                        throw new IllegalStateException("no tea today");
                    }
                    if (event.subject().equals("stock/CUP@A") && cups.incrementAndGet() == 1) {
                        throw new IllegalStateException("no cups yet");
                    }
                    heard.on(event);
                })
                .parkAfter(2);
        try (InventoryLedger ledger =
                        InventoryLedger.over(store).clock(shop.clock).build();
                RunningSubscription running = ledger.subscribe(parking)) {
            assertThat(heard.next(others.size())).isEqualTo(others);
            Heard.until("all is noted", () -> shop.hasCaughtUp("one"));
            assertThat(shop.subscription("one").parked())
                    .extracting(ParkedEvents::subject)
                    .containsExactly("stock/TEA@A");
            assertThat(running.isActive()).isTrue();
        }
    }

    /** A pause is half of its bound at least: from 50 ms at first to 400 before the sixth try. */
    @Test
    default void whatCannotBeNotedIsTriedAtGrowingIntervals() throws Exception {
        Shop shop = open().furnished();
        AtomicBoolean isFull = new AtomicBoolean();
        BlockingQueue<Long> triedAt = new LinkedBlockingQueue<>();
        StockStore store = new WrappedStore(shop.store, UnaryOperator.identity(), (sound, changes) -> {
            if (isFull.get()) {
                triedAt.add(System.nanoTime());
                throw new StockStoreException("the disk is full");
            }
            return sound.commit(changes);
        });
        try (InventoryLedger ledger =
                        InventoryLedger.over(store).clock(shop.clock).build();
                RunningSubscription running = ledger.subscribe("one", event -> isFull.set(true))) {
            long before = 0;
            long last = 0;
            for (int tries = 0; tries < 6; tries++) {
                before = last;
                last = Objects.requireNonNull(triedAt.poll(1, TimeUnit.MINUTES), "tried again");
            }
            assertThat(last - before).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(400));
            assertThat(running.failure()).isPresent();
            isFull.set(false);
            Heard.until("it is well again", () -> running.failure().isEmpty());
        }
    }

    @Test
    default void parkedEventsCanBeGivenUp() {
        Shop shop = open().furnished().stocked("TEA@A=5");
        Heard heard = new Heard();
        Subscription parking = Subscription.of("one", event -> {
                    if (event instanceof StockReceived received && received.quantity() == 5) {
                        throw new IllegalStateException("no");
                    }
                    heard.on(event);
                })
                .parkAfter(1);
        try (RunningSubscription running = shop.ledger.subscribe(parking)) {
            Heard.until(
                    "it is parked",
                    () -> shop.ledger.subscriptions().stream()
                            .anyMatch(each -> !each.parked().isEmpty()));
            try (InventoryLedger elsewhere = InventoryLedger.over(shop.store).build();
                    RunningSubscription waiting = elsewhere.subscribe(parking)) {
                waiting.dropParked();
                shop.ledger.receive("TEA", "A", 6).orElseThrow();
                Heard.until(
                        "it is given up",
                        () -> shop.subscription("one").parked().isEmpty());
            }
            shop.ledger.receive("TEA", "A", 7).orElseThrow();
            for (long quantity : new long[] {6, 7}) {
                Heard.until("it goes on", () -> {
                    InventoryEvent event = heard.next();
                    return event instanceof StockReceived received && received.quantity() == quantity;
                });
            }
            assertThat(running.isActive()).isTrue();
        }
    }

    private static StockStore failingOnSingleEntries(StockStore sound, AtomicInteger failures) {
        return (StockStore) Proxy.newProxyInstance(
                StockStore.class.getClassLoader(), new Class<?>[] {StockStore.class}, (proxy, method, asked) -> {
                    if (asked != null
                            && asked[0] instanceof EntryQuery.After after
                            && after.limit() == 1
                            && failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                        throw new StockStoreException("down");
                    }
                    try {
                        return method.invoke(sound, asked);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    /** One by one: the store fails on the first of them. */
    @Test
    default void whatWasHeldBackForWhatIsGivenUpIsHandedOverThoughTheStoreFails() {
        Shop shop = open().furnished().stocked("TEA@A=5");
        AtomicInteger failures = new AtomicInteger();
        Heard heard = new Heard();
        Subscription parking = Subscription.of("one", event -> {
                    if (event instanceof StockReceived received && received.quantity() == 5) {
                        throw new IllegalStateException("no");
                    }
                    heard.on(event);
                })
                .parkAfter(1);
        try (InventoryLedger ledger = InventoryLedger.over(failingOnSingleEntries(shop.store, failures))
                        .clock(shop.clock)
                        .build();
                RunningSubscription running = ledger.subscribe(parking);
                InventoryLedger elsewhere = InventoryLedger.over(shop.store).build();
                RunningSubscription waiting = elsewhere.subscribe(parking)) {
            Heard.until(
                    "it is parked",
                    () -> shop.ledger.subscriptions().stream()
                            .anyMatch(each -> !each.parked().isEmpty()));
            failures.set(1);
            (running.isActive() ? waiting : running).dropParked();
            shop.ledger.receive("TEA", "A", 6).orElseThrow();
            Heard.until("it goes on", () -> {
                InventoryEvent event = heard.next();
                return event instanceof StockReceived received && received.quantity() == 6;
            });
        }
    }

    /** Whoever closes it may have closed what its handler needs as well. */
    @Test
    default void whatFailsWhileItsRunnerIsBeingClosedIsNotPutAside() throws Exception {
        Shop shop = open().furnished();
        CountDownLatch isAtIt = new CountDownLatch(1);
        CountDownLatch mayFail = new CountDownLatch(1);
        Subscription parking = Subscription.of("one", event -> {
                    isAtIt.countDown();
                    mayFail.await();
                    throw new IllegalStateException("closed");
                })
                .parkAfter(1);
        RunningSubscription running = shop.ledger.subscribe(parking);
        assertThat(isAtIt.await(1, TimeUnit.MINUTES)).isTrue();
        Thread closing = new Thread(running::close);
        closing.start();
        Heard.until("it is being closed", () -> closing.getState() == Thread.State.TIMED_WAITING);
        mayFail.countDown();
        closing.join();
        assertThat(shop.subscription("one").parked()).isEmpty();
    }

    /** Nothing that is wished while another wish is being served is forgotten, whoever wishes it. */
    @Test
    default void aWishThatComesWhileAnotherIsServedIsServedToo() throws Exception {
        for (boolean isElsewhere : new boolean[] {false, true}) {
            Shop shop = open().furnished().stocked("TEA@A=5");
            Heard heard = new Heard();
            AtomicBoolean isMended = new AtomicBoolean();
            CountDownLatch isRetried = new CountDownLatch(2);
            CountDownLatch mayFail = new CountDownLatch(1);
            Subscription parking = Subscription.of("one", event -> {
                        if (!event.subject().equals("stock/TEA@A")) {
                            return;
                        }
                        if (!isMended.get()) {
                            isRetried.countDown();
                            if (isRetried.getCount() == 0) {
                                mayFail.await();
                            }
                            throw new IllegalStateException("no tea today");
                        }
                        heard.on(event);
                    })
                    .parkAfter(1);
            try (InventoryLedger elsewhere = InventoryLedger.over(shop.store).build();
                    RunningSubscription running = shop.ledger.subscribe(parking)) {
                Heard.until("it is parked", () -> shop.hasCaughtUp("one"));
                RunningSubscription wishing = isElsewhere ? elsewhere.subscribe(parking) : running;
                running.retryParked();
                assertThat(isRetried.await(1, TimeUnit.MINUTES)).isTrue();
                wishing.retryParked();
                isMended.set(true);
                mayFail.countDown();
                assertThat(heard.next()).isInstanceOf(StockReceived.class);
            }
        }
    }

    /** A handler's transaction takes effect, nobody is told, and the store is away for a while: then nothing comes again. */
    @Test
    default void whatATransactionHasNotedIsNotOverwrittenAfterAnOutage() {
        Shop shop = open().furnished().stocked("TEA@A=9/3/1", "CUP@B=7");
        AtomicBoolean isAway = new AtomicBoolean();
        AtomicInteger attempts = new AtomicInteger();
        WrappedStore leaving =
                new WrappedStore(shop.store, snapshot -> present(isAway, attempts, snapshot), (store, changes) -> {
                    present(isAway, attempts, changes);
                    return store.commit(changes);
                });
        Heard heard = new Heard();
        AtomicInteger handled = new AtomicInteger();
        TransactionalEventHandler handler = (events, note) -> {
            note.accept(shop.store);
            boolean isCutOff = handled.incrementAndGet() % 2 == 1;
            isAway.set(isCutOff);
            events.forEach(heard::on);
            if (isCutOff) {
                throw new UnknownFateException("nobody knows", new IllegalStateException("gone"));
            }
        };
        try (InventoryLedger ledger =
                        InventoryLedger.over(leaving).retryFor(Duration.ZERO).build();
                RunningSubscription running = ledger.subscribe(
                        Subscription.inTransactions("one", handler).takeOverAfter(Duration.ofMillis(100)))) {
            for (int outage = 0; outage < 5; outage++) {
                long position = outage == 0 ? 0 : shop.tip();
                if (outage > 0) {
                    shop.ledger.receive("TEA", "A", outage).orElseThrow();
                }
                List<InventoryEvent> news = shop.told(position);
                int before = attempts.get();
                assertThat(heard.next(news.size())).as("outage " + outage).isEqualTo(news);
                if (isAway.get()) {
                    Heard.until("it has tried in vain", () -> attempts.get() > before + 4);
                    isAway.set(false);
                }
                Heard.until("it knows again", () -> shop.hasCaughtUp("one") && running.isActive());
            }
        }
        heard.nothingElse();
    }

    private static <T> T present(AtomicBoolean isAway, AtomicInteger attempts, T result) {
        if (isAway.get()) {
            attempts.incrementAndGet();
            throw new RetryableStoreException("the store is away");
        }
        return result;
    }

    @Test
    default void aParkedEventThatWasPrunedIsNotTakenForAnother() {
        Shop shop = new Shop(raw()).furnished().stocked("TEA@A=5", "CUP@A=1");
        Heard heard = new Heard();
        Subscription parking = Subscription.of("one", event -> {
                    if (event.subject().equals("stock/TEA@A")) {
                        throw new IllegalStateException("no");
                    }
                    heard.on(event);
                })
                .parkAfter(1);
        List<InventoryEvent> others = shop.told(0).stream()
                .filter(event -> !event.subject().equals("stock/TEA@A"))
                .toList();
        try (RunningSubscription running = shop.ledger.subscribe(parking)) {
            assertThat(heard.next(others.size())).isEqualTo(others);
            Heard.until("it has caught up", () -> shop.hasCaughtUp("one"));
            long parked =
                    shop.subscription("one").parked().get(0).events().get(0).position();
            shop.later(Duration.ofMinutes(1));
            // Pruning spares what is parked; somebody else's script does not.
            shop.store.commit(ChangeSet.of(List.of()).pruning(parked));
            running.retryParked();
            Heard.until(
                    "it says so",
                    () -> shop.subscription("one").parked().get(0).error().contains("was pruned"));
            shop.ledger.receive("CUP", "A", 2).orElseThrow();
            assertThat(heard.next()).as("it goes on").isInstanceOf(StockReceived.class);
        }
        assertThat(shop.ledger.audit().violations())
                .as("whose script it was is nowhere said")
                .anyMatch(violation -> violation.subject().equals("pruning"));
    }

    @Test
    default void whoIsClosedWhileItTriesAgainLeavesTheRestToWhoComesNext() throws Exception {
        Shop shop = open().furnished().stocked("TEA@A=5", "TEA@A=3");
        AtomicBoolean isMended = new AtomicBoolean();
        CountDownLatch isTrying = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Heard first = new Heard();
        Subscription parking = Subscription.of("one", event -> {
                    if (event.subject().equals("stock/TEA@A") && !isMended.get()) {
                        throw new IllegalStateException("no tea today");
                    }
                    if (event.subject().equals("stock/TEA@A")) {
                        first.on(event);
                        isTrying.countDown();
                        goOn.await();
                    }
                })
                .parkAfter(1);
        RunningSubscription closed = shop.ledger.subscribe(parking);
        Heard.until("all is noted", () -> shop.hasCaughtUp("one"));
        int events = shop.subscription("one").parked().get(0).events().size();
        isMended.set(true);
        closed.retryParked();
        assertThat(isTrying.await(1, TimeUnit.MINUTES)).isTrue();
        Thread closing = new Thread(closed::close);
        closing.start();
        Heard.until("it waits for the handler", () -> closing.getState() == Thread.State.TIMED_WAITING);
        goOn.countDown();
        closing.join();
        assertThat(first.next()).isInstanceOf(StockReceived.class);
        first.nothingElse();
        Heard second = new Heard();
        try (RunningSubscription next = shop.ledger.subscribe("one", second)) {
            assertThat(second.next(events - 1))
                    .allMatch(event -> event.subject().equals("stock/TEA@A"));
            assertThat(next.isActive()).isTrue();
        }
        second.nothingElse();
    }

    /** It is kept in the document that the transaction is about to write. */
    @Test
    default void aWishInTheMiddleOfAHandlersTransactionUndoesNothing() throws Exception {
        Shop shop = open().furnished();
        CountDownLatch isHandling = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger times = new AtomicInteger();
        TransactionalEventHandler handler = (events, note) -> {
            times.incrementAndGet();
            isHandling.countDown();
            goOn.await();
            note.accept(shop.store);
        };
        try (RunningSubscription running = shop.ledger.subscribe(Subscription.inTransactions("one", handler))) {
            assertThat(isHandling.await(1, TimeUnit.MINUTES)).isTrue();
            running.retryParked();
            goOn.countDown();
            Heard.until("all is noted", () -> shop.hasCaughtUp("one"));
            assertThat(times).hasValue(1);
            assertThat(running.failure()).isEmpty();
        }
    }
}
