package dev.inventoryledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.Backorder;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Level;
import dev.inventoryledger.Line;
import dev.inventoryledger.Lot;
import dev.inventoryledger.OrderId;
import dev.inventoryledger.Origin;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationLine;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.Tracking;
import dev.inventoryledger.command.Adjust;
import dev.inventoryledger.command.Adjustment;
import dev.inventoryledger.command.Command;
import dev.inventoryledger.command.Count;
import dev.inventoryledger.command.CountedLine;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.command.Ship;
import dev.inventoryledger.command.Sourcing;
import dev.inventoryledger.command.StockLine;
import dev.inventoryledger.command.TakeBack;
import dev.inventoryledger.command.Transfer;
import dev.inventoryledger.command.TransferLine;
import dev.inventoryledger.event.AlertEvent.BackInStock;
import dev.inventoryledger.event.CatalogEvent.LotDescribed;
import dev.inventoryledger.lot.LotDetails;
import dev.inventoryledger.lot.LotTrace;
import dev.inventoryledger.policy.AllocationPolicy;
import dev.inventoryledger.policy.Archive;
import dev.inventoryledger.policy.RetentionPolicy;
import dev.inventoryledger.spi.LevelQuery;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.transit.Shipment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Batches that expire and are called back; things of which each is one of its kind. */
interface LotsAndSerials extends OpensShops {
    private static Instant afterDays(int days) {
        return KitClock.START.plus(Duration.ofDays(days));
    }

    /** Milk at both places: M1 expires on the third day and is at B alone, M2 on the second, M3 never. */
    private Shop dairy() {
        Shop shop = open().furnished();
        shop.ledger
                .registerItem(Item.of("MILK", "Milk").withTracking(Tracking.BY_LOT))
                .orElseThrow();
        shop.ledger
                .registerItem(Item.of("PHONE", "Phone").withTracking(Tracking.BY_SERIAL))
                .orElseThrow();
        shop.send(Receive.of(
                        StockLine.of("MILK", "B", "M1", 5).expiringAt(afterDays(3)),
                        StockLine.of("MILK", "A", "M2", 3).expiringAt(afterDays(2)),
                        StockLine.of("MILK", "B", "M2", 2).expiringAt(afterDays(2)),
                        StockLine.of("MILK", "A", "M3", 9)))
                .orElseThrow();
        return shop;
    }

    private static String taken(Reservation reservation) {
        return reservation.lines().stream()
                .map(ReservationLine::key)
                .flatMap(Optional::stream)
                .map(StockKey::toString)
                .collect(Collectors.joining(" "));
    }

    private static RejectionReason no(Shop shop, Command<?> command) {
        return shop.send(command).rejection().orElseThrow();
    }

    @Test
    default void whatExpiresFirstGoesFirst() {
        Shop shop = dairy();
        Reserve six = Reserve.of("MILK", 6);
        assertThat(taken(shop.send(six).orElseThrow())).isEqualTo("MILK@A#M2 MILK@A#M3");
        shop.ledger.release(six.reservationId()).orElseThrow();
        Reserve firstOut = Reserve.of("MILK", 6).from(Sourcing.standard().by(AllocationPolicy.FIRST_EXPIRING));
        assertThat(taken(shop.send(firstOut).orElseThrow())).isEqualTo("MILK@A#M2 MILK@B#M2 MILK@B#M1");
    }

    /** It has no choice, and the other line has. */
    @Test
    default void whoNamesPlaceAndLotIsServedBeforeWhoNamesOneOfThem() {
        Shop shop = dairy();
        shop.send(Reserve.of(
                        Line.of("MILK", 11).at("A"), Line.of("MILK", 1).at("A").ofLot("M2")))
                .orElseThrow();
        Shop other = dairy();
        other.send(Reserve.of(
                        Line.of("MILK", 4).ofLot("M2"),
                        Line.of("MILK", 1).at("A").ofLot("M2")))
                .orElseThrow();
    }

