package dev.inventoryledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.Backorder;
import dev.inventoryledger.Hold;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Level;
import dev.inventoryledger.Line;
import dev.inventoryledger.Location;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.ReservationQuery;
import dev.inventoryledger.ReservationState;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.Tracking;
import dev.inventoryledger.command.Adjust;
import dev.inventoryledger.command.Adjustment;
import dev.inventoryledger.command.ChangeItem;
import dev.inventoryledger.command.ChangeLocation;
import dev.inventoryledger.command.Confirm;
import dev.inventoryledger.command.Extend;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.ReceiveSupply;
import dev.inventoryledger.command.Release;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.command.StockLine;
import dev.inventoryledger.spi.StockStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Somebody else's commit comes in between a load and what follows it, at each place where it can. */
interface Interleavings extends OpensShops {
    int MOST_LOADS = 4;

    /** A ledger over the shop's store, which somebody else changes right after its n-th load. */
    static InventoryLedger slow(Shop shop, int load, Runnable somebodyElse) {
        AtomicInteger loads = new AtomicInteger();
        StockStore store = new WrappedStore(
                shop.store,
                snapshot -> {
                    if (loads.incrementAndGet() == load) {
                        somebodyElse.run();
                    }
                    return snapshot;
                },
                StockStore::commit);
        return InventoryLedger.over(store).clock(shop.clock).build();
    }

    private static Stream<DynamicTest> afterEachLoad(IntConsumer test) {
        return IntStream.rangeClosed(1, MOST_LOADS)
                .mapToObj(load -> DynamicTest.dynamicTest("after load " + load, () -> test.accept(load)));
    }

    @TestFactory
    default Stream<DynamicTest> aReservationIsReleasedByBothAtOnce() {
        return afterEachLoad(load -> {
            Shop shop = open().furnished().stocked("TEA@A=5/5");
            ReservationId id = new ReservationId("HELD-TEA@A");
            Outcome<Reservation> mine =
                    slow(shop, load, () -> shop.ledger.release(id)).execute(Release.of(id));
            assertThat(mine.isAccepted() || mine.rejection().get() == RejectionReason.RESERVATION_CLOSED)
                    .isTrue();
            shop.assertLevels("TEA@A=5");
        });
    }

    @TestFactory
    default Stream<DynamicTest> aReservationIsConfirmedByBothAtOnce() {
        return afterEachLoad(load -> {
            Shop shop = open().furnished().stocked("TEA@A=5/5");
            ReservationId id = new ReservationId("HELD-TEA@A");
            Confirm confirm = Confirm.of(id);
            slow(shop, load, () -> shop.ledger.confirm(id)).execute(confirm).orElseThrow();
            shop.assertLevels("TEA@A=5/5/5");
        });
    }

    @TestFactory
    default Stream<DynamicTest> aHoldIsExtendedWhileItIsReleased() {
        return afterEachLoad(load -> {
            Shop shop = open().furnished().stocked("TEA@A=5/5");
            ReservationId id = new ReservationId("HELD-TEA@A");
            Extend extend = Extend.of(id, Hold.lasting(Duration.ofHours(1)));
            Outcome<Reservation> mine = slow(
                            shop, load, () -> shop.ledger.release(id).orElseThrow())
                    .execute(extend);
            boolean released = shop.reservation("HELD-TEA@A").state() == ReservationState.RELEASED;
            assertThat(mine.isAccepted()).isEqualTo(!released);
            shop.assertLevels(released ? "TEA@A=5" : "TEA@A=5/5");
        });
    }

    @TestFactory
    default Stream<DynamicTest> theSameCommandIsSentTwiceAtOnce() {
        return afterEachLoad(load -> {
            Shop shop = open().furnished().stocked("TEA@A=5/5");
            shop.afterTheHold();
            Reserve reserve = Reserve.of("TEA", 5);
            Outcome<Reservation> mine =
                    slow(shop, load, () -> shop.send(reserve).orElseThrow()).execute(reserve);
            assertThat(mine).isEqualTo(shop.send(reserve));
            shop.assertLevels("TEA@A=5/5");
        });
    }

