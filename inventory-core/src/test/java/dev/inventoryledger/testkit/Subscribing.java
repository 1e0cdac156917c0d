package dev.inventoryledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventoryledger.Balance;
import dev.inventoryledger.Entry;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.RetryableStoreException;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.command.StockLine;
import dev.inventoryledger.event.CatalogEvent;
import dev.inventoryledger.event.Events;
import dev.inventoryledger.event.InventoryEvent;
import dev.inventoryledger.event.StockEvent;
import dev.inventoryledger.event.StockEvent.StockReceived;
import dev.inventoryledger.relay.CloudEvent;
import dev.inventoryledger.relay.EventPublisher;
import dev.inventoryledger.relay.Relay;
import dev.inventoryledger.spi.EntryQuery;
import dev.inventoryledger.subscription.EventHandler;
import dev.inventoryledger.subscription.ParkedEvents;
import dev.inventoryledger.subscription.RunningSubscription;
import dev.inventoryledger.subscription.Subscription;
import dev.inventoryledger.subscription.SubscriptionStatus;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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

/** Subscribers hear everything, in order, whoever fails, dies or takes over. */
interface Subscribing extends OpensShops {
    private static Subscription fast(String name, EventHandler handler) {
        return Subscription.of(name, handler).takeOverAfter(Duration.ofMillis(200));
    }

    private static List<InventoryEvent> told(Shop shop, long behind) {
        return shop.store.entries(new EntryQuery.After(behind, 100_000)).stream()
                .flatMap(entry -> Events.of(entry).stream())
                .toList();
    }

    private static long tip(Shop shop) {
        return shop.store.entries(new EntryQuery.Newest()).stream()
                .mapToLong(Entry::position)
                .findFirst()
                .orElse(0);
    }

