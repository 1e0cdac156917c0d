package dev.inventoryledger.testkit;

import dev.inventoryledger.Balance;
import dev.inventoryledger.Hold;
import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.Location;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.LocationType;
import dev.inventoryledger.Lot;
import dev.inventoryledger.Origin;
import dev.inventoryledger.OwnerId;
import dev.inventoryledger.RebuildReport;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.Tracking;
import dev.inventoryledger.command.Adjust;
import dev.inventoryledger.command.Adjustment;
import dev.inventoryledger.command.CancelSupply;
import dev.inventoryledger.command.ChangeItem;
import dev.inventoryledger.command.ChangeLocation;
import dev.inventoryledger.command.Command;
import dev.inventoryledger.command.Confirm;
import dev.inventoryledger.command.Count;
import dev.inventoryledger.command.CountedLine;
import dev.inventoryledger.command.DeactivateItem;
import dev.inventoryledger.command.DeactivateLocation;
import dev.inventoryledger.command.DescribeLot;
import dev.inventoryledger.command.ExpectSupply;
import dev.inventoryledger.command.ExpireHolds;
import dev.inventoryledger.command.Extend;
import dev.inventoryledger.command.Fulfil;
import dev.inventoryledger.command.MendLevel;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.ReceiveShipment;
import dev.inventoryledger.command.ReceiveSupply;
import dev.inventoryledger.command.RegisterItem;
import dev.inventoryledger.command.RegisterLocation;
import dev.inventoryledger.command.Release;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.command.ReviewStock;
import dev.inventoryledger.command.Ship;
import dev.inventoryledger.command.Sourcing;
import dev.inventoryledger.command.StockLine;
import dev.inventoryledger.command.TakeBack;
import dev.inventoryledger.command.TopUp;
import dev.inventoryledger.command.Transfer;
import dev.inventoryledger.command.TransferLine;
import dev.inventoryledger.lot.LotDetails;
import dev.inventoryledger.policy.AllocationPolicy.Take;
import dev.inventoryledger.supply.InboundSupply;
import dev.inventoryledger.supply.SupplyId;
import dev.inventoryledger.transit.ArrivedLine;
import dev.inventoryledger.transit.ShipmentId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Commands about what is not there, too much of it, or at the wrong time; the item MUCH is there to overflow. */
final class HostileSteps {
    private static final Instant LONG_AGO = KitClock.START.minus(Duration.ofDays(9));
    private static final Instant FAR_AHEAD = KitClock.START.plus(Duration.ofDays(9));
    private static final Hold SHORT = Hold.lasting(Duration.ofMinutes(1));
    private static final ReservationId UNKNOWN = new ReservationId("r9");

    private HostileSteps() {}

    static Arbitrary<Command<?>> commands() {
        return Arbitraries.oneOf(stock(), moves(), promises(), life(), catalog(), expected());
    }

    private static Arbitrary<Origin> origins() {
        return Arbitraries.integers().between(0, 500).map(number -> Origin.of("c" + number));
    }

    private static Arbitrary<Sku> skus() {
        return Arbitraries.of("TEA", "MUCH", "MUCH", "MUCH", "MILK", "PHONE", "COFFEE")
                .map(Sku::new);
    }

    private static Arbitrary<LocationId> places() {
        return Arbitraries.of("A", "A", "B", "B", "DAMAGED", "IN-TRANSIT", "NOWHERE")
                .map(LocationId::new);
    }

    private static Arbitrary<StockKey> keys() {
        return Combinators.combine(skus(), places(), Arbitraries.of("", "", "L0"))
                .as((sku, place, lot) -> new StockKey(sku, place, new Lot(lot)));
    }

    private static long units(Sku sku, boolean isMuch) {
        return isMuch && sku.value().equals("MUCH") ? Long.MAX_VALUE : 1;
    }

    private static Arbitrary<Boolean> often() {
        return Arbitraries.of(true, false);
    }

    private static Arbitrary<StockLine> stockLines() {
        return Combinators.combine(keys(), often(), often()).as((key, isMuch, expires) -> {
            StockLine line = new StockLine(key, units(key.sku(), isMuch));
            return expires && !key.lot().equals(Lot.NONE) ? line.expiringAt(isMuch ? FAR_AHEAD : LONG_AGO) : line;
        });
    }

