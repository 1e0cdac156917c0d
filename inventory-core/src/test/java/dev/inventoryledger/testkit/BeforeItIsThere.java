package dev.inventoryledger.testkit;

import static dev.inventoryledger.testkit.KitClock.day;
import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.Backorder;
import dev.inventoryledger.Hold;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.Shortfall;
import dev.inventoryledger.command.Confirm;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.ReceiveSupply;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.command.Sourcing;
import dev.inventoryledger.command.StockLine;
import dev.inventoryledger.event.ReservationEvent.BackorderFilled;
import dev.inventoryledger.event.SupplyEvent.PromiseRedated;
import dev.inventoryledger.event.SupplyEvent.SupplyCancelled;
import dev.inventoryledger.event.SupplyEvent.SupplyExpected;
import dev.inventoryledger.event.SupplyEvent.SupplyReceived;
import dev.inventoryledger.supply.Supply;
import dev.inventoryledger.supply.SupplyPromise;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is sold before it is there: promised against what is expected, served first come, first served. */
interface BeforeItIsThere extends OpensShops {
    private static Reservation order(Shop shop, String id, long units) {
        Reservation made = shop.send(Reserve.of("TEA", units).as(id).forOrder("order " + id))
                .orElseThrow();
        Confirm confirm = Confirm.of(made.id()).acceptingOutstanding();
        return shop.send(confirm).orElseThrow();
    }

    /** Units that are outstanding, and when they are expected: {@code 3 on day 2}. */
    private static String promised(Shop shop, String id) {
        return shop.reservation(id).lines().stream()
                .filter(line -> line.outstanding() > 0)
                .map(line -> line.outstanding() + " "
                        + line.promise().map(BeforeItIsThere::when).orElse("unpromised"))
                .collect(Collectors.joining(", "));
    }

    private static String when(SupplyPromise promise) {
        return promise.expectedAt()
                .map(date -> "on day " + Duration.between(KitClock.START, date).toDays())
                .orElse("some day");
    }

    @Test
    default void whatIsNotThereIsPromisedAgainstWhatIsExpected() {
        Shop shop = open().furnished().sellingAhead(Backorder.upTo(9)).stocked("TEA@A=2");
        shop.expect("PO-2", 3, 5);
        shop.expect("PO-1", 3, 2);
        Reservation first = order(shop, "r1", 4);
        assertThat(first.open()).isEqualTo(2);
        assertThat(promised(shop, "r1")).isEqualTo("2 on day 2");
        order(shop, "r2", 5);
        assertThat(promised(shop, "r2")).isEqualTo("1 on day 2, 3 on day 5, 1 on day 30");
        assertThat(shop.ledger.supply().owed("TEA")).isEqualTo(7);
        assertThat(shop.ledger.reserve("TEA", 3).rejection()).contains(RejectionReason.INSUFFICIENT_STOCK);
        assertThat(shop.send(Reserve.of("TEA", 3).as("r3").partially())
                        .orElseThrow()
                        .outstanding())
                .isEqualTo(3);
        assertThat(promised(shop, "r3")).isEqualTo("2 on day 30, 1 unpromised");
    }

    @Test
    default void aPreorderIsPromisedAgainstSupplyAlone() {
        Shop shop = open().furnished().sellingAhead(Backorder.preorder());
        assertThat(shop.ledger.reserve("TEA", 1).rejection()).contains(RejectionReason.INSUFFICIENT_STOCK);
        shop.expect("PO-1", 5, 3);
        order(shop, "r1", 4);
        shop.afterTheHold();
        Outcome<Reservation> tooMuch = shop.ledger.reserve("TEA", 2);
        assertThat(tooMuch.rejection()).contains(RejectionReason.INSUFFICIENT_STOCK);
        assertThat(((Outcome.Rejected<Reservation>) tooMuch).freesUpAt()).contains(day(3));
        order(shop, "r2", 1);
        assertThat(promised(shop, "r2")).isEqualTo("1 on day 3");
    }