    private static SubscriptionStatus status(Shop shop, String name) {
        return shop.ledger.subscriptions().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static boolean hasCaughtUp(Shop shop, String name) {
        return shop.ledger.subscriptions().stream()
                .anyMatch(each -> each.name().equals(name) && each.entriesBehind() == 0);
    }

    @Test
    default void everyEventIsHandedOverInJournalOrder() {
        Shop shop = open().furnished().stocked("TEA@A=5/2", "CUP@B=7/3/1");
        Heard heard = new Heard();
        try (RunningSubscription running = shop.ledger.subscribe("all", heard)) {
            List<InventoryEvent> before = told(shop, 0);
            assertThat(heard.next(before.size())).isEqualTo(before);
            long position = tip(shop);
            shop.ledger.transfer("TEA", "A", "B", 3).orElseThrow();
            List<InventoryEvent> after = told(shop, position);
            assertThat(after).isNotEmpty();
            assertThat(heard.next(after.size())).isEqualTo(after);
            assertThat(running.isActive()).isTrue();
            assertThat(running.failure()).isEmpty();
        }
        heard.nothingElse();
    }

    @Test
    default void whoComesBackHearsOnlyWhatIsNew() {
        Shop shop = open().furnished();
        Heard heard = new Heard();
        try (RunningSubscription running = shop.ledger.subscribe("mine", heard)) {
            assertThat(heard.next(told(shop, 0).size())).isNotEmpty();
            assertThat(running.runner()).isNotBlank();
        }
        long position = tip(shop);
        assertThat(status(shop, "mine").position()).isEqualTo(position);
        shop.ledger.receive("TEA", "A", 5).orElseThrow();
        Heard again = new Heard();
        try (RunningSubscription running = shop.ledger.subscribe("mine", again)) {
            List<InventoryEvent> news = told(shop, position);
            assertThat(again.next(news.size())).isEqualTo(news);
            assertThat(running.failure()).isEmpty();
        }
        again.nothingElse();
    }

    @Test
    default void aSubscriptionMayStartNowAtAnInstantOrBehindAPosition() {
        Shop shop = open().furnished();
        shop.later(Duration.ofHours(1));
        long beforeTheHour = tip(shop);
        Instant hour = shop.clock.instant();
        shop.ledger.receive("TEA", "A", 1).orElseThrow();
        long behind = tip(shop);
        shop.ledger.receive("TEA", "A", 2).orElseThrow();
        Heard now = new Heard();
        Heard since = new Heard();
        Heard after = new Heard();
        Heard never = new Heard();
        try (RunningSubscription a =
                        shop.ledger.subscribe(Subscription.of("now", now).fromNow());
                RunningSubscription b =
                        shop.ledger.subscribe(Subscription.of("since", since).from(hour));
                RunningSubscription c =
                        shop.ledger.subscribe(Subscription.of("after", after).behind(behind));
                RunningSubscription d =
                        shop.ledger.subscribe(Subscription.of("never", never).from(hour.plusSeconds(1)))) {
            for (RunningSubscription each : List.of(a, b, c, d)) {
                Heard.until("it has begun", each::isActive);
            }
            long tip = tip(shop);
            shop.ledger.receive("TEA", "A", 3).orElseThrow();
            List<InventoryEvent> newest = told(shop, tip);
            assertThat(now.next(newest.size())).isEqualTo(newest);
            assertThat(never.next(newest.size())).isEqualTo(newest);
            assertThat(since.next(told(shop, beforeTheHour).size())).isEqualTo(told(shop, beforeTheHour));
            assertThat(after.next(told(shop, behind).size())).isEqualTo(told(shop, behind));
        }
        List.of(now, since, after, never).forEach(Heard::nothingElse);
    }

    @Test
    default void ofSeveralRunnersOneIsActiveAndAnotherFollowsAtOnceWhenItIsClosed() {
        Shop shop = open().furnished();
        Heard first = new Heard();
        Heard second = new Heard();
        int events = told(shop, 0).size();
        try (InventoryLedger other = InventoryLedger.over(shop.store).build()) {
            RunningSubscription active = shop.ledger.subscribe("one", first);
            assertThat(first.next(events)).hasSize(events);
            RunningSubscription waiting =
                    other.subscribe(Subscription.of("one", second).pollEvery(Duration.ofMillis(10)));
            assertThat(waiting.isActive()).isFalse();
            long position = tip(shop);
            shop.ledger.receive("TEA", "A", 5).orElseThrow();
            List<InventoryEvent> tea = told(shop, position);
            assertThat(first.next(tea.size())).isEqualTo(tea);
            active.close();
            shop.ledger.receive("CUP", "A", 5).orElseThrow();
            Heard.until("the other takes over", waiting::isActive);
            assertThat(second.next().subject()).isEqualTo("stock/CUP@A");
            assertThat(status(shop, "one").runner()).contains(waiting.runner());
            waiting.close();
        }
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
    default void whatADeadRunnerLeftBehindIsTakenOver() {
        Shop shop = open().furnished();
        List<InventoryEvent> all = told(shop, 0);
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

    @Test
    default void whoeverWasTakenOverNotesNothingMore() throws Exception {
        Shop shop = open().furnished();
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        // Its ledger's store is cut off while it handles an event: its signs of life do not arrive.
        AtomicBoolean isCutOff = new AtomicBoolean();
        WrappedStore cut = new WrappedStore(shop.store, snapshot -> snapshot, (store, changes) -> {
            if (isCutOff.get()) {
                throw new RetryableStoreException("cut off");
            }
            return store.commit(changes);
        });
        Heard heard = new Heard();
        try (InventoryLedger frozen =
                InventoryLedger.over(cut).retryFor(Duration.ZERO).build()) {
            RunningSubscription old = frozen.subscribe(fast("one", event -> {
                if (stuck.getCount() > 0) {
                    isCutOff.set(true);
                    stuck.countDown();
                    goOn.await();
                }
            }));
            assertThat(stuck.await(1, TimeUnit.MINUTES)).isTrue();
            try (RunningSubscription next = shop.ledger.subscribe(fast("one", heard))) {
                assertThat(heard.next(told(shop, 0).size())).hasSameSizeAs(told(shop, 0));
                Heard.until("all is noted", () -> hasCaughtUp(shop, "one"));
                isCutOff.set(false);
                goOn.countDown();
                Heard.until("the old one stands by", () -> !old.isActive());
                assertThat(status(shop, "one").position()).isEqualTo(tip(shop));
                assertThat(next.isActive()).isTrue();
            }
        }
    }

    @Test
    default void aFailingHandlerIsTriedAgainAndNobodyOvertakes() {
        Shop shop = open().furnished();
        List<InventoryEvent> all = told(shop, 0);
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
        List<InventoryEvent> all = told(shop, 0);
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
    default void whoeverSubscribesToAClosedLedgerIsTold() {
        Shop shop = open().furnished();
        InventoryLedger closed = InventoryLedger.over(shop.store).build();
        closed.close();
        assertThatThrownBy(() -> closed.subscribe("one", event -> {})).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(closed::view).isInstanceOf(IllegalStateException.class);
    }

    @Test
    default void aBatchThatFailsIsHandedOverOneByOne() {
        Shop shop = open().furnished();
        List<InventoryEvent> all = told(shop, 0);
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
            assertThat(sizes.get(1)).isEqualTo(1);
            assertThat(running.isActive()).isTrue();
        }
        heard.nothingElse();
    }

    @Test
    default void whatKeepsFailingIsPutAsideAndBlocksNoOtherStock() {
        Shop shop = open().furnished().stocked("TEA@A=5", "CUP@A=1", "TEA@A=3", "CUP@A=2");
        List<InventoryEvent> all = told(shop, 0);
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
            Heard.until("all is noted", () -> hasCaughtUp(shop, "one"));
            ParkedEvents parked = status(shop, "one").parked().get(0);
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
            Heard.until("nothing is parked", () -> status(shop, "one").parked().isEmpty());
            shop.ledger.receive("TEA", "A", 1).orElseThrow();
            assertThat(heard.next()).isInstanceOf(StockReceived.class);
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
                Heard.until("it is given up", () -> status(shop, "one").parked().isEmpty());
            }
            shop.ledger.receive("TEA", "A", 7).orElseThrow();
            Heard.until("it goes on", () -> {
                InventoryEvent event = heard.next();
                return event instanceof StockReceived received && received.quantity() == 7;
            });
            assertThat(running.isActive()).isTrue();
        }
    }

    @Test
    default void howFarItIsBehindIsSeenByEverybody() {
        Shop shop = open().furnished();
        CountDownLatch mayGoOn = new CountDownLatch(1);
        long position = tip(shop);
        Subscription slow = Subscription.of("slow", event -> mayGoOn.await()).behind(position);
        try (RunningSubscription running = shop.ledger.subscribe(slow)) {
            Heard.until("it has begun", running::isActive);
            assertThat(status(shop, "slow").behindFor()).isZero();
            shop.ledger.receive("TEA", "A", 1).orElseThrow();
            shop.later(Duration.ofMinutes(3));
            shop.ledger.receive("TEA", "A", 1).orElseThrow();
            SubscriptionStatus status = status(shop, "slow");
            assertThat(status.position()).isEqualTo(position);
            assertThat(status.entriesBehind()).isGreaterThanOrEqualTo(2);
            assertThat(status.behindFor()).isEqualTo(Duration.ofMinutes(3));
            assertThat(status.runner()).contains(running.runner());
            mayGoOn.countDown();
            Heard.until("it has caught up", () -> hasCaughtUp(shop, "slow"));
            assertThat(status(shop, "slow").behindFor()).isZero();
        }
        assertThat(status(shop, "slow").runner()).isEmpty();
    }

    @Test
    default void namesAndSettingsAreChecked() {
        Heard heard = new Heard();
        assertThatThrownBy(() -> Subscription.of(" ", heard)).hasMessageContaining("name");
        Subscription sound = Subscription.of("one", heard);
        assertThatThrownBy(() -> sound.takeOverAfter(Duration.ofMillis(99))).hasMessageContaining("takeOverAfter");
        assertThatThrownBy(() -> sound.pollEvery(Duration.ZERO)).hasMessageContaining("pollEvery");
        assertThatThrownBy(() -> sound.parkAfter(0)).hasMessageContaining("parkAfterTries");
        assertThatThrownBy(() -> sound.behind(-1)).hasMessageContaining("position");
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
            Heard.until("it dies", () -> running.failure().isPresent());
            untilDeath.set(random.nextInt(60));
            deaths++;
        }
        untilDeath.set(Long.MAX_VALUE);
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(2, TimeUnit.MINUTES);
        try (RunningSubscription running =
                shop.ledger.subscribe(Subscription.of("projection", mortal).takeOverAfter(Duration.ofMillis(100)))) {
            Heard.until("all is heard", () -> hasCaughtUp(shop, "projection"));
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

    @Test
    default void oneEntryOfManyLinesGoesOnInItsMiddle() {
        Shop shop = open().furnished();
        long position = tip(shop);
        Item[] items = new Item[50];
        for (int i = 0; i < items.length; i++) {
            items[i] = Item.of("S" + i, "Item");
            shop.ledger.registerItem(items[i]).orElseThrow();
        }
        StockLine[] lines = Arrays.stream(items)
                .map(item -> new StockLine(StockKey.of(item.sku().value(), "A"), 1))
                .toArray(StockLine[]::new);
        shop.send(Receive.of(lines)).orElseThrow();
        List<InventoryEvent> all = told(shop, position);
        Heard heard = new Heard();
        AtomicBoolean isMended = new AtomicBoolean();
        InventoryEvent hurdle = all.get(all.size() - 10);
        Subscription stumbling = Subscription.of("one", event -> {
                    if (event.equals(hurdle) && !isMended.get()) {
                        throw new IllegalStateException("no");
                    }
                    heard.on(event);
                })
                .behind(position);
        try (RunningSubscription running = shop.ledger.subscribe(stumbling)) {
            assertThat(heard.next(all.size() - 10)).isEqualTo(all.subList(0, all.size() - 10));
            Heard.until("it fails", () -> running.failure().isPresent());
        }
        isMended.set(true);
        try (RunningSubscription running = shop.ledger.subscribe(stumbling)) {
            assertThat(heard.next(10)).as("not from its beginning").isEqualTo(all.subList(all.size() - 10, all.size()));
            assertThat(running.failure()).isEmpty();
        }
        heard.nothingElse();
    }

    /** Takes some events of a batch and then fails, acknowledges others, and dies before it has said so. */
    final class MoodyBroker implements EventPublisher {
        final Map<String, List<String>> partitions = new ConcurrentHashMap<>();
        final Set<String> ids = ConcurrentHashMap.newKeySet();
        final AtomicInteger repeated = new AtomicInteger();
        private int calls;

        @Override
        public void publish(List<CloudEvent> events) {
            int mood = calls < 12 ? calls++ % 3 : 2;
            int taken = mood == 0 ? events.size() / 2 : events.size();
            events.subList(0, taken).forEach(this::take);
            if (mood < 2) {
                throw new IllegalStateException("not acknowledged");
            }
        }

        private void take(CloudEvent event) {
            if (ids.add(event.id())) {
                partitions
                        .computeIfAbsent(event.partitionKey(), unseen -> new ArrayList<>())
                        .add(event.id());
            } else {
                repeated.incrementAndGet();
            }
        }
    }

    @Test
    default void theRelayMovesOnOnlyOnceTheBrokerHasAcknowledged() {
        Shop shop = open().furnished().stocked("TEA@A=9/3/1", "TEA@B=5", "CUP@B=7/3/1");
        MoodyBroker broker = new MoodyBroker();
        Relay relay = new Relay(URI.create("/shop"), broker);
        try (RunningSubscription running = shop.ledger.subscribe(Subscription.inBatches("relay", relay))) {
            Heard.until("all is published", () -> hasCaughtUp(shop, "relay") && running.isActive());
        }
        List<InventoryEvent> all = told(shop, 0);
        assertThat(broker.ids).hasSize(all.size());
        assertThat(broker.repeated).as("some came again, and were told apart").hasPositiveValue();
        broker.partitions.forEach((key, ids) -> assertThat(ids)
                .as(key)
                .isEqualTo(all.stream()
                        .filter(event -> event.subject().equals(key))
                        .map(event -> relay.cloudEvent(event).id())
                        .toList()));
    }

    @Test
    default void catalogEventsComeToo() {
        Shop shop = open().furnished();
        Heard heard = new Heard();
        try (RunningSubscription running = shop.ledger.subscribe("one", heard)) {
            assertThat(heard.next()).isInstanceOf(CatalogEvent.LocationRegistered.class);
            assertThat(running.runner()).isNotEmpty();
        }
    }
}
