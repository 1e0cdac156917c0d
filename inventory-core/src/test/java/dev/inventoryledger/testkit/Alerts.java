package dev.inventoryledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.Entry;
import dev.inventoryledger.Hold;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.Location;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.Tracking;
import dev.inventoryledger.command.Confirm;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.event.AlertEvent;
import dev.inventoryledger.event.AlertEvent.BackInStock;
import dev.inventoryledger.event.AlertEvent.LowStockDetected;
import dev.inventoryledger.event.AlertEvent.OutOfStock;
import dev.inventoryledger.event.Events;
import dev.inventoryledger.event.InventoryEvent;
import dev.inventoryledger.event.ReservationEvent;
import dev.inventoryledger.event.StockEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which events are told, when, and how often. */
interface Alerts extends OpensShops {
    @Test
    default void everyChangeHasItsEvents() {
        Shop shop = open().furnished().stocked("TEA@A=10");
        shop.ledger.changeItem(Item.of("TEA", "Tea")).orElseThrow();
        shop.ledger.changeLocation(Location.of("A").withPriority(7)).orElseThrow();
        shop.ledger.takeBack("TEA", "A", 1).orElseThrow();
        shop.ledger.adjust("TEA", "A", -1, "broken").orElseThrow();
        shop.ledger.transfer("TEA", "A", "B", 2).orElseThrow();
        shop.ledger.count("TEA", "B", 3).orElseThrow();
        ReservationId id = shop.ledger.reserve("TEA", 3).orElseThrow().id();
        shop.ledger.extend(id, Hold.lasting(Duration.ofHours(1))).orElseThrow();
        shop.ledger.confirm(id).orElseThrow();
        shop.ledger.fulfil(id, Line.of("TEA", 1)).orElseThrow();
        shop.ledger.release(id).orElseThrow();
        shop.send(Reserve.of("TEA", 99).partially()).orElseThrow();
        shop.afterTheHold();
        shop.ledger.releaseExpired(9);
        assertThat(names(shop.events.stream().skip(6).toList()))
                .containsExactly(
                        "StockReceived",
                        "StockLevelChanged",
                        "AvailabilityChanged",
                        "ItemChanged",
                        "LocationChanged",
                        "StockReturned",
                        "StockLevelChanged",
                        "AvailabilityChanged",
                        "StockAdjusted",
                        "StockLevelChanged",
                        "AvailabilityChanged",
                        "StockTransferred",
                        "StockLevelChanged",
                        "AvailabilityChanged",
                        "StockLevelChanged",
                        "AvailabilityChanged",
                        "StockCounted",
                        "StockLevelChanged",
                        "AvailabilityChanged",
                        "StockReserved",
                        "StockLevelChanged",
                        "AvailabilityChanged",
                        "OutOfStock",
                        "ReservationExtended",
                        "ReservationConfirmed",
                        "StockLevelChanged",
                        "StockFulfilled",
                        "StockLevelChanged",
                        "ReservationReleased",
                        "StockLevelChanged",
                        "AvailabilityChanged",
                        "BackInStock",
                        "ReservationPartiallyReserved",
                        "StockLevelChanged",
                        "AvailabilityChanged",
                        "StockLevelChanged",
                        "AvailabilityChanged",
                        "OutOfStock",
                        "OutOfStock",
                        "ReservationExpired",
                        "StockLevelChanged",
                        "AvailabilityChanged",
                        "StockLevelChanged",
                        "AvailabilityChanged",
                        "BackInStock",
                        "BackInStock");
        assertThat(shop.events(StockEvent.StockTransferred.class))
                .singleElement()
                .satisfies(event -> assertThat(event.from() + "→" + event.to() + " " + event.quantity())
                        .isEqualTo("A→B 2"));
        assertThat(shop.events(StockEvent.StockCounted.class))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.counted() + " " + event.change()).isEqualTo("3 1"));
    }

    private static List<String> names(List<? extends InventoryEvent> events) {
        return events.stream().map(event -> event.getClass().getSimpleName()).toList();
    }

    @Test
    default void listenersAreToldInJournalOrderWhatTheJournalSays() {
        Shop shop = open().furnished().stocked("TEA@A=10/3", "CUP@B=2");
        List<InventoryEvent> fromJournal = new ArrayList<>();
        for (Entry entry : shop.ledger.entries(0, 1_000)) {
            fromJournal.addAll(Events.of(entry));
        }
        assertThat(shop.events).isEqualTo(fromJournal);
    }

    @Test
    default void aListenerMaySendCommandsAndAFaultyOneHarmsNobody() {
        Shop shop = open().furnished();
        List<String> told = new ArrayList<>();
        InventoryLedger[] ledger = new InventoryLedger[1];
        ledger[0] = InventoryLedger.over(shop.store)
                .clock(shop.clock)
                .listener(event -> {
                    throw new IllegalStateException("this listener always fails");
                })
                .listener(event -> {
                    told.add(event.getClass().getSimpleName());
                    if (event instanceof OutOfStock out) {
                        ledger[0].receive(out.key().sku().value(), "A", 5).orElseThrow();
                    }
                })
                .build();
        ledger[0].count("TEA", "A", 0).orElseThrow();
        assertThat(told).contains("OutOfStock", "StockReceived", "BackInStock");
        shop.assertLevels("TEA@A=5");
    }

    @Test
    default void lowStockIsToldOnceUntilThereIsMoreAgain() {
        Shop shop = open().furnished();
        shop.ledger.changeItem(Item.of("TEA", "Tea").withReorder(3, 20)).orElseThrow();
        shop.stocked("TEA@A=10");
        shop.ledger.adjust("TEA", "A", -6, "x").orElseThrow();
        assertThat(shop.events(LowStockDetected.class)).isEmpty();
        shop.ledger.adjust("TEA", "A", -1, "x").orElseThrow();
        shop.ledger.adjust("TEA", "A", -1, "x").orElseThrow();
        shop.ledger.adjust("TEA", "A", -2, "x").orElseThrow();
        shop.ledger.receive("TEA", "A", 3).orElseThrow();
        assertThat(names(shop.events(AlertEvent.class)))
                .containsExactly("LowStockDetected", "OutOfStock", "BackInStock");
        assertThat(shop.events(LowStockDetected.class).get(0).available()).isEqualTo(3);
        assertThat(shop.events(LowStockDetected.class).get(0).suggestedQuantity())
                .isEqualTo(20);
        shop.ledger.receive("TEA", "A", 1).orElseThrow();
        shop.ledger.adjust("TEA", "A", -1, "x").orElseThrow();
        assertThat(shop.events(LowStockDetected.class)).hasSize(2);
    }

    @Test
    default void aChangedRuleIsHeldAgainstWhatIsThere() {
        Shop shop = open().furnished().stocked("TEA@A=10", "TEA@B=2");
        shop.ledger.changeItem(Item.of("TEA", "Tea").withReorder(5, 20)).orElseThrow();
        assertThat(shop.events(LowStockDetected.class))
                .extracting(LowStockDetected::key)
                .containsExactly(Shop.key("TEA@B"));
        shop.ledger
                .changeItem(Item.of("TEA", "Tea").withReorder(5, 20).withName("Other"))
                .orElseThrow();
        shop.ledger.changeItem(Item.of("TEA", "Tea").withReorder(1, 20)).orElseThrow();
        shop.ledger.changeItem(Item.of("TEA", "Tea").withReorder(2, 20)).orElseThrow();
        assertThat(shop.events(LowStockDetected.class)).hasSize(2);
    }

    /** Nobody is told of an item that is not counted; what has changed meanwhile is told when it is counted again. */
    @Test
    default void anItemThatIsCountedAgainIsHeldAgainstItsRules() {
        Item tea = Item.of("TEA", "Tea").withLeadTime(Duration.ofDays(3));
        Item low = tea.withReorder(5, 20);
        Shop shop = open().furnished().stocked("TEA@A=5");
        shop.ledger.changeItem(tea.withoutReorder()).orElseThrow();
        shop.ledger.adjust("TEA", "A", -5, "broken").orElseThrow();
        shop.ledger.changeItem(low.withTracking(Tracking.UNTRACKED)).orElseThrow();
        assertThat(shop.events(LowStockDetected.class)).isEmpty();
        shop.ledger.changeItem(low).orElseThrow();
        assertThat(shop.events(LowStockDetected.class)).hasSize(1);
    }

    @Test
    default void alertsCountWhatCanBePromisedAndNotWhatIsRecorded() {
        Shop shop = open().furnished().stocked("TEA@A=5/5");
        assertThat(names(shop.events(AlertEvent.class))).containsExactly("OutOfStock");
        shop.afterTheHold();
        assertThat(shop.ledger.releaseExpired(10)).isEqualTo(1);
        assertThat(shop.events(BackInStock.class))
                .extracting(BackInStock::available)
                .containsExactly(5L);
    }

    @Test
    default void aDueHoldThatIsTakenOverTellsNeitherBackNorOut() {
        Shop shop = open().furnished().stocked("TEA@A=5/5");
        shop.afterTheHold();
        shop.ledger.reserve("TEA", 5).orElseThrow();
        assertThat(names(shop.events(AlertEvent.class))).containsExactly("OutOfStock");
    }

    @Test
    default void rejectedReservationsAreRecordedWhereTheHostAsks() {
        Shop shop = open().furnished();
        List<InventoryEvent> events = new ArrayList<>();
        InventoryLedger recording = InventoryLedger.over(shop.store)
                .clock(shop.clock)
                .recordRejectedReservations()
                .listener(events::add)
                .build();
        Reserve reserve = Reserve.of("TEA", 1);
        assertThat(recording.execute(reserve).isAccepted()).isFalse();
        assertThat(recording.execute(reserve).isAccepted()).isFalse();
        assertThat(events)
                .hasSize(2)
                .allSatisfy(event -> assertThat(event)
                        .isInstanceOfSatisfying(
                                AlertEvent.ReservationRejected.class,
                                rejected ->
                                        assertThat(rejected.reason()).isEqualTo(RejectionReason.INSUFFICIENT_STOCK)));
        shop.stocked("TEA@A=1");
        assertThat(recording.execute(reserve).isAccepted()).isTrue();
        assertThat(recording.execute(Confirm.of(new ReservationId("none"))).isAccepted())
                .isFalse();
        assertThat(events)
                .filteredOn(AlertEvent.ReservationRejected.class::isInstance)
                .hasSize(2);
    }

    @Test
    default void sweepingIsBoundedAndToldAsOfWhenTheHoldEnded() {
        Shop shop = open().furnished().stocked("TEA@A=300");
        for (int i = 0; i < 250; i++) {
            shop.hold("h" + i, "TEA", "A", 1);
        }
        shop.later(Shop.HOLD.plusHours(1));
        assertThat(shop.ledger.releaseExpired(30)).isEqualTo(30);
        assertThat(shop.ledger.releaseExpired(1_000)).isEqualTo(220);
        assertThat(shop.ledger.releaseExpired(1_000)).isZero();
        assertThat(shop.events(ReservationEvent.ReservationExpired.class))
                .hasSize(250)
                .allSatisfy(event -> assertThat(event.head().effectiveAt()).isEqualTo(KitClock.START.plus(Shop.HOLD)));
    }
}
