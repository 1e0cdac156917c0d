package dev.inventoryledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.UnknownFateException;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.StockLine;
import dev.inventoryledger.event.CatalogEvent;
import dev.inventoryledger.event.InventoryEvent;
import dev.inventoryledger.event.StockEvent.StockReceived;
import dev.inventoryledger.spi.CommitResult;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.subscription.RunningSubscription;
import dev.inventoryledger.subscription.Subscription;
import dev.inventoryledger.subscription.SubscriptionStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Subscribers hear everything, in order, from where they want to, and go on where they stopped. */
interface Subscribing extends OpensShops {
    @Test
    default void everyEventIsHandedOverInJournalOrder() {
        Shop shop = open().furnished().stocked("TEA@A=5/2", "CUP@B=7/3/1");
        Heard heard = new Heard();
        try (RunningSubscription running = shop.ledger.subscribe("all", heard)) {
            List<InventoryEvent> before = shop.told(0);
            assertThat(heard.next(before.size())).isEqualTo(before);
            long position = shop.tip();
            shop.ledger.transfer("TEA", "A", "B", 3).orElseThrow();
            List<InventoryEvent> after = shop.told(position);
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
            assertThat(heard.next(shop.told(0).size())).isNotEmpty();
            assertThat(running.runner()).isNotBlank();
        }
        long position = shop.tip();
        assertThat(shop.subscription("mine").position()).isEqualTo(position);
        shop.ledger.receive("TEA", "A", 5).orElseThrow();
        Heard again = new Heard();
        try (RunningSubscription running = shop.ledger.subscribe("mine", again)) {
            List<InventoryEvent> news = shop.told(position);
            assertThat(again.next(news.size())).isEqualTo(news);
            assertThat(running.failure()).isEmpty();
        }
        again.nothingElse();
    }