    @TestFactory
    default Stream<DynamicTest> aDueHoldIsSweptMeanwhile() {
        return afterEachLoad(load -> {
            Shop shop = open().furnished().stocked("TEA@A=5", "CUP@A=5");
            shop.send(Reserve.of(Line.of("TEA", 5), Line.of("CUP", 5))).orElseThrow();
            shop.afterTheHold();
            slow(shop, load, () -> shop.ledger.releaseExpired(9))
                    .execute(Reserve.of("TEA", 5))
                    .orElseThrow();
            shop.assertLevels("TEA@A=5/5", "CUP@A=5");
        });
    }

    @TestFactory
    default Stream<DynamicTest> anOwnersOldHoldIsExtendedMeanwhile() {
        return afterEachLoad(load -> {
            Shop shop = open().furnished().stocked("TEA@A=5", "CUP@A=5");
            ReservationId old = shop.send(Reserve.of("TEA", 1).forOwner("cart"))
                    .orElseThrow()
                    .id();
            shop.afterTheHold();
            shop.ledger.releaseExpired(9);
            slow(shop, load, () -> shop.send(Extend.of(old, Hold.standard())).orElseThrow())
                    .execute(Reserve.of("CUP", 1).forOwner("cart"))
                    .orElseThrow();
            assertThat(shop.ledger.reservations(ReservationQuery.ofOwner("cart")))
                    .filteredOn(reservation -> reservation.state() == ReservationState.RESERVED)
                    .hasSize(1);
        });
    }

    @TestFactory
    default Stream<DynamicTest> trackingIsTurnedOffWhileSomebodyWaits() {
        return afterEachLoad(load -> {
            Shop shop = open().furnished();
            Item untracked = Item.of("TEA", "Tea").withTracking(Tracking.UNTRACKED);
            Outcome<Item> off = slow(
                            shop,
                            load,
                            () -> shop.send(Reserve.of("TEA", 1).partially()).orElseThrow())
                    .execute(ChangeItem.of(untracked));
            boolean waits = shop.ledger.reservations(ReservationQuery.all()).stream()
                    .anyMatch(reservation -> reservation.outstanding() > 0);
            assertThat(off.isAccepted() && waits).isFalse();
        });
    }

    @TestFactory
    default Stream<DynamicTest> trackingIsTurnedOffWhileTheFirstGoodsArrive() {
        return afterEachLoad(load -> {
            Shop shop = open().furnished();
            Item untracked = Item.of("TEA", "Tea").withTracking(Tracking.UNTRACKED);
            Outcome<Item> off = slow(
                            shop, load, () -> shop.ledger.receive("TEA", "B", 1).orElseThrow())
                    .execute(ChangeItem.of(untracked));
            assertThat(off.isAccepted() && shop.ledger.level("TEA", "B").onHand() > 0)
                    .isFalse();
        });
    }

    @TestFactory
    default Stream<DynamicTest> aPlaceIsClosedWhileUnitsArePromisedThere() {
        return afterEachLoad(load -> {
            Shop shop = open().furnished().stocked("TEA@A=5");
            Outcome<Reservation> mine = slow(
                            shop,
                            load,
                            () -> shop.ledger.deactivateLocation("A").orElseThrow())
                    .execute(Reserve.of(Line.of("TEA", 1).at("A")));
            boolean closed = !shop.ledger.location("A").orElseThrow().isActive();
            assertThat(mine.isAccepted() && closed).isFalse();
        });
    }

    @TestFactory
    default Stream<DynamicTest> twoPlacesBecomeEachOthersParents() {
        return afterEachLoad(load -> {
            Shop shop = open().furnished();
            Outcome<Location> mine = slow(
                            shop,
                            load,
                            () -> shop.ledger
                                    .changeLocation(Location.of("B").withParent("A"))
                                    .orElseThrow())
                    .execute(ChangeLocation.of(Location.of("A").withParent("B")));
            boolean other = shop.ledger.location("B").orElseThrow().parent().isPresent();
            assertThat(mine.isAccepted() && other).isFalse();
        });
    }