    @Test
    default void whoCameFirstIsServedFirst() {
        Shop shop = open().furnished().sellingAhead(Backorder.upTo(99));
        shop.expect("PO-1", 6, 2);
        for (String id : List.of("r1", "r2", "r3")) {
            order(shop, id, 3);
            shop.later(Duration.ofMinutes(1));
        }
        shop.send(ReceiveSupply.of("PO-1", "TEA", "B", 4)).orElseThrow();
        assertThat(shop.events(BackorderFilled.class))
                .extracting(filled -> filled.reservation().id() + " " + filled.quantities())
                .containsExactly("r1 {TEA@B=3}", "r2 {TEA@B=1}");
        assertThat(shop.events(SupplyReceived.class))
                .extracting(received ->
                        received.quantity() + " " + received.supply().quantity())
                .containsExactly("4 2");
        assertThat(promised(shop, "r2")).isEqualTo("2 on day 2");
        shop.assertLevels("TEA@B=4/4/4", "TEA@A=0");
        shop.ledger.receive("TEA", "A", 3).orElseThrow();
        assertThat(promised(shop, "r2")).isEmpty();
        assertThat(shop.reservation("r3").open()).isEqualTo(1);
        assertThat(shop.ledger.reserve("TEA", 1).orElseThrow().open()).isZero();
        shop.send(ReceiveSupply.of("PO-1", "TEA", "A", 9)).orElseThrow();
        assertThat(shop.ledger.supply().expected("TEA")).isEmpty();
        assertThat(shop.ledger.supply().owed("TEA")).isZero();
        assertThat(shop.ledger.availability("TEA").total()).contains(6L);
    }

    @Test
    default void whatCameIsWhatWasPromisedAgainstIt() {
        Shop shop = open().furnished().sellingAhead(Backorder.upTo(99));
        shop.expect("PO-1", 3, 10);
        order(shop, "r1", 5);
        assertThat(promised(shop, "r1")).isEqualTo("3 on day 10, 2 on day 30");
        shop.later(Duration.ofDays(5));
        shop.send(ReceiveSupply.of("PO-1", "TEA", "A", 1)).orElseThrow();
        assertThat(promised(shop, "r1")).isEqualTo("2 on day 10, 2 on day 30");
        shop.later(Duration.ofDays(5));
        shop.send(ReceiveSupply.of("PO-1", "TEA", "A", 2)).orElseThrow();
        assertThat(promised(shop, "r1")).isEqualTo("2 on day 30");
        assertThat(shop.events(PromiseRedated.class)).isEmpty();
    }

    @Test
    default void wordOfSupplyLeavesTheDatesThatWereTold() {
        Shop shop = open().furnished().sellingAhead(Backorder.upTo(99));
        order(shop, "r1", 5);
        shop.later(Duration.ofDays(1));
        shop.expect("PO-1", 3, 10);
        assertThat(promised(shop, "r1")).isEqualTo("2 on day 30, 3 on day 10");
        shop.later(Duration.ofDays(4));
        shop.expect("PO-1", 3, 10);
        assertThat(promised(shop, "r1")).isEqualTo("2 on day 30, 3 on day 10");
        shop.expect("PO-2", 1, 20);
        assertThat(promised(shop, "r1").split(", "))
                .containsExactlyInAnyOrder("1 on day 30", "3 on day 10", "1 on day 20");
        assertThat(shop.events(PromiseRedated.class)).isEmpty();
    }

    /** Each line has its own dates, as long as it needs them. */
    @Test
    default void whatOneLineLosesIsNotTakenFromAnother() {
        Shop shop = open().furnished().sellingAhead(Backorder.upTo(99));
        shop.expect("PO-1", 2, 10);
        shop.send(Reserve.of(Line.of("TEA", 2).at("A"), Line.of("TEA", 3))
                        .as("r1")
                        .holding(Hold.lasting(Duration.ofDays(90))))
                .orElseThrow();
        assertThat(promised(shop, "r1")).isEqualTo("2 on day 10, 3 on day 30");
        shop.later(Duration.ofDays(5));
        shop.ledger.supply().cancel("PO-1", "TEA").orElseThrow();
        assertThat(promised(shop, "r1")).isEqualTo("2 on day 35, 3 on day 30");
    }

    @Test
    default void whoeverWaitsForWhatCameIsServedThoughOthersFindUnitsElsewhere() {
        Shop shop = open().furnished().sellingAhead(Backorder.upTo(99));
        shop.send(Reserve.of(Line.of("TEA", 5).at("B")).as("r1")).orElseThrow();
        shop.send(Reserve.of(Line.of("TEA", 5).at("A")).as("r2")).orElseThrow();
        shop.ledger.adjust("TEA", "B", 5, "found").orElseThrow();
        assertThat(shop.reservation("r1").open()).isZero();
        shop.ledger.receive("TEA", "A", 5).orElseThrow();
        assertThat(shop.reservation("r1").open()).isEqualTo(5);
        assertThat(shop.reservation("r2").open()).isEqualTo(5);
    }