    /** In whichever order they are named. */
    @Test
    default void whoCanDoWithoutTheLeastIsFulfilledOrReleasedFirst() {
        Line place = Line.of("MILK", 2).at("A");
        Line lot = Line.of("MILK", 3).ofLot("M2");
        for (Line[] lines : new Line[][] {{place, lot}, {lot, place}}) {
            Shop shop = dairy();
            Reservation six = shop.ledger.reserve("MILK", 6).orElseThrow();
            assertThat(taken(six)).isEqualTo("MILK@A#M2 MILK@A#M3");
            assertThat(shop.ledger
                            .fulfil(six.id(), lines[0], lines[1])
                            .orElseThrow()
                            .fulfilled())
                    .isEqualTo(5);
            Shop other = dairy();
            Reservation given = other.ledger.reserve("MILK", 6).orElseThrow();
            assertThat(other.ledger
                            .release(given.id(), lines[0], lines[1])
                            .orElseThrow()
                            .open())
                    .isEqualTo(1);
        }
    }

    /** None ever comes without one. */
    @Test
    default void whatIsToldApartByLotIsNotPromisedForLaterWithoutOne() {
        Shop shop = dairy();
        shop.ledger
                .changeItem(
                        Item.of("MILK", "Milk").withTracking(Tracking.BY_LOT).withBackorder(Backorder.upTo(99)))
                .orElseThrow();
        Reserve ofNone = Reserve.of(Line.of("MILK", 1).ofLot(Lot.NONE.value()));
        assertThat(no(shop, ofNone)).isEqualTo(RejectionReason.INSUFFICIENT_STOCK);
        assertThat(shop.ledger.reserve("MILK", 50).orElseThrow().outstanding())
                .as("of any other")
                .isEqualTo(31);
    }

    @Test
    default void aSerialNumberIsNotPromisedForLater() {
        Shop shop = dairy();
        shop.ledger
                .changeItem(Item.of("PHONE", "Phone")
                        .withTracking(Tracking.BY_SERIAL)
                        .withBackorder(Backorder.upTo(9)))
                .orElseThrow();
        shop.send(Receive.of(StockLine.of("PHONE", "A", "S1", 1))).orElseThrow();
        Reserve twice = Reserve.of(Line.of("PHONE", 2).ofLot("S1"));
        assertThat(no(shop, twice)).isEqualTo(RejectionReason.INSUFFICIENT_STOCK);
        Reservation part = shop.send(twice.with(Origin.random()).partially()).orElseThrow();
        assertThat(part.open()).isEqualTo(1);
        assertThat(shop.ledger.supply().owed("PHONE")).isZero();
        assertThat(shop.ledger.reserve("PHONE", 1).orElseThrow().outstanding())
                .as("any other will do")
                .isEqualTo(1);
    }

    @Test
    default void whatHasExpiredIsPromisedToNobody() {
        Shop shop = dairy();
        assertThat(shop.ledger.availability("MILK").total()).contains(19L);
        shop.later(Duration.ofDays(2));
        assertThat(shop.ledger.availability("MILK").total()).contains(14L);
        assertThat(shop.ledger.view().availability("MILK").value().total()).contains(14L);
        assertThat(shop.ledger.availabilityAsOf("MILK", KitClock.START).total()).contains(19L);
        assertThat(no(shop, Reserve.of(Line.of("MILK", 1).ofLot("M2")))).isEqualTo(RejectionReason.INSUFFICIENT_STOCK);
        assertThat(no(shop, Reserve.of("MILK", 15))).isEqualTo(RejectionReason.INSUFFICIENT_STOCK);
        assertThat(taken(shop.ledger.reserve("MILK", 14).orElseThrow())).doesNotContain("M2");
        shop.send(new Adjust(
                        Shop.as("scrap").because("expired"),
                        List.of(new Adjustment(StockKey.of("MILK", "A", "M2"), -3))))
                .orElseThrow();
    }

    @Test
    default void aHoldOnALotThatExpiredMeanwhileIsNotTakenUpAgain() {
        Shop shop = dairy();
        Reserve hold = Reserve.of(Line.of("MILK", 2).ofLot("M2").at("A"));
        shop.send(hold).orElseThrow();
        shop.later(Duration.ofDays(2));
        assertThat(shop.ledger.confirm(hold.reservationId()).rejection()).contains(RejectionReason.HOLD_LOST);
    }

