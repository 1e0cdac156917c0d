package dev.inventoryledger.testkit;

import static dev.inventoryledger.ReservationState.EXPIRED;
import static dev.inventoryledger.ReservationState.RELEASED;
import static dev.inventoryledger.ReservationState.RESERVED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.Backorder;
import dev.inventoryledger.Hold;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.Location;
import dev.inventoryledger.Origin;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.Shortfall;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.Tracking;
import dev.inventoryledger.command.Count;
import dev.inventoryledger.command.CountedLine;
import dev.inventoryledger.command.ExpireHolds;
import dev.inventoryledger.command.Extend;
import dev.inventoryledger.command.Fulfil;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.ReceiveSupply;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.command.StockLine;
import dev.inventoryledger.event.ReservationEvent;
import dev.inventoryledger.policy.AllocationPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Holds that end: by time, by another hold of their owner, by a count. */
interface EndingHolds extends OpensShops {
    @Test
    default void aHoldCountsUntilItsLastMicrosecondAndNoLonger() {
        Shop shop = open().furnished().stocked("TEA@A=1");
        shop.hold("R", "TEA", "A", 1);
        shop.later(Shop.HOLD.minusNanos(1_000));
        assertThat(shop.send(Reserve.of("TEA", 1)).rejection()).contains(RejectionReason.INSUFFICIENT_STOCK);
        assertThat(shop.reservation("R").state()).isEqualTo(RESERVED);
        shop.later(Duration.ofNanos(1_000));
        assertThat(shop.reservation("R").state()).isEqualTo(EXPIRED);
        shop.assertLevels("TEA@A=1");
        shop.send(Reserve.of("TEA", 1)).orElseThrow();
        shop.assertLevels("TEA@A=1/1");
    }

    @Test
    default void onlyAsManyDueHoldsAreReclaimedAsAreNeeded() {
        Shop shop = open().furnished().stocked("TEA@A=3");
        shop.hold("first", "TEA", "A", 1);
        shop.later(Duration.ofSeconds(1));
        shop.hold("second", "TEA", "A", 1);
        shop.later(Duration.ofSeconds(1));
        shop.hold("third", "TEA", "A", 1);
        shop.afterTheHold();
        shop.send(Reserve.of("TEA", 2)).orElseThrow();
        assertThat(shop.ledger.releaseExpired(10)).isEqualTo(1);
        shop.assertLevels("TEA@A=3/2");
    }

    /** Not as if all of it were held. */
    @Test
    default void whatIsTakenUpInPartIsToldAsPart() {
        Shop shop = open().furnished().stocked("TEA@A=9");
        shop.hold("R", "TEA", "A", 5);
        shop.afterTheHold();
        shop.ledger.releaseExpired(10);
        long position = shop.tip();
        shop.send(Fulfil.of(new ReservationId("R"), Line.of("TEA", 2))).orElseThrow();
        assertThat(shop.told(position))
                .filteredOn(ReservationEvent.class::isInstance)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("ReservationPartiallyReserved", "StockFulfilled");
    }