    @Test
    default void whoIsOwedIsServedThoughNothingMoreIsPromised() {
        Shop shop = open().furnished().sellingAhead(Backorder.upTo(9));
        order(shop, "r1", 5);
        Item item = shop.ledger.item("TEA").orElseThrow();
        shop.ledger.changeItem(item.withoutBackorder()).orElseThrow();
        assertThat(shop.ledger.reserve("TEA", 1).rejection()).contains(RejectionReason.INSUFFICIENT_STOCK);
        shop.ledger.receive("TEA", "A", 5).orElseThrow();
        assertThat(shop.reservation("r1").open()).isEqualTo(5);
        assertThat(Item.of("CUP", "Cup").withoutBackorder()).isEqualTo(Item.of("CUP", "Cup"));
    }

    @Test
    default void newsThatConcernNobodyLeavePromisesAsTheyAre() {
        Shop shop = open().furnished().sellingAhead(Backorder.upTo(99));
        shop.expect("PO-1", 5, 10);
        shop.ledger.supply().expect("PO-2", "TEA", "B", 5, day(20)).orElseThrow();
        shop.send(Reserve.of(Line.of("TEA", 5), Line.of("TEA", 5).at("A")).as("r1"))
                .orElseThrow();
        assertThat(promised(shop, "r1")).isEqualTo("5 on day 20, 5 on day 10");
        shop.ledger.supply().expect("PO-3", "TEA", "B", 5, day(25)).orElseThrow();
        assertThat(promised(shop, "r1")).isEqualTo("5 on day 20, 5 on day 10");
        assertThat(shop.events(PromiseRedated.class)).isEmpty();
    }

    /** Of a book that is not there yet nobody can rely on the version: they look at the item's. */
    @Test
    default void theFirstWordOfSupplyIsWordOfItsItem() {
        Shop shop = open().furnished().sellingAhead(Backorder.upTo(99));
        long before = shop.versionOf("TEA");
        shop.expect("PO-1", 5, 10);
        assertThat(shop.versionOf("TEA")).isEqualTo(before + 1);
        shop.expect("PO-2", 5, 10);
        assertThat(shop.versionOf("TEA")).isEqualTo(before + 1);
    }

    @Test
    default void whenSupplySlipsPromisesFollowInTheOrderOfTheirReservations() {
        Shop shop = open().furnished().sellingAhead(Backorder.upTo(99));
        shop.expect("PO-1", 5, 2);
        shop.expect("PO-2", 5, 4);
        for (String id : List.of("r1", "r2")) {
            order(shop, id, 4);
            shop.later(Duration.ofMinutes(1));
        }
        assertThat(promised(shop, "r2")).isEqualTo("1 on day 2, 3 on day 4");
        shop.expect("PO-1", 5, 6);
        assertThat(promised(shop, "r1")).isEqualTo("4 on day 4");
        assertThat(promised(shop, "r2")).isEqualTo("1 on day 4, 3 on day 6");
        assertThat(shop.events(PromiseRedated.class))
                .extracting(event -> event.reservationId() + " " + event.order().orElseThrow() + " "
                        + event.before().map(Instant::toString).orElse("?") + " "
                        + event.after().map(Instant::toString).orElse("?"))
                .containsExactly("r1 order r1 " + day(2) + " " + day(4), "r2 order r2 " + day(4) + " " + day(6));
        shop.ledger.supply().cancel("PO-2", "TEA").orElseThrow();
        assertThat(promised(shop, "r1")).isEqualTo("4 on day 6");
        assertThat(promised(shop, "r2")).isEqualTo("1 on day 6, 3 on day 30");
        assertThat(shop.events(SupplyCancelled.class)).hasSize(1);
        shop.expect("PO-3", 9, 1);
        assertThat(promised(shop, "r1")).isEqualTo("4 on day 1");
        assertThat(promised(shop, "r2")).isEqualTo("4 on day 1");
        assertThat(shop.events(SupplyExpected.class)).hasSize(4);
        assertThat(shop.ledger.supply().cancel("PO-2", "TEA").rejection()).contains(RejectionReason.UNKNOWN_SUPPLY);
        assertThat(shop.send(ReceiveSupply.of("PO-2", "TEA", "A", 1)).rejection())
                .contains(RejectionReason.UNKNOWN_SUPPLY);
    }

