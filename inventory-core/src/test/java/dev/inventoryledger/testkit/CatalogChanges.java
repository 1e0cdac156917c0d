package dev.inventoryledger.testkit;

import static dev.inventoryledger.RejectionReason.INSUFFICIENT_STOCK;
import static dev.inventoryledger.RejectionReason.ITEM_INACTIVE;
import static dev.inventoryledger.RejectionReason.LOCATION_INACTIVE;
import static dev.inventoryledger.RejectionReason.OPEN_RESERVATIONS_EXIST;
import static dev.inventoryledger.RejectionReason.PARENT_CYCLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.Backorder;
import dev.inventoryledger.Hold;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.Location;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.Tracking;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.spi.StockStore;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Items and locations that change while stock is promised. */
interface CatalogChanges extends OpensShops {
    @Test
    default void deactivatedItemsAndPlacesKeepTheirPromises() {
        Shop shop = open().furnished().stocked("TEA@A=5/2", "CUP@B=5/2");
        shop.ledger.deactivateItem("TEA").orElseThrow();
        shop.ledger.deactivateLocation("B").orElseThrow();
        assertThat(shop.send(Reserve.of("TEA", 1)).rejection()).contains(ITEM_INACTIVE);
        assertThat(shop.send(Reserve.of(Line.of("CUP", 1).at("B"))).rejection()).contains(LOCATION_INACTIVE);
        assertThat(shop.send(Reserve.of("CUP", 1)).rejection()).contains(INSUFFICIENT_STOCK);
        assertThat(shop.ledger.availability("TEA").total()).contains(0L);
        assertThat(shop.ledger.availability("CUP").total()).contains(0L);
        shop.ledger.fulfil(new ReservationId("HELD-TEA@A")).orElseThrow();
        shop.ledger.confirm(new ReservationId("HELD-CUP@B")).orElseThrow();
        shop.ledger.receive("TEA", "B", 1).orElseThrow();
        shop.assertLevels("TEA@A=3", "CUP@B=5/2/2", "TEA@B=1");
    }

    @Test
    default void trackingCanNotBeTurnedOffWhileAReservationWaits() {
        Shop shop = open().furnished();
        Item untracked = Item.of("TEA", "Green tea").withTracking(Tracking.UNTRACKED);
        ReservationId waiting =
                shop.send(Reserve.of("TEA", 1).partially()).orElseThrow().id();
        assertThat(shop.ledger.changeItem(untracked).rejection()).contains(OPEN_RESERVATIONS_EXIST);
        shop.ledger.release(waiting).orElseThrow();
        assertThat(shop.ledger.changeItem(untracked).orElseThrow().isTracked()).isFalse();
        assertThat(shop.ledger.availability("TEA").covers(Long.MAX_VALUE)).isTrue();
        shop.ledger.changeItem(untracked.withTracking(Tracking.TRACKED)).orElseThrow();
        assertThat(shop.send(Reserve.of("TEA", 1)).rejection()).contains(INSUFFICIENT_STOCK);
    }

    @Test
    default void whatWasPromisedWithoutStockIsFulfilledWithoutStock() {
        Shop shop = open().furnished();
        ReservationId early = shop.send(Reserve.of("EBOOK", 2)).orElseThrow().id();
        shop.ledger.changeItem(Item.of("EBOOK", "On tea, in print")).orElseThrow();
        shop.ledger.receive("EBOOK", "A", 3).orElseThrow();
        assertThat(shop.send(Reserve.of("EBOOK", 4)).rejection()).contains(INSUFFICIENT_STOCK);
        shop.ledger.confirm(early).orElseThrow();
        shop.ledger.fulfil(early).orElseThrow();
        shop.assertLevels("EBOOK@A=3");
        shop.send(Reserve.of("EBOOK", 3)).orElseThrow();
        shop.assertLevels("EBOOK@A=3/3");
    }

    @Test
    default void aWaitingHoldThatHasEndedDoesNotKeepTrackingOn() {
        Shop shop = open().furnished();
        for (int i = 0; i < 40; i++) {
            shop.send(Reserve.of("TEA", 1).partially()).orElseThrow();
        }
        Item untracked = Item.of("TEA", "Green tea").withTracking(Tracking.UNTRACKED);
        shop.later(Shop.HOLD.minusNanos(1_000));
        assertThat(shop.ledger.changeItem(untracked).isAccepted()).isFalse();
        shop.afterTheHold();
        assertThat(shop.ledger.changeItem(untracked).isAccepted()).isTrue();
    }

    @Test
    default void aCycleOfParentsIsFoundHoweverLong() {
        Shop shop = open().furnished();
        shop.ledger.registerLocation(Location.of("C1").withParent("A")).orElseThrow();
        shop.ledger.registerLocation(Location.of("C2").withParent("C1")).orElseThrow();
        assertThat(shop.ledger.changeLocation(Location.of("A").withParent("C2")).rejection())
                .contains(PARENT_CYCLE);
    }

    /** A hold that is taken up again waits as a new one does, and touches no level either. */
    @Test
    default void trackingIsNotTurnedOffWhileAHoldIsTakenUpAgainThatWaits() {
        Shop shop = open().furnished().sellingAhead(Backorder.upTo(9));
        ReservationId id = shop.send(Reserve.of("TEA", 5)).orElseThrow().id();
        shop.afterTheHold();
        shop.ledger.releaseExpired(9);
        Item untracked = Item.of("TEA", "Tea").withTracking(Tracking.UNTRACKED);
        AtomicBoolean isSent = new AtomicBoolean();
        StockStore store = new WrappedStore(shop.store, snapshot -> snapshot, (sound, changes) -> {
            if (isSent.compareAndSet(false, true)) {
                shop.ledger.extend(id, Hold.lasting(Duration.ofHours(1))).orElseThrow();
            }
            return sound.commit(changes);
        });
        InventoryLedger late = InventoryLedger.over(store).clock(shop.clock).build();
        assertThat(late.changeItem(untracked).rejection()).contains(OPEN_RESERVATIONS_EXIST);
    }

    @Test
    default void whoTakesUpAHoldOfWhatIsNotTrackedAnyMoreWaitsForNothing() {
        Shop shop = open().furnished();
        ReservationId id =
                shop.send(Reserve.of("TEA", 5).partially()).orElseThrow().id();
        shop.afterTheHold();
        shop.ledger
                .changeItem(Item.of("TEA", "Tea").withTracking(Tracking.UNTRACKED))
                .orElseThrow();
        shop.ledger.extend(id, Hold.lasting(Duration.ofHours(1))).orElseThrow();
        assertThat(shop.reservation(id.value()).outstanding()).isZero();
        shop.ledger.confirm(id).orElseThrow();
        shop.ledger.fulfil(id).orElseThrow();
    }
}
