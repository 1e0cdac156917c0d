package dev.inventoryledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.event.InventoryEvent;
import dev.inventoryledger.event.StockEvent.StockReceived;
import dev.inventoryledger.subscription.ParkedEvents;
import dev.inventoryledger.subscription.RunningSubscription;
import dev.inventoryledger.subscription.Subscription;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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
            assertThat(sizes.get(1)).isEqualTo(1);
            assertThat(running.isActive()).isTrue();
        }
        heard.nothingElse();
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
            Heard.until("it goes on", () -> {
                InventoryEvent event = heard.next();
                return event instanceof StockReceived received && received.quantity() == 7;
            });
            assertThat(running.isActive()).isTrue();
        }
    }
}