    @Test
    default void whatIsGivenBackIsFreeForOthers() {
        Shop shop = open().furnished().sellingAhead(Backorder.preorder());
        shop.expect("PO-1", 5, 2);
        order(shop, "r1", 5);
        shop.ledger.release(new ReservationId("r1"), Line.of("TEA", 2)).orElseThrow();
        shop.send(Reserve.of("TEA", 2).as("hold")).orElseThrow();
        assertThat(shop.ledger.reserve("TEA", 1).isAccepted()).isFalse();
        shop.afterTheHold();
        order(shop, "r3", 2);
        assertThat(promised(shop, "r3")).isEqualTo("2 on day 2");
        assertThat(shop.ledger.confirm(new ReservationId("hold")).rejection())
                .contains(RejectionReason.OUTSTANDING_NOT_ACCEPTED);
        assertThat(shop.send(Confirm.of(new ReservationId("hold")).acceptingOutstanding())
                        .rejection())
                .contains(RejectionReason.HOLD_LOST);
        shop.ledger.release(new ReservationId("r3")).orElseThrow();
        shop.send(Confirm.of(new ReservationId("hold")).acceptingOutstanding()).orElseThrow();
        assertThat(promised(shop, "hold")).isEqualTo("2 on day 2");
    }

    /** It is on the shelf: nothing is outstanding that somebody would have to accept. */
    @Test
    default void aLateConfirmationFindsWhatCameMeanwhile() {
        Shop shop = open().furnished().sellingAhead(Backorder.preorder());
        shop.expect("PO-1", 5, 2);
        ReservationId hold = new ReservationId("hold");
        shop.send(Reserve.of("TEA", 5).as("hold")).orElseThrow();
        shop.afterTheHold();
        shop.send(ReceiveSupply.of("PO-1", "TEA", "A", 5)).orElseThrow();
        Reservation confirmed = shop.ledger.confirm(hold).orElseThrow();
        assertThat(confirmed.open()).isEqualTo(5);
        assertThat(confirmed.outstanding()).isZero();
        shop.assertLevels("TEA@A=5/5/5");
    }

    /** What was outstanding has come: that the rest is lost is said at once, with what is short. */
    @Test
    default void aLateConfirmationThatFindsWhatCameSaysWhatIsLost() {
        Shop shop = open().furnished().sellingAhead(Backorder.preorder()).stocked("CUP@A=3");
        shop.expect("PO-1", 2, 2);
        ReservationId hold = new ReservationId("hold");
        shop.send(Reserve.of(Line.of("CUP", 3), Line.of("TEA", 2)).as("hold")).orElseThrow();
        shop.afterTheHold();
        shop.ledger.reserve("CUP", 3).orElseThrow();
        assertThat(shop.ledger.confirm(hold).rejection()).contains(RejectionReason.OUTSTANDING_NOT_ACCEPTED);
        shop.send(ReceiveSupply.of("PO-1", "TEA", "A", 2)).orElseThrow();
        Outcome<Reservation> lost = shop.ledger.confirm(hold);
        assertThat(lost.rejection()).contains(RejectionReason.HOLD_LOST);
        assertThat(((Outcome.Rejected<Reservation>) lost).shortfalls())
                .containsExactly(new Shortfall(Line.of("CUP", 3), 3));
    }

    @Test
    default void whatIsGivenUpIsWhatWouldHaveComeLast() {
        Shop shop = open().furnished().sellingAhead(Backorder.upTo(99));
        shop.expect("PO-1", 5, 2);
        order(shop, "r1", 8);
        String both = promised(shop, "r1");
        assertThat(both).startsWith("5 on day 2");
        shop.ledger.release(new ReservationId("r1"), Line.of("TEA", 3)).orElseThrow();
        assertThat(promised(shop, "r1")).isEqualTo("5 on day 2");
    }