    @Test
    default void aLotHasOneDate() {
        Shop shop = dairy();
        Receive other = Receive.of(StockLine.of("MILK", "A", "M1", 1).expiringAt(afterDays(9)));
        assertThat(no(shop, other)).isEqualTo(RejectionReason.LOT_DIFFERS);
        Instant date = afterDays(3);
        assertThat(shop.ledger.lots().details("MILK", "M1").orElseThrow().expiresAt())
                .contains(date);
        shop.send(Receive.of(StockLine.of("MILK", "A", "M1", 1).expiringAt(date)))
                .orElseThrow();
        shop.ledger
                .lots()
                .describe(LotDetails.of("MILK", "M3").expiringAt(afterDays(1)))
                .orElseThrow();
        assertThat(shop.events(LotDescribed.class)).hasSize(3);
        shop.later(Duration.ofDays(1));
        assertThat(shop.ledger.availability("MILK").total()).contains(11L);
    }

    /** Of what is not there yet nobody can rely on the version: they look at the item's. */
    @Test
    default void theFirstWordOfALotIsWordOfItsItem() {
        Shop shop = dairy();
        long before = shop.versionOf("MILK");
        shop.ledger.lots().recall("MILK", "M3");
        assertThat(shop.versionOf("MILK")).isEqualTo(before + 1);
        shop.ledger.lots().describe(LotDetails.of("MILK", "M3")).orElseThrow();
        assertThat(shop.versionOf("MILK")).isEqualTo(before + 1);
    }

    @Test
    default void aLotMayBeLargerThanANumberHolds() {
        Shop shop = dairy();
        shop.send(Receive.of(StockLine.of("MILK", "A", "M9", Long.MAX_VALUE), StockLine.of("MILK", "B", "M9", 1)))
                .orElseThrow();
        assertThat(shop.ledger.lots().trace("MILK", "M9").onHand()).isEqualTo(Long.MAX_VALUE);
        assertThat(shop.ledger.audit().violations()).isEmpty();
    }

    @Test
    default void nothingOfALotThatWasRecalledIsBackInStock() {
        Shop shop = dairy();
        shop.send(new Adjust(
                        Shop.as("sold").because("sold"),
                        List.of(
                                new Adjustment(StockKey.of("MILK", "A", "M2"), -3),
                                new Adjustment(StockKey.of("MILK", "A", "M3"), -9))))
                .orElseThrow();
        shop.ledger.lots().recall("MILK", "M2");
        shop.send(TakeBack.of(StockLine.of("MILK", "A", "M2", 1), StockLine.of("MILK", "A", "M3", 1)))
                .orElseThrow();
        assertThat(shop.events(BackInStock.class))
                .extracting(BackInStock::key)
                .containsExactly(StockKey.of("MILK", "A", "M3"));
        assertThat(shop.ledger.review("MILK").rejection()).contains(RejectionReason.NOTHING_DUE);
    }

    @Test
    default void whatIsNotSaidOfALotStays() {
        Shop shop = dairy();
        shop.ledger.lots().describe(LotDetails.of("MILK", "M1").recalled()).orElseThrow();
        assertThat(shop.ledger.lots().details("MILK", "M1"))
                .contains(LotDetails.of("MILK", "M1").expiringAt(afterDays(3)).recalled());
    }