    @Test
    @Tag("heavy")
    default void aThousandLinesThatHaveExpiredAreTakenUpAgain() {
        Shop shop = open().furnished();
        Line[] lines = new Line[1_000];
        for (int i = 0; i < lines.length; i++) {
            shop.ledger.registerItem(Item.of("SKU" + i, "Item")).orElseThrow();
            shop.ledger.receive("SKU" + i, "A", 1).orElseThrow();
            lines[i] = Line.of("SKU" + i, 1);
        }
        ReservationId id = shop.send(Reserve.of(lines)).orElseThrow().id();
        shop.afterTheHold();
        shop.ledger.extend(id, Hold.standard()).orElseThrow();
        shop.afterTheHold();
        assertThat(shop.ledger.releaseExpired(10)).isEqualTo(1);
        shop.ledger.confirm(id).orElseThrow();
        shop.assertLevels("SKU999@A=1/1/1");
    }

    /** Each relies on a level that the other changes, and neither writes the other's: the serial number's claim is between them. */
    @TestFactory
    default Stream<DynamicTest> theSameSerialNumberComesElsewhereMeanwhile() {
        return afterEachLoad(load -> {
            Shop shop = open().furnished();
            shop.ledger
                    .registerItem(Item.of("PHONE", "Phone").withTracking(Tracking.BY_SERIAL))
                    .orElseThrow();
            shop.send(Receive.of(StockLine.of("PHONE", "A", "S1", 1))).orElseThrow();
            shop.send(new Adjust(
                            Shop.as("gone").because("gone"),
                            List.of(new Adjustment(StockKey.of("PHONE", "A", "S1"), -1))))
                    .orElseThrow();
            slow(shop, load, () -> shop.send(Receive.of(StockLine.of("PHONE", "A", "S1", 1))))
                    .execute(Receive.of(StockLine.of("PHONE", "B", "S1", 1)));
            assertThat(shop.ledger.lots().trace("PHONE", "S1").onHand()).isEqualTo(1);
        });
    }

    /** A lot is called back between the look at it and the promise. */
    @TestFactory
    default Stream<DynamicTest> aLotIsRecalledMeanwhile() {
        return afterEachLoad(load -> {
            Shop shop = open().furnished();
            shop.send(Receive.of(StockLine.of("TEA", "A", "L1", 5))).orElseThrow();
            Outcome<?> promise = slow(shop, load, () -> shop.ledger.lots().recall("TEA", "L1"))
                    .execute(Reserve.of("TEA", 5));
            boolean wasRecalled = shop.ledger.lots().details("TEA", "L1").isPresent();
            assertThat(promise.isAccepted()).isEqualTo(!wasRecalled);
        });
    }

    /** Whoever finds too little while goods come in waits for nothing. */
    @TestFactory
    default Stream<DynamicTest> whatIsWaitedForComesMeanwhile() {
        return afterEachLoad(load -> {
            Shop shop = open().furnished().stocked("TEA@A=1");
            shop.ledger
                    .changeItem(Item.of("TEA", "Tea").withBackorder(Backorder.upTo(9)))
                    .orElseThrow();
            shop.ledger.adjust("TEA", "A", -1, "so that its level is there").orElseThrow();
            ReservationId id = slow(shop, load, () -> shop.ledger.receive("TEA", "A", 5))
                    .execute(Reserve.of("TEA", 5))
                    .orElseThrow()
                    .id();
            boolean came = shop.ledger.level("TEA", "A").onHand() > 0;
            assertThat(shop.ledger.reservation(id).orElseThrow().open()).isEqualTo(came ? 5 : 0);
        });
    }

    /** Where a hold has ended, a question takes a second load. */
    @TestFactory
    default Stream<DynamicTest> unitsAreMovedWhileTheyAreCounted() {
        return Stream.of("B", "NEW").flatMap(this::unitsAreMovedWhileTheyAreCounted);
    }