    /** What is fulfilled late takes nothing from what else was promised: it is promised again, or the hold is lost. */
    @Test
    default void whatIsLeftOfALateFulfilmentIsPromisedAgainOrLost() {
        Shop shop = open().furnished().sellingAhead(Backorder.preorder()).stocked("TEA@A=2");
        ReservationId hold = new ReservationId("hold");
        shop.expect("PO-1", 1, 2);
        shop.send(Reserve.of("TEA", 3).as("hold")).orElseThrow();
        shop.afterTheHold();
        shop.ledger.fulfil(hold).orElseThrow();
        assertThat(shop.ledger.supply().owed("TEA")).isZero();
        order(shop, "r2", 1);
        assertThat(shop.ledger.extend(hold, Hold.standard()).rejection()).contains(RejectionReason.HOLD_LOST);
        shop.ledger.release(new ReservationId("r2")).orElseThrow();
        shop.ledger.extend(hold, Hold.standard()).orElseThrow();
        assertThat(promised(shop, "hold")).isEqualTo("1 on day 2");
        assertThat(shop.ledger.supply().owed("TEA")).isEqualTo(1);
    }

    @Test
    default void theHostMaySayWhoIsServedFirst() {
        Shop shop = open().furnished().sellingAhead(Backorder.upTo(99));
        order(shop, "r1", 2);
        order(shop, "r9 important", 2);
        InventoryLedger fair = InventoryLedger.over(shop.store)
                .clock(shop.clock)
                .serve(Comparator.comparing(
                        reservation -> !reservation.id().value().endsWith("important")))
                .build();
        fair.receive("TEA", "A", 3).orElseThrow();
        assertThat(shop.reservation("r9 important").outstanding()).isZero();
        assertThat(shop.reservation("r1").outstanding()).isEqualTo(1);
    }

    @Test
    default void aLineThatNamesItsPlaceIsPromisedWhatComesThere() {
        Shop shop = open().furnished().sellingAhead(Backorder.preorder());
        Supply supply = shop.ledger.supply();
        supply.expect("PO-1", "TEA", "A", 3, day(1)).orElseThrow();
        supply.expect("PO-2", "TEA", "B", 3, day(2)).orElseThrow();
        shop.send(Reserve.of(Line.of("TEA", 2).at("B")).as("r1")).orElseThrow();
        assertThat(promised(shop, "r1")).isEqualTo("2 on day 2");
        assertThat(shop.send(Reserve.of("TEA", 2).from(Sourcing.standard().within("B")))
                        .rejection())
                .contains(RejectionReason.INSUFFICIENT_STOCK);
        shop.send(ReceiveSupply.of("PO-1", "TEA", "A", 3)).orElseThrow();
        assertThat(promised(shop, "r1")).isEqualTo("2 on day 2");
        shop.send(ReceiveSupply.of("PO-2", StockLine.of("TEA", "B", "L1", 3))).orElseThrow();
        assertThat(promised(shop, "r1")).isEmpty();
    }

    /** The dates that come with the goods count for those who are served from them. */
    @Test
    default void whoWaitsGetsWhatExpiresFirstAndNothingThatHas() {
        Shop shop = open().furnished().sellingAhead(Backorder.upTo(9));
        order(shop, "r1", 2);
        shop.send(Receive.of(
                        StockLine.of("TEA", "A", "OLD", 5).expiringAt(KitClock.START),
                        StockLine.of("TEA", "A", "SOON", 1).expiringAt(day(1)),
                        StockLine.of("TEA", "A", "LATER", 5).expiringAt(day(2))))
                .orElseThrow();
        assertThat(shop.events(BackorderFilled.class).get(0).quantities().keySet())
                .extracting(key -> key.lot().value())
                .containsExactly("LATER", "SOON");
    }

    @Test
    default void supplyNeedsItsItemAndPlace() {
        Shop shop = open().furnished();
        Supply supply = shop.ledger.supply();
        assertThat(supply.expect("PO", "COFFEE", "A", 1, day(1)).rejection()).contains(RejectionReason.UNKNOWN_ITEM);
        assertThat(supply.expect("PO", "TEA", "NOWHERE", 1, day(1)).rejection())
                .contains(RejectionReason.UNKNOWN_LOCATION);
        assertThat(supply.cancel("PO", "TEA").rejection()).contains(RejectionReason.UNKNOWN_SUPPLY);
        assertThat(supply.expect("PO", "TEA", "A", 1, day(1)).isAccepted()).isTrue();
        assertThat(shop.ledger.reserve("TEA", 1).rejection()).contains(RejectionReason.INSUFFICIENT_STOCK);
        assertThat(supply.receive("PO", "TEA", "A", 1).orElseThrow().get(0).onHand())
                .isEqualTo(1);
        assertThat(shop.ledger.availability("TEA").by(day(9))).isEqualTo(Optional.of(1L));
    }