    @Test
    default void aRecalledLotSaysWhereItIsAndToWhomItWent() {
        Shop shop = dairy();
        Reserve gone = Reserve.of(Line.of("MILK", 2).ofLot("M2")).forOrder("O-1");
        shop.send(gone).orElseThrow();
        shop.ledger.fulfil(gone.reservationId()).orElseThrow();
        shop.send(Reserve.of(Line.of("MILK", 2).ofLot("M2")).forOrder("O-2").forOwner("cart"))
                .orElseThrow();
        Reserve released = Reserve.of(Line.of("MILK", 1).ofLot("M2")).forOrder("O-3");
        shop.send(released).orElseThrow();
        shop.ledger.release(released.reservationId()).orElseThrow();
        shop.send(Reserve.of(Line.of("MILK", 1).ofLot("M1")).forOrder("O-4")).orElseThrow();
        LotTrace trace = shop.ledger.lots().recall("MILK", "M2");
        assertThat(trace.onHand()).isEqualTo(3);
        assertThat(trace.levels())
                .extracting(Level::key)
                .extracting(StockKey::toString)
                .containsExactly("MILK@A#M2", "MILK@B#M2");
        assertThat(trace.orders()).extracting(OrderId::value).containsExactly("O-1", "O-2");
        assertThat(trace.destinations())
                .extracting(to -> to.open() + "/" + to.fulfilled())
                .containsExactlyInAnyOrder("0/2", "2/0");
        assertThat(trace.prunedUpTo()).isZero();
        assertThat(no(shop, Reserve.of(Line.of("MILK", 1).ofLot("M2")))).isEqualTo(RejectionReason.INSUFFICIENT_STOCK);
    }

    /** How the order came to its units is forgotten; that it has them is not. */
    @Test
    default void aRecalledLotSaysWhoIsToGetItThoughTheJournalWasPruned() {
        Shop shop = dairy();
        Reserve order = Reserve.of(Line.of("MILK", 2).ofLot("M2")).forOrder("O-1");
        shop.send(order).orElseThrow();
        shop.ledger.confirm(order.reservationId()).orElseThrow();
        Reserve later = Reserve.of(Line.of("MILK", 1).ofLot("M2")).forOrder("O-2");
        shop.send(later).orElseThrow();
        shop.later(Duration.ofMinutes(1));
        shop.ledger.prune(RetentionPolicy.keeping(Duration.ZERO), Archive.NOTHING);
        shop.ledger.fulfil(later.reservationId()).orElseThrow();
        LotTrace trace = shop.ledger.lots().recall("MILK", "M2");
        assertThat(trace.orders()).extracting(OrderId::value).containsExactlyInAnyOrder("O-1", "O-2");
        assertThat(trace.prunedUpTo()).isPositive();
    }

    /** What it says of the past is what it has read. */
    @Test
    default void aTraceSaysWhatWasPrunedWhileItWasRead() {
        Shop shop = dairy();
        shop.later(Duration.ofMinutes(1));
        StockStore store = Meanwhile.after(
                shop.store,
                LevelQuery.class,
                1,
                () -> shop.ledger.prune(RetentionPolicy.keeping(Duration.ZERO), Archive.NOTHING));
        StockStore alsoByLoad = Meanwhile.after(
                store,
                LoadRequest.class,
                2,
                () -> shop.ledger.prune(RetentionPolicy.keeping(Duration.ZERO), Archive.NOTHING));
        LotTrace trace = InventoryLedger.over(alsoByLoad)
                .clock(shop.clock)
                .build()
                .lots()
                .trace("MILK", "M2");
        assertThat(trace.prunedUpTo()).isPositive();
    }

    @Test
    default void whatIsToldApartByLotHasOne() {
        Shop shop = dairy();
        assertThat(no(shop, Receive.of("MILK", "A", 1))).isEqualTo(RejectionReason.LOT_REQUIRED);
        assertThat(no(shop, Receive.of("PHONE", "A", 1))).isEqualTo(RejectionReason.LOT_REQUIRED);
        assertThat(shop.ledger
                        .changeItem(Item.of("MILK", "Milk").withTracking(Tracking.BY_SERIAL))
                        .rejection())
                .contains(RejectionReason.STOCK_EXISTS);
        shop.ledger.changeItem(Item.of("MILK", "Milk")).orElseThrow();
        shop.send(Receive.of("MILK", "A", 1)).orElseThrow();
    }