    @Test
    default void aSubscriptionMayStartNowAtAnInstantOrBehindAPosition() {
        Shop shop = open().furnished();
        shop.later(Duration.ofHours(1));
        long beforeTheHour = shop.tip();
        Instant hour = shop.clock.instant();
        shop.ledger.receive("TEA", "A", 1).orElseThrow();
        long behind = shop.tip();
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
            long tip = shop.tip();
            shop.ledger.receive("TEA", "A", 3).orElseThrow();
            List<InventoryEvent> newest = shop.told(tip);
            assertThat(now.next(newest.size())).isEqualTo(newest);
            assertThat(never.next(newest.size())).isEqualTo(newest);
            assertThat(since.next(shop.told(beforeTheHour).size())).isEqualTo(shop.told(beforeTheHour));
            assertThat(after.next(shop.told(behind).size())).isEqualTo(shop.told(behind));
        }
        List.of(now, since, after, never).forEach(Heard::nothingElse);
    }

    @Test
    default void howFarItIsBehindIsSeenByEverybody() {
        Shop shop = open().furnished();
        CountDownLatch mayGoOn = new CountDownLatch(1);
        long position = shop.tip();
        Subscription slow = Subscription.of("slow", event -> mayGoOn.await()).behind(position);
        try (RunningSubscription running = shop.ledger.subscribe(slow)) {
            Heard.until("it has begun", running::isActive);
            assertThat(shop.subscription("slow").behindFor()).isZero();
            shop.ledger.receive("TEA", "A", 1).orElseThrow();
            shop.later(Duration.ofMinutes(3));
            shop.ledger.receive("TEA", "A", 1).orElseThrow();
            SubscriptionStatus status = shop.subscription("slow");
            assertThat(status.position()).isEqualTo(position);
            assertThat(status.entriesBehind()).isGreaterThanOrEqualTo(2);
            assertThat(status.behindFor()).isEqualTo(Duration.ofMinutes(3));
            assertThat(status.runner()).contains(running.runner());
            mayGoOn.countDown();
            Heard.until("it has caught up", () -> shop.hasCaughtUp("slow"));
            assertThat(shop.subscription("slow").behindFor()).isZero();
        }
        assertThat(shop.subscription("slow").runner()).isEmpty();
    }

    @Test
    default void whatIsForgottenBeginsAnew() {
        Shop shop = open().furnished();
        Heard first = new Heard();
        List<InventoryEvent> all = shop.told(0);
        try (RunningSubscription running = shop.ledger.subscribe("mine", first)) {
            assertThat(first.next(all.size())).isEqualTo(all);
            assertThatThrownBy(() -> shop.ledger.forgetSubscription("mine"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(running.runner());
            assertThat(shop.subscription("mine").runner()).contains(running.runner());
        }
        shop.ledger.forgetSubscription("mine");
        assertThat(shop.ledger.subscriptions()).isEmpty();
        for (String unknown : List.of("mine", "other")) {
            assertThatThrownBy(() -> shop.ledger.forgetSubscription(unknown))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("name: must be a subscription's, but was \"" + unknown + "\"");
        }
        Heard again = new Heard();
        try (RunningSubscription running = shop.ledger.subscribe("mine", again)) {
            assertThat(again.next(all.size())).isEqualTo(all);
            assertThat(running.isActive()).isTrue();
        }
        assertThat(shop.subscription("mine").position()).isEqualTo(shop.tip());
    }

    @Test
    default void whatWasForgottenThoughNobodyCouldSaySoIsForgotten() {
        Shop shop = open().furnished();
        try (RunningSubscription running = shop.ledger.subscribe("mine", event -> {})) {
            Heard.until("it has begun", running::isActive);
        }
        AtomicBoolean isCutOff = new AtomicBoolean(true);
        StockStore cut = new WrappedStore(shop.store, snapshot -> snapshot, (sound, changes) -> {
            CommitResult done = sound.commit(changes);
            if (isCutOff.getAndSet(false)) {
                throw new UnknownFateException("the connection died", new IOException("cut off"));
            }
            return done;
        });
        InventoryLedger.over(cut).clock(shop.clock).build().forgetSubscription("mine");
        assertThat(isCutOff).isFalse();
        assertThat(shop.ledger.subscriptions()).isEmpty();
    }

    @Test
    default void oneEntryOfManyLinesGoesOnInItsMiddle() {
        Shop shop = open().furnished();
        long position = shop.tip();
        Item[] items = new Item[50];
        for (int i = 0; i < items.length; i++) {
            items[i] = Item.of("S" + i, "Item");
            shop.ledger.registerItem(items[i]).orElseThrow();
        }
        StockLine[] lines = Arrays.stream(items)
                .map(item -> new StockLine(StockKey.of(item.sku().value(), "A"), 1))
                .toArray(StockLine[]::new);
        shop.send(Receive.of(lines)).orElseThrow();
        List<InventoryEvent> all = shop.told(position);
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

    @Test
    default void catalogEventsComeToo() {
        Shop shop = open().furnished();
        Heard heard = new Heard();
        try (RunningSubscription running = shop.ledger.subscribe("one", heard)) {
            assertThat(heard.next()).isInstanceOf(CatalogEvent.LocationRegistered.class);
            assertThat(running.runner()).isNotEmpty();
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
    default void namesAndSettingsAreChecked() {
        Heard heard = new Heard();
        assertThatThrownBy(() -> Subscription.of(" ", heard)).hasMessageContaining("name");
        Subscription sound = Subscription.of("one", heard);
        assertThatThrownBy(() -> sound.takeOverAfter(Duration.ofMillis(99))).hasMessageContaining("takeOverAfter");
        assertThatThrownBy(() -> sound.pollEvery(Duration.ZERO)).hasMessageContaining("pollEvery");
        assertThatThrownBy(() -> sound.parkAfter(0)).hasMessageContaining("parkAfterTries");
        assertThatThrownBy(() -> sound.behind(-1)).hasMessageContaining("position");
    }

    /** However long its runner takes to begin. */
    @Test
    default void nowIsWhenSomebodySubscribes() {
        Shop shop = open().furnished();
        CountDownLatch mayBegin = new CountDownLatch(1);
        WrappedStore slow = new WrappedStore(
                shop.store,
                snapshot -> {
                    Shop.await(mayBegin);
                    return snapshot;
                },
                StockStore::commit);
        Heard heard = new Heard();
        try (InventoryLedger ledger = InventoryLedger.over(slow).build();
                RunningSubscription running =
                        ledger.subscribe(Subscription.of("now", heard).fromNow())) {
            shop.ledger.receive("TEA", "A", 1).orElseThrow();
            mayBegin.countDown();
            assertThat(heard.next()).isInstanceOf(StockReceived.class);
            assertThat(running.isActive()).isTrue();
        }
    }
}