    @Test
    default void anOrderThatIsServedOnTwoLinesAtOnceIsToldOfOnce() {
        Shop shop = open().furnished().sellingAhead(Backorder.upTo(9));
        shop.ledger
                .changeItem(Item.of("CUP", "Cup").withBackorder(Backorder.upTo(9)))
                .orElseThrow();
        shop.send(Reserve.of(Line.of("TEA", 2), Line.of("CUP", 3)).as("r1")).orElseThrow();
        shop.send(Receive.of(new StockLine(Shop.key("TEA@A"), 2), new StockLine(Shop.key("CUP@A"), 3)))
                .orElseThrow();
        assertThat(shop.events(BackorderFilled.class))
                .extracting(filled -> filled.reservation().outstanding() + " " + filled.quantities())
                .containsExactly("0 {CUP@A=3, TEA@A=2}");
    }

    @Test
    default void aHoldThatIsPromisedUnitsFreesThemWhenItEnds() {
        Shop shop = open().furnished().sellingAhead(Backorder.upTo(5));
        shop.hold("r1", "TEA", "A", 5);
        Outcome.Rejected<?> tooMuch = (Outcome.Rejected<?>) shop.ledger.reserve("TEA", 1);
        assertThat(tooMuch.freesUpAt()).contains(KitClock.START.plus(Shop.HOLD));
        shop.afterTheHold();
        assertThat(shop.ledger.reserve("TEA", 1).isAccepted()).isTrue();
    }

    @Test
    default void aHoldThatIsTakenUpAgainFindsWhatCameMeanwhile() {
        Shop shop = open().furnished().sellingAhead(Backorder.preorder());
        shop.expect("PO-1", 5, 1);
        ReservationId id =
                shop.send(Reserve.of("TEA", 5).as("r1")).orElseThrow().id();
        shop.afterTheHold();
        shop.send(ReceiveSupply.of("PO-1", "TEA", "A", 5)).orElseThrow();
        shop.ledger.extend(id, Hold.standard()).orElseThrow();
        assertThat(shop.reservation("r1").open()).isEqualTo(5);
        shop.assertLevels("TEA@A=5/5");
    }

    @Test
    default void whatIsLostMayComeWithSupply() {
        Shop shop = open().furnished().sellingAhead(Backorder.preorder());
        shop.expect("PO-1", 5, 1);
        ReservationId id =
                shop.send(Reserve.of("TEA", 5).as("r1")).orElseThrow().id();
        shop.afterTheHold();
        order(shop, "r2", 5);
        Outcome.Rejected<?> lost = (Outcome.Rejected<?>) shop.ledger.extend(id, Hold.standard());
        assertThat(lost.reason()).isEqualTo(RejectionReason.HOLD_LOST);
        assertThat(lost.freesUpAt()).isPresent();
    }

    @Test
    default void nothingOfAnItemThatIsNoLongerSoldIsPromisedAnew() {
        Shop shop = open().furnished().sellingAhead(Backorder.upTo(5));
        ReservationId id =
                shop.send(Reserve.of("TEA", 5).as("r1")).orElseThrow().id();
        shop.afterTheHold();
        shop.ledger.deactivateItem("TEA").orElseThrow();
        assertThat(shop.send(Confirm.of(id).acceptingOutstanding()).rejection()).contains(RejectionReason.HOLD_LOST);
    }

    /** What is given back goes to those who are owed first. */
    @Test
    default void unitsThatSomebodyIsOwedAreNotPromisedToOthers() {
        Shop shop = open().furnished().sellingAhead(Backorder.preorder());
        shop.expect("PO-1", 10, 5);
        for (String name : List.of("r0", "r1")) {
            Reservation order = shop.send(Reserve.of("TEA", 5).as(name)).orElseThrow();
            shop.send(Confirm.of(order.id()).acceptingOutstanding()).orElseThrow();
        }
        shop.expect("PO-1", 5, 5);
        shop.ledger.release(new ReservationId("r0")).orElseThrow();
        assertThat(shop.ledger.availability("TEA").by(KitClock.day(9))).contains(0L);
        assertThat(shop.send(Reserve.of("TEA", 1)).rejection()).contains(RejectionReason.INSUFFICIENT_STOCK);
        shop.send(ReceiveSupply.of("PO-1", "TEA", "A", 5)).orElseThrow();
        assertThat(shop.reservation("r1").open()).isEqualTo(5);
    }
}