    @Test
    default void aSerialNumberIsInOnePlaceOnce() {
        Shop shop = dairy();
        assertThat(no(shop, Receive.of(StockLine.of("PHONE", "A", "S1", 2))))
                .isEqualTo(RejectionReason.SERIAL_NOT_UNIQUE);
        assertThat(no(shop, Receive.of(StockLine.of("PHONE", "A", "S1", 1), StockLine.of("PHONE", "B", "S1", 1))))
                .isEqualTo(RejectionReason.SERIAL_NOT_UNIQUE);
        shop.send(Receive.of(StockLine.of("PHONE", "A", "S1", 1))).orElseThrow();
        assertThat(no(shop, Receive.of(StockLine.of("PHONE", "A", "S1", 1))))
                .isEqualTo(RejectionReason.SERIAL_NOT_UNIQUE);
        assertThat(no(shop, Receive.of(StockLine.of("PHONE", "B", "S1", 1))))
                .isEqualTo(RejectionReason.SERIAL_NOT_UNIQUE);
        assertThat(no(shop, new Count(Shop.as("count"), List.of(new CountedLine(StockKey.of("PHONE", "B", "S1"), 1)))))
                .isEqualTo(RejectionReason.SERIAL_NOT_UNIQUE);
        shop.send(Transfer.of("A", "B", new TransferLine(new Sku("PHONE"), new Lot("S1"), 1)))
                .orElseThrow();
        Shipment shipment = shop.send(Ship.of("B", "A", new TransferLine(new Sku("PHONE"), new Lot("S1"), 1)))
                .orElseThrow();
        assertThat(no(shop, Receive.of(StockLine.of("PHONE", "B", "S1", 1))))
                .isEqualTo(RejectionReason.SERIAL_NOT_UNIQUE);
        shop.ledger.transit().receive(shipment.id()).orElseThrow();
        Reserve sold = Reserve.of("PHONE", 1).forOrder("O-9");
        assertThat(taken(shop.send(sold).orElseThrow())).isEqualTo("PHONE@A#S1");
        shop.ledger.fulfil(sold.reservationId()).orElseThrow();
        assertThat(shop.ledger.lots().trace("PHONE", "S1").orders())
                .extracting(OrderId::value)
                .containsExactly("O-9");
        shop.send(Receive.of(StockLine.of("PHONE", "B", "S1", 1))).orElseThrow();
    }

    /** Its units are free again, though nothing has swept it. */
    @Test
    default void aHoldThatHasEndedIsNoLongerPromisedTheLot() {
        Shop shop = dairy();
        shop.send(Reserve.of(Line.of("MILK", 2).ofLot("M2")).forOrder("O-2")).orElseThrow();
        shop.afterTheHold();
        assertThat(shop.ledger.lots().recall("MILK", "M2").destinations()).isEmpty();
    }

    /** None of it will ever be sold. */
    @Test
    default void aLotThatIsRecalledIsNotPromisedForLaterEither() {
        Shop shop = dairy();
        shop.ledger
                .changeItem(
                        Item.of("MILK", "Milk").withTracking(Tracking.BY_LOT).withBackorder(Backorder.upTo(9)))
                .orElseThrow();
        shop.send(Reserve.of(Line.of("MILK", 5).ofLot("M9"))).orElseThrow();
        shop.ledger.lots().recall("MILK", "M2");
        assertThat(no(shop, Reserve.of(Line.of("MILK", 1).ofLot("M2")))).isEqualTo(RejectionReason.INSUFFICIENT_STOCK);
    }

    /** Of what cannot be sold ahead nothing is asked about each lot. */
    @Test
    default void anOrderOfManyLotsThatAreNotThereIsRefusedAtOnce() {
        Shop shop = dairy();
        Line[] lines = IntStream.range(0, 40)
                .mapToObj(i -> Line.of("MILK", 1).at("A").ofLot("L" + i))
                .toArray(Line[]::new);
        AtomicInteger loads = new AtomicInteger();
        InventoryLedger ledger = InventoryLedger.over(WrappedStore.counting(shop.store, loads))
                .clock(shop.clock)
                .build();
        assertThat(ledger.execute(Reserve.of(lines)).rejection()).contains(RejectionReason.INSUFFICIENT_STOCK);
        assertThat(loads).hasValueLessThan(10);
    }
}