    private static Arbitrary<Command<?>> stock() {
        Arbitrary<Optional<Instant>> times = Arbitraries.of(LONG_AGO, FAR_AHEAD).optional(0.3);
        return Arbitraries.oneOf(
                Combinators.combine(origins(), stockLines(), times)
                        .as((origin, line, time) -> new Receive(origin, List.of(line), time)),
                Combinators.combine(origins(), stockLines(), times)
                        .as((origin, line, time) -> new TakeBack(origin, List.of(line), time)),
                Combinators.combine(origins(), keys(), often(), often())
                        .as((origin, key, isMuch, isMore) -> new Adjust(
                                origin.because("why"),
                                List.of(new Adjustment(key, (isMore ? 1 : -1) * units(key.sku(), isMuch))))),
                Combinators.combine(origins(), keys())
                        .as((origin, key) -> new Adjust(
                                origin.because("why"), List.of(new Adjustment(key, 1).ofOnHand(Long.MAX_VALUE)))),
                Combinators.combine(origins(), keys(), often())
                        .as((origin, key, isMuch) -> new Count(
                                origin, List.of(new CountedLine(key, isMuch ? 2 * units(key.sku(), false) : 0)))),
                Combinators.combine(origins(), keys())
                        .as((origin, key) -> new MendLevel(
                                origin, new RebuildReport.Difference(key, 7, Balance.ZERO, 8, Balance.ZERO))),
                Combinators.combine(origins(), Arbitraries.of("SEASONAL", "COFFEE"))
                        .as((origin, sku) -> new ReviewStock(origin, List.of(new Sku(sku)))));
    }

    private static Arbitrary<Command<?>> moves() {
        Arbitrary<TransferLine> lines = Combinators.combine(keys(), often())
                .as((key, isMuch) -> new TransferLine(key.sku(), key.lot(), units(key.sku(), isMuch)));
        Arbitrary<LocationId> others = Arbitraries.of("B", "NOWHERE").map(LocationId::new);
        Arbitrary<ShipmentId> ids =
                Arbitraries.of("s1", "s4", "s4", "s4", "s5", "s5", "s9").map(ShipmentId::new);
        Arbitrary<ArrivedLine> arrived = Arbitraries.of(ArrivedLine.sound("TEA", 1), ArrivedLine.lost("TEA", 9));
        return Arbitraries.oneOf(
                Combinators.combine(origins(), others, lines)
                        .as((origin, to, line) -> new Transfer(origin, new LocationId("A"), to, List.of(line))),
                Combinators.combine(origins(), ids, others, lines)
                        .as((origin, id, to, line) -> new Ship(
                                origin,
                                Optional.of(id),
                                new LocationId("A"),
                                to,
                                Ship.IN_TRANSIT,
                                List.of(line),
                                Optional.empty())),
                Combinators.combine(origins(), ids, arrived.list().ofMaxSize(1), places().optional(0.3))
                        .as(ReceiveShipment::new));
    }

    private static Arbitrary<Command<?>> promises() {
        Arbitrary<Line> lines = Combinators.combine(
                        Arbitraries.of("TEA", "BOOK", "RARE", "RARE", "RARE", "COFFEE")
                                .map(Sku::new),
                        places().optional(0.4))
                .as((sku, place) -> new Line(sku, place, Optional.empty(), 1));
        Arbitrary<Sourcing> planned = Arbitraries.of(
                Sourcing.standard().within("NOWHERE"),
                Sourcing.standard().asPlanned(List.of(new Take(1, StockKey.of("TEA", "A"), 1_000))));
        return Combinators.combine(
                        origins(),
                        Arbitraries.integers().between(1, 6),
                        lines,
                        Arbitraries.of(SHORT, SHORT, Hold.standard(), Hold.until(LONG_AGO)),
                        Arbitraries.of("o1").map(OwnerId::new).optional(0.5),
                        planned.optional(0.3))
                .as((origin, number, line, hold, owner, sourcing) -> new Reserve(
                        origin,
                        Optional.of(new ReservationId("r" + number)),
                        List.of(line),
                        Reserve.Extent.ALL_OR_NOTHING,
                        hold,
                        owner,
                        Optional.empty(),
                        sourcing));
    }