    /** Each of its keys is asked what is due on it: a minute and a half, where each answer brought all of its lines. */
    @Test
    default void aHoldOfManySerialNumbersIsTakenUpLate() {
        Shop shop = open().furnished();
        shop.ledger
                .registerItem(Item.of("PHONE", "Phone").withTracking(Tracking.BY_SERIAL))
                .orElseThrow();
        shop.send(Receive.of(IntStream.range(0, 2_000)
                        .mapToObj(number -> new StockLine(StockKey.of("PHONE", "A", "N" + number), 1))
                        .toArray(StockLine[]::new)))
                .orElseThrow();
        shop.send(Reserve.of("PHONE", 2_000).as("R")).orElseThrow();
        shop.afterTheHold();
        long start = System.nanoTime();
        assertThat(shop.ledger.confirm(new ReservationId("R")).orElseThrow().open())
                .isEqualTo(2_000);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    default void dueHoldsAreReclaimedHoweverManyThereAre() {
        Shop shop = open().furnished().stocked("TEA@A=70");
        for (int i = 0; i < 70; i++) {
            shop.hold("hold" + i, "TEA", "A", 1);
        }
        shop.afterTheHold();
        shop.send(Reserve.of("TEA", 70)).orElseThrow();
        shop.assertLevels("TEA@A=70/70");
    }

    @Test
    default void aReclaimedHoldGivesBackAllItsLines() {
        Shop shop = open().furnished().stocked("TEA@A=1", "CUP@B=1");
        shop.send(Reserve.of(Line.of("TEA", 1), Line.of("CUP", 1))).orElseThrow();
        shop.afterTheHold();
        shop.send(Reserve.of("TEA", 1)).orElseThrow();
        assertThat(shop.ledger.releaseExpired(10)).isZero();
        shop.assertLevels("TEA@A=1/1", "CUP@B=1");
    }

    @Test
    default void anExtensionNeverShortensAHold() {
        Shop shop = open().furnished().stocked("TEA@A=1");
        Reservation hold = shop.hold("R", "TEA", "A", 1);
        Extend shorter = Extend.of(hold.id(), Hold.lasting(Duration.ofMinutes(1)));
        assertThat(shop.send(shorter).orElseThrow().expiresAt()).isEqualTo(hold.expiresAt());
        assertThat(shop.events(ReservationEvent.ReservationExtended.class)).isEmpty();
        shop.later(Duration.ofMinutes(14));
        Extend longer = Extend.of(hold.id(), Hold.standard());
        assertThat(shop.send(longer).orElseThrow().expiresAt())
                .isEqualTo(shop.clock.instant().plus(Shop.HOLD));
        shop.later(Duration.ofMinutes(14));
        shop.assertLevels("TEA@A=1/1");
    }

    @Test
    default void anOwnersNewHoldReplacesTheOldOne() {
        Shop shop = open().furnished().stocked("TEA@A=5");
        Reservation first = shop.send(Reserve.of("TEA", 5).forOwner("cart")).orElseThrow();
        Reservation second = shop.send(Reserve.of("TEA", 4).forOwner("cart")).orElseThrow();
        assertThat(shop.reservation(first.id().value()).state()).isEqualTo(RELEASED);
        shop.assertLevels("TEA@A=5/4");
        assertThat(shop.send(Reserve.of("TEA", 6).forOwner("cart")).isAccepted())
                .isFalse();
        shop.assertLevels("TEA@A=5/4");
        shop.ledger.confirm(second.id()).orElseThrow();
        shop.send(Reserve.of("TEA", 1).forOwner("cart")).orElseThrow();
        shop.assertLevels("TEA@A=5/5/4");
    }

    @Test
    default void anOwnersLostHoldDoesNotComeBackBesideANewerOne() {
        Shop shop = open().furnished().stocked("TEA@A=5");
        Reservation first = shop.send(Reserve.of("TEA", 1).forOwner("cart")).orElseThrow();
        shop.afterTheHold();
        Reservation second = shop.send(Reserve.of("TEA", 2).forOwner("cart")).orElseThrow();
        Extend again = Extend.of(first.id(), Hold.standard());
        assertThat(shop.send(again).rejection()).contains(RejectionReason.HOLD_REPLACED);
        shop.ledger.release(second.id()).orElseThrow();
        assertThat(shop.send(again).orElseThrow().state()).isEqualTo(RESERVED);
        shop.send(Reserve.of("TEA", 3).forOwner("cart")).orElseThrow();
        shop.assertLevels("TEA@A=5/3");
    }

    @Test
    default void aCountTakesFromTheNewestHoldsFirstAndSaysSo() {
        Shop shop = open().furnished().stocked("TEA@A=10");
        shop.ledger.confirm(shop.hold("sold", "TEA", "A", 3).id()).orElseThrow();
        shop.later(Duration.ofSeconds(1));
        shop.hold("older", "TEA", "A", 3);
        shop.later(Duration.ofSeconds(1));
        shop.hold("newer", "TEA", "A", 3);
        shop.send(Count.of("TEA", "A", 5)).orElseThrow();
        assertThat(shop.reservation("newer").outstanding()).isEqualTo(3);
        assertThat(shop.reservation("older").outstanding()).isEqualTo(1);
        assertThat(shop.reservation("sold").outstanding()).isZero();
        shop.assertLevels("TEA@A=5/5/3");
        assertThat(shop.events(ReservationEvent.ReservationBecameOutstanding.class))
                .extracting(event -> event.reservationId().value())
                .containsExactly("newer", "older");
        shop.stocked("TEA@A=9");
        shop.ledger.topUp(new ReservationId("newer")).orElseThrow();
        shop.assertLevels("TEA@A=14/8/3");
    }

    @Test
    default void aCountTakesFromHoweverManyItMust() {
        Shop shop = open().furnished().stocked("TEA@A=80");
        for (int i = 0; i < 80; i++) {
            shop.hold("hold" + i, "TEA", "A", 1);
        }
        shop.ledger.count("TEA", "A", 5).orElseThrow();
        shop.assertLevels("TEA@A=5/5");
    }

    @Test
    default void aCountTakesHoldsThatAreDueBeforeAnyOther() {
        Shop shop = open().furnished().stocked("TEA@A=4");
        shop.hold("due", "TEA", "A", 2);
        shop.later(Duration.ofMinutes(1));
        shop.hold("alive", "TEA", "A", 2);
        shop.later(Shop.HOLD.minusMinutes(1));
        shop.send(Count.of("TEA", "A", 2)).orElseThrow();
        assertThat(shop.reservation("alive").open()).isEqualTo(2);
        assertThat(shop.reservation("due").state()).isEqualTo(EXPIRED);
        shop.assertLevels("TEA@A=2/2");
    }

    @Test
    default void aDueHoldBlocksNeitherTransferNorAdjustment() {
        Shop shop = open().furnished().stocked("TEA@A=4/4");
        shop.afterTheHold();
        shop.ledger.transfer("TEA", "A", "B", 1).orElseThrow();
        shop.ledger.adjust("TEA", "A", -3, "broken").orElseThrow();
        shop.assertLevels("TEA@A=0", "TEA@B=1");
    }

    @Test
    default void aRetakenHoldMayStandElsewhere() {
        Shop shop = open().furnished().stocked("TEA@A=2", "TEA@B=2");
        ReservationId id = shop.send(Reserve.of("TEA", 2)).orElseThrow().id();
        shop.afterTheHold();
        shop.hold("other", "TEA", "A", 2);
        int told = shop.events(ReservationEvent.StockReserved.class).size();
        shop.ledger.confirm(id).orElseThrow();
        assertThat(shop.events(ReservationEvent.StockReserved.class)).hasSize(told + 1);
        shop.assertLevels("TEA@A=2/2", "TEA@B=2/2/2");
    }

    /** A policy would choose otherwise by now: what was taken bit by bit, or has become free meanwhile. */
    @Test
    default void aRetakenHoldStaysWhereItsUnitsAreFree() {
        Shop shop = open().furnished().stocked("TEA@A=3");
        InventoryLedger whole = InventoryLedger.over(shop.store)
                .clock(shop.clock)
                .allocation(AllocationPolicy.singleLocation())
                .build();
        ReservationId id =
                whole.execute(Reserve.of("TEA", 6).partially()).orElseThrow().id();
        shop.ledger.receive("TEA", "B", 3).orElseThrow();
        whole.topUp(id).orElseThrow();
        shop.assertLevels("TEA@A=3/3", "TEA@B=3/3");
        shop.afterTheHold();
        whole.receive("TEA", "A", 6).orElseThrow();
        whole.confirm(id).orElseThrow();
        shop.assertLevels("TEA@A=9/3/3", "TEA@B=3/3/3");
    }

    @Test
    default void aRetakenLineFromAnywhereLeavesWhatOnlyTheOthersCanUse() {
        Shop shop = open().furnished();
        shop.send(Receive.of(StockLine.of("TEA", "A", "L1", 2), StockLine.of("TEA", "A", "L2", 2)))
                .orElseThrow();
        shop.send(Reserve.of(Line.of("TEA", 2).at("A"), Line.of("TEA", 2)).as("R"))
                .orElseThrow();
        shop.afterTheHold();
        shop.send(Reserve.of(Line.of("TEA", 2).at("A").ofLot("L1"))).orElseThrow();
        shop.send(Receive.of(StockLine.of("TEA", "B", "L3", 5))).orElseThrow();
        shop.ledger.confirm(new ReservationId("R")).orElseThrow();
        assertThat(shop.ledger.level(StockKey.of("TEA", "A", "L2")).available()).isZero();
        assertThat(shop.ledger.level(StockKey.of("TEA", "B", "L3")).available()).isEqualTo(3);
    }

    @Test
    default void aRetakenLineFromAnywhereStaysWhereTheOthersHaveElsewhereToGo() {
        Shop shop = open().furnished();
        shop.send(Receive.of(
                        StockLine.of("TEA", "A", "L1", 2),
                        StockLine.of("TEA", "A", "L2", 2),
                        StockLine.of("TEA", "A", "L3", 2)))
                .orElseThrow();
        shop.send(Reserve.of(Line.of("TEA", 2).at("A"), Line.of("TEA", 2)).as("R"))
                .orElseThrow();
        shop.afterTheHold();
        shop.send(Reserve.of(Line.of("TEA", 2).at("A").ofLot("L1"))).orElseThrow();
        Reservation retaken = shop.ledger.confirm(new ReservationId("R")).orElseThrow();
        assertThat(retaken.lines())
                .filteredOn(line -> line.open() > 0)
                .extracting(
                        line -> line.number() + " " + line.key().orElseThrow().lot())
                .containsExactly("1 L3", "2 L2");
    }

    @Test
    default void whoCanDoWithoutTheLeastIsTakenUpFirst() {
        Shop shop = open().furnished();
        shop.ledger.registerLocation(Location.of("C").withPriority(3)).orElseThrow();
        shop.send(Receive.of(
                        StockLine.of("TEA", "A", "L1", 2),
                        StockLine.of("TEA", "B", "L2", 2),
                        StockLine.of("TEA", "B", "L3", 2)))
                .orElseThrow();
        shop.send(Reserve.of(Line.of("TEA", 2).ofLot("L1"), Line.of("TEA", 2).at("B"), Line.of("TEA", 2))
                        .as("R"))
                .orElseThrow();
        shop.afterTheHold();
        shop.send(Reserve.of(
                        Line.of("TEA", 2).at("A").ofLot("L1"),
                        Line.of("TEA", 2).at("B").ofLot("L2")))
                .orElseThrow();
        shop.send(Receive.of(StockLine.of("TEA", "B", "L1", 2), StockLine.of("TEA", "C", "L4", 2)))
                .orElseThrow();
        Reservation retaken = shop.ledger.confirm(new ReservationId("R")).orElseThrow();
        assertThat(retaken.lines())
                .filteredOn(line -> line.open() > 0)
                .extracting(line -> line.key().orElseThrow().toString())
                .containsExactly("TEA@B#L1", "TEA@B#L3", "TEA@C#L4");
    }

    /** Both would be granted anew: of two lines that stood in one place, the one goes elsewhere that can. */
    @Test
    default void whoHasNoChoiceStaysWhereOthersHave() {
        Shop shop = open().furnished();
        shop.send(Receive.of(StockLine.of("TEA", "A", "L1", 2))).orElseThrow();
        shop.send(Reserve.of(Line.of("TEA", 1).at("A"), Line.of("TEA", 1).ofLot("L1"))
                        .as("R"))
                .orElseThrow();
        shop.afterTheHold();
        shop.send(Reserve.of(Line.of("TEA", 1).ofLot("L1"))).orElseThrow();
        shop.send(Receive.of(StockLine.of("TEA", "A", "L2", 1))).orElseThrow();
        Reservation retaken = shop.ledger.confirm(new ReservationId("R")).orElseThrow();
        assertThat(retaken.lines())
                .filteredOn(line -> line.open() > 0)
                .extracting(
                        line -> line.number() + " " + line.key().orElseThrow().lot())
                .containsExactly("1 L2", "2 L1");
    }

    /** What was promised before it was there names its place still, and what may come from anywhere makes way for it. */
    @Test
    default void whatWasPromisedIsLookedForTogetherWithTheRest() {
        Shop shop = open().furnished().sellingAhead(Backorder.preorder()).stocked("TEA@B=1");
        shop.ledger.registerLocation(Location.of("C").withPriority(3)).orElseThrow();
        shop.expect("PO-1", 1, 1);
        shop.send(Reserve.of(Line.of("TEA", 1).at("A"), Line.of("TEA", 1)).as("R"))
                .orElseThrow();
        shop.afterTheHold();
        shop.send(Reserve.of(Line.of("TEA", 1).at("B"))).orElseThrow();
        shop.send(ReceiveSupply.of("PO-1", "TEA", "A", 1)).orElseThrow();
        shop.ledger.receive("TEA", "C", 1).orElseThrow();
        shop.ledger.confirm(new ReservationId("R")).orElseThrow();
        shop.assertLevels("TEA@A=1/1/1", "TEA@B=1/1", "TEA@C=1/1/1");
    }

    /** Units that came go to the line that names their place, and the other one is promised what is still to come. */
    @Test
    default void whatOneLineWasPromisedAnotherMayBePromisedNow() {
        Shop shop = open().furnished().sellingAhead(Backorder.upTo(9)).stocked("TEA@B=1");
        shop.send(Reserve.of(Line.of("TEA", 1).at("A"), Line.of("TEA", 1)).as("R"))
                .orElseThrow();
        shop.afterTheHold();
        shop.send(Reserve.of(Line.of("TEA", 1).at("B"))).orElseThrow();
        shop.ledger.receive("TEA", "A", 1).orElseThrow();
        Reservation extended = shop.ledger
                .extend(new ReservationId("R"), Hold.lasting(Duration.ofHours(1)))
                .orElseThrow();
        assertThat(extended.open()).isEqualTo(1);
        assertThat(extended.outstanding()).isEqualTo(1);
        shop.assertLevels("TEA@A=1/1", "TEA@B=1/1");
    }

    /** Of what is still to come, too, a line that names its place is promised first. */
    @Test
    default void whoNamesAPlaceIsPromisedAnewFirst() {
        Shop shop = open().furnished().sellingAhead(Backorder.preorder()).stocked("TEA@A=1");
        shop.expect("PO-1", 1, 3);
        shop.ledger.supply().expect("PO-2", "TEA", "B", 1, KitClock.day(5)).orElseThrow();
        shop.send(Reserve.of(Line.of("TEA", 1).at("A"), Line.of("TEA", 2)).as("R"))
                .orElseThrow();
        shop.afterTheHold();
        shop.send(Reserve.of(Line.of("TEA", 1).at("A"))).orElseThrow();
        shop.ledger.receive("TEA", "B", 1).orElseThrow();
        Reservation extended = shop.ledger
                .extend(new ReservationId("R"), Hold.lasting(Duration.ofHours(1)))
                .orElseThrow();
        assertThat(extended.open()).isEqualTo(1);
        assertThat(extended.outstanding()).isEqualTo(2);
    }

    /** It is told of the line that had units, not of the one that was to get some and still is. */
    @Test
    default void whatWasPromisedStaysItsLines() {
        Shop shop = open().furnished().sellingAhead(Backorder.preorder()).stocked("TEA@A=1");
        shop.ledger.supply().expect("PO-1", "TEA", "B", 1, KitClock.day(3)).orElseThrow();
        shop.send(Reserve.of(Line.of("TEA", 1).at("A"), Line.of("TEA", 1)).as("R"))
                .orElseThrow();
        shop.afterTheHold();
        shop.send(Reserve.of(Line.of("TEA", 1).at("A"))).orElseThrow();
        Outcome<Reservation> lost = shop.ledger.extend(new ReservationId("R"), Hold.lasting(Duration.ofHours(1)));
        assertThat(((Outcome.Rejected<Reservation>) lost).shortfalls())
                .extracting(Object::toString)
                .singleElement()
                .asString()
                .contains("TEA@A");
    }

    @Test
    default void aLineThatIsLostIsToldOfOnce() {
        Shop shop = open().furnished().stocked("TEA@A=2", "TEA@B=4");
        shop.send(Reserve.of("TEA", 6).as("R")).orElseThrow();
        shop.afterTheHold();
        shop.send(Reserve.of("TEA", 6)).orElseThrow();
        Outcome<Reservation> late = shop.ledger.confirm(new ReservationId("R"));
        assertThat(((Outcome.Rejected<Reservation>) late).shortfalls())
                .containsExactly(new Shortfall(Line.of("TEA", 6), 6));
    }

    @Test
    default void onlyHoldsThatAreDueAreClosed() {
        Shop shop = open().furnished().stocked("TEA@A=5");
        ReservationId due = shop.hold("due", "TEA", "A", 1).id();
        shop.later(Duration.ofMinutes(5));
        ReservationId alive = shop.hold("alive", "TEA", "A", 1).id();
        assertThat(shop.send(ExpireHolds.of(List.of(due, alive))).rejection()).contains(RejectionReason.NOTHING_DUE);
        shop.later(Duration.ofMinutes(10));
        assertThat(shop.send(ExpireHolds.of(List.of(due, alive, due))).orElseThrow())
                .extracting(Reservation::id)
                .containsExactly(due);
        shop.assertLevels("TEA@A=5/1");
    }

    @Test
    default void aCountOfTwoPlacesTellsOfAReservationOnce() {
        Shop shop = open().furnished().stocked("TEA@A=2", "TEA@B=2");
        shop.send(Reserve.of("TEA", 4).as("R")).orElseThrow();
        shop.send(new Count(
                        Origin.random(),
                        List.of(new CountedLine(Shop.key("TEA@A"), 0), new CountedLine(Shop.key("TEA@B"), 0))))
                .orElseThrow();
        assertThat(shop.events(ReservationEvent.ReservationBecameOutstanding.class))
                .extracting(event -> event.reservation().outstanding() + " " + event.quantities())
                .containsExactly("4 {TEA@A=2, TEA@B=2}");
    }

    @Test
    default void aLateFulfilmentTakesWhatItNamesAndNothingElse() {
        Shop shop = open().furnished().stocked("TEA@B=2");
        ReservationId id = shop.send(Reserve.of("TEA", 2).as("R")).orElseThrow().id();
        shop.afterTheHold();
        shop.stocked("TEA@A=5");
        shop.send(Fulfil.of(id, Line.of("TEA", 1).at("B"))).orElseThrow();
        shop.assertLevels("TEA@A=5", "TEA@B=1");
        shop.hold("other", "TEA", "B", 1);
        assertThat(shop.send(Fulfil.of(id, Line.of("TEA", 1).at("B"))).rejection())
                .contains(RejectionReason.HOLD_LOST);
        shop.assertLevels("TEA@A=5", "TEA@B=1/1");
        shop.send(Fulfil.of(id, Line.of("TEA", 1))).orElseThrow();
        shop.assertLevels("TEA@A=4", "TEA@B=1/1");
    }

    @Test
    default void aHoldMayLastToTheEndOfTime() {
        Shop shop = open().furnished().stocked("TEA@A=2");
        Instant last = Instant.parse("9999-12-31T23:59:59.999999Z");
        Reservation hold =
                shop.send(Reserve.of("TEA", 1).holding(Hold.until(last))).orElseThrow();
        assertThat(hold.expiresAt()).isEqualTo(last);
        assertThat(shop.reservation(hold.id().value())).isEqualTo(hold);
    }
}