    private Stream<DynamicTest> unitsAreMovedWhileTheyAreCounted(String to) {
        return afterEachLoad(load -> {
            Shop shop = open().furnished().stocked("TEA@A=10", "TEA@B=1/1");
            shop.ledger.registerLocation(Location.of("NEW")).orElseThrow();
            shop.afterTheHold();
            InventoryLedger asking = slow(
                    shop, load, () -> shop.ledger.transfer("TEA", "A", to, 10).orElseThrow());
            assertThat(asking.availability("TEA").total()).contains(11L);
            assertThat(asking.levels("TEA"))
                    .extracting(Level::onHand)
                    .satisfies(each -> assertThat(
                                    each.stream().mapToLong(Long::longValue).sum())
                            .isEqualTo(11));
        });
    }

    private static Optional<Long> countedWhileTenCome(Shop shop, int load) {
        InventoryLedger asking = slow(
                shop,
                load,
                () -> shop.send(ReceiveSupply.of("PO", "TEA", "A", 10)).orElseThrow());
        return asking.availability("TEA").by(KitClock.day(2));
    }

    @TestFactory
    default Stream<DynamicTest> whatIsExpectedComesWhileItIsCounted() {
        return afterEachLoad(load -> {
            Shop shop = open().furnished().sellingAhead(Backorder.upTo(99)).stocked("TEA@A=1/1");
            shop.afterTheHold();
            shop.expect("PO", 10, 2);
            assertThat(countedWhileTenCome(shop, load)).contains(11L);
        });
    }

    /** A hold that has ended is owed nothing; who waited is looked up with what came. */
    @TestFactory
    default Stream<DynamicTest> whatWasPromisedComesWhileItIsCounted() {
        return afterEachLoad(load -> {
            Shop shop = open().furnished().sellingAhead(Backorder.upTo(99));
            shop.expect("PO", 10, 2);
            shop.send(Reserve.of("TEA", 4)).orElseThrow();
            shop.afterTheHold();
            assertThat(countedWhileTenCome(shop, load)).contains(10L);
        });
    }

    /** Each commit on a key makes what is due on it another question. */
    @Test
    default void whatIsDueIsLeftOutHoweverOftenItsLevelChanges() {
        Shop shop = open().furnished().stocked("TEA@A=50/40");
        shop.afterTheHold();
        WrappedStore busy = new WrappedStore(
                shop.store,
                snapshot -> {
                    shop.later(Duration.ofMillis(1));
                    shop.ledger.reserve("TEA", 1).orElseThrow();
                    return snapshot;
                },
                StockStore::commit);
        AtomicInteger loads = new AtomicInteger();
        InventoryLedger asking = InventoryLedger.over(WrappedStore.counting(busy, loads))
                .clock(shop.clock)
                .build();
        assertThat(asking.availability("TEA").total().orElseThrow()).isGreaterThan(40L);
        assertThat(loads.get()).isLessThan(5);
    }

    @TestFactory
    default Stream<DynamicTest> somebodyElseIsPromisedTheLastThatIsExpected() {
        return afterEachLoad(load -> {
            Shop shop = open().furnished();
            shop.ledger
                    .changeItem(Item.of("TEA", "Tea").withBackorder(Backorder.preorder()))
                    .orElseThrow();
            shop.ledger
                    .supply()
                    .expect("PO", "TEA", "A", 5, KitClock.START.plusSeconds(9))
                    .orElseThrow();
            slow(shop, load, () -> shop.ledger.reserve("TEA", 3)).execute(Reserve.of("TEA", 3));
            assertThat(shop.ledger.supply().owed("TEA")).isEqualTo(3);
        });
    }

    @TestFactory
    default Stream<DynamicTest> thePlaceWhereItIsExpectedIsClosedMeanwhile() {
        return afterEachLoad(load -> {
            Shop shop = open().furnished();
            shop.ledger
                    .changeItem(Item.of("TEA", "Tea").withBackorder(Backorder.preorder()))
                    .orElseThrow();
            shop.ledger
                    .supply()
                    .expect("PO", "TEA", "A", 5, KitClock.START.plusSeconds(9))
                    .orElseThrow();
            Outcome<?> promise =
                    slow(shop, load, () -> shop.ledger.deactivateLocation("A")).execute(Reserve.of("TEA", 3));
            boolean isOpen = shop.ledger.location("A").orElseThrow().isActive();
            assertThat(promise.isAccepted()).isEqualTo(isOpen);
        });
    }
}