    private static Arbitrary<Command<?>> life() {
        Arbitrary<ReservationId> some =
                Arbitraries.integers().between(1, 6).map(number -> new ReservationId("r" + number));
        return Arbitraries.oneOf(
                Combinators.combine(origins(), some)
                        .as((origin, id) -> new Confirm(origin, id, Confirm.Outstanding.ACCEPT)),
                Combinators.combine(origins(), some).as((origin, id) -> new Fulfil(origin, id, List.of())),
                Combinators.combine(origins(), some).as((origin, id) -> new Extend(origin, id, Hold.standard())),
                Combinators.combine(origins(), some).as((origin, id) -> new Extend(origin, id, SHORT)),
                origins().map(origin -> new Confirm(origin, UNKNOWN, Confirm.Outstanding.ACCEPT)),
                origins().map(origin -> new Fulfil(origin, UNKNOWN, List.of())),
                origins().map(origin -> new Release(origin, UNKNOWN, List.of())),
                origins().map(origin -> new TopUp(origin, UNKNOWN)),
                origins().map(origin -> new ExpireHolds(origin, List.of(UNKNOWN))),
                Combinators.combine(origins(), Arbitraries.of("r1", "r2", "r3", "r9"))
                        .as((origin, id) -> new Extend(origin, new ReservationId(id), Hold.until(LONG_AGO))));
    }

    private static Arbitrary<Command<?>> catalog() {
        Arbitrary<Item> items = Combinators.combine(
                        Arbitraries.of("TEA", "NEW", "COFFEE"),
                        Arbitraries.of("A", "NOWHERE"),
                        Arbitraries.of(Tracking.class))
                .as((sku, place, tracking) ->
                        Item.of(sku, sku).withReorderAt(place, 1, 1).withTracking(tracking));
        Arbitrary<Location> regions = Combinators.combine(
                        Arbitraries.of("LAND", "NEW", "NOWHERE", "IN-TRANSIT"),
                        Arbitraries.of("LAND", "A", "NEW", "NOWHERE2"))
                .as((id, parent) ->
                        Location.of(id).withType(LocationType.REGION).withParent(parent));
        return Arbitraries.oneOf(
                Combinators.combine(origins(), items).as((origin, item) -> register(origin, item)),
                Combinators.combine(origins(), items).as(ChangeItem::new),
                Combinators.combine(origins(), regions).as((origin, region) -> register(origin, region)),
                Combinators.combine(origins(), regions).as(ChangeLocation::new),
                origins().map(origin -> new DeactivateItem(origin, new Sku("COFFEE"))),
                origins().map(origin -> new DeactivateLocation(origin, new LocationId("NOWHERE"))),
                Combinators.combine(origins(), skus())
                        .as((origin, sku) -> new DescribeLot(origin, LotDetails.of(sku.value(), "L0"))));
    }

    /** What is not to be there for other commands is not registered. */
    private static Command<?> register(Origin origin, Item item) {
        return item.sku().value().equals("COFFEE")
                ? new DeactivateItem(origin, item.sku())
                : new RegisterItem(origin, item);
    }

    private static Command<?> register(Origin origin, Location location) {
        return location.id().value().equals("NOWHERE")
                ? new DeactivateLocation(origin, location.id())
                : new RegisterLocation(origin, location);
    }

    private static Arbitrary<Command<?>> expected() {
        Arbitrary<SupplyId> ids = Arbitraries.of("p1", "p1", "p1", "p2").map(SupplyId::new);
        return Arbitraries.oneOf(
                Combinators.combine(origins(), ids, skus(), places())
                        .as((origin, id, sku, place) ->
                                new ExpectSupply(origin, new InboundSupply(id, sku, place, 1, FAR_AHEAD))),
                Combinators.combine(origins(), ids, skus()).as(CancelSupply::new),
                Combinators.combine(origins(), ids, stockLines()).as(ReceiveSupply::new));
    }
}
