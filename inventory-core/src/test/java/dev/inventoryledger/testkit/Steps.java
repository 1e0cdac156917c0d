package dev.inventoryledger.testkit;

import dev.inventoryledger.Backorder;
import dev.inventoryledger.Coordinates;
import dev.inventoryledger.Hold;
import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.Location;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.Lot;
import dev.inventoryledger.Origin;
import dev.inventoryledger.OwnerId;
import dev.inventoryledger.ReorderRule;
import dev.inventoryledger.ReorderSeason;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.Sku;
import dev.inventoryledger.Status;
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
import dev.inventoryledger.policy.AllocationPolicy;
import dev.inventoryledger.supply.InboundSupply;
import dev.inventoryledger.supply.SupplyId;
import dev.inventoryledger.transit.ArrivedLine;
import dev.inventoryledger.transit.Condition;
import dev.inventoryledger.transit.ShipmentId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random stories: few items, places, reservations and owners, so that they meet often. */
final class Steps {
    private static final int MOST = 40;

    private Steps() {}

    static Arbitrary<List<Step>> stories() {
        return step().list().ofMaxSize(MOST);
    }

    /** The same, and commands among them that make little sense. */
    static Arbitrary<List<Step>> hostileStories() {
        return Arbitraries.frequencyOf(
                        Tuple.of(5, step()), Tuple.of(3, HostileSteps.commands().map(Step.Send::new)))
                .list()
                .ofMinSize(MOST)
                .ofMaxSize(MOST);
    }

    private static Arbitrary<Step> step() {
        return Arbitraries.frequencyOf(
                Tuple.of(5, stock().map(Step.Send::new)),
                Tuple.of(6, reserve().map(Step.Send::new)),
                Tuple.of(6, life().map(Step.Send::new)),
                Tuple.of(1, catalog().map(Step.Send::new)),
                Tuple.of(3, supply().map(Step.Send::new)),
                Tuple.of(3, Arbitraries.integers().between(0, 12).map(Steps::minutes)),
                Tuple.of(1, Arbitraries.integers().between(1, 3).map(Step.Sweep::new)),
                Tuple.of(2, Arbitraries.integers().between(0, 9).map(Step.Again::new)));
    }

    private static Step minutes(int minutes) {
        return new Step.Wait(Duration.ofMinutes(minutes).plusNanos(minutes % 3));
    }

    private static Arbitrary<Command<?>> stock() {
        Arbitrary<List<StockLine>> inbound = linesOf(stockLines(), 2);
        Arbitrary<List<Adjustment>> adjustments = linesOf(
                Combinators.combine(
                                keys(),
                                Arbitraries.longs().between(-9, 9).filter(change -> change != 0),
                                Arbitraries.longs().between(0, 9).optional(0.2))
                        .as(Adjustment::new),
                2);
        Arbitrary<List<CountedLine>> counts = Combinators.combine(
                        keys(), Arbitraries.longs().between(0, 12))
                .as(CountedLine::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(2)
                .uniqueElements(CountedLine::key);
        Arbitrary<List<TransferLine>> transfers = linesOf(
                Combinators.combine(keys(), quantities())
                        .as((key, units) -> new TransferLine(key.sku(), key.lot(), few(key, units))),
                2);
        return Arbitraries.frequencyOf(
                Tuple.of(4, Combinators.combine(origins(), inbound).as(Receive::new)),
                Tuple.of(1, Combinators.combine(origins(), inbound).as(TakeBack::new)),
                Tuple.of(
                        2,
                        Combinators.combine(origins(), adjustments)
                                .as((origin, lines) -> new Adjust(origin.because("why"), lines))),
                Tuple.of(2, Combinators.combine(origins(), counts).as(Count::new)),
                Tuple.of(
                        1,
                        Combinators.combine(origins(), transfers)
                                .as((origin, lines) ->
                                        new Transfer(origin, new LocationId("A"), new LocationId("B"), lines))),
                Tuple.of(1, ships(transfers)),
                Tuple.of(1, strays(transfers)),
                Tuple.of(2, arrivals()),
                Tuple.of(1, lots()),
                Tuple.of(1, Combinators.combine(origins(), linesOf(skus(), 2)).as(ReviewStock::new)));
    }

    private static Arbitrary<Ship> ships(Arbitrary<List<TransferLine>> lines) {
        return Combinators.combine(origins(), shipments(), Arbitraries.of("AB", "BA"), lines)
                .as((origin, id, way, these) -> new Ship(
                        origin,
                        Optional.of(id),
                        new LocationId(way.substring(0, 1)),
                        new LocationId(way.substring(1)),
                        Ship.IN_TRANSIT,
                        these,
                        Optional.empty()));
    }

    /** What is on its way leaves it otherwise, or is found there. */
    private static Arbitrary<Command<?>> strays(Arbitrary<List<TransferLine>> lines) {
        return Arbitraries.oneOf(
                Combinators.combine(origins(), keys(), Arbitraries.longs().between(0, 3))
                        .as((origin, key, units) -> new Count(
                                origin,
                                List.of(new CountedLine(
                                        new StockKey(key.sku(), Ship.IN_TRANSIT, key.lot()), few(key, units))))),
                Combinators.combine(origins(), lines)
                        .as((origin, these) -> new Transfer(origin, Ship.IN_TRANSIT, new LocationId("B"), these)));
    }

    private static Arbitrary<ReceiveShipment> arrivals() {
        Arbitrary<ArrivedLine> line = Combinators.combine(
                        keys(), Arbitraries.longs().between(1, 4), Arbitraries.of(Condition.class))
                .as((key, units, condition) -> new ArrivedLine(key.sku(), key.lot(), few(key, units), condition));
        return Combinators.combine(
                        origins(),
                        shipments(),
                        line.list().ofMaxSize(2),
                        Arbitraries.of(new LocationId("DAMAGED"), new LocationId("DAMAGED"), Ship.IN_TRANSIT)
                                .optional(0.5))
                .as(ReceiveShipment::new);
    }

    private static Arbitrary<ShipmentId> shipments() {
        return Arbitraries.integers().between(1, 3).map(number -> new ShipmentId("s" + number));
    }

    private static Arbitrary<Command<?>> reserve() {
        Arbitrary<Optional<OwnerId>> owners =
                Arbitraries.of("o1", "o2").map(OwnerId::new).optional(0.4);
        return Combinators.combine(
                        origins(),
                        names().optional(0.9),
                        linesOf(lines(), 3),
                        Arbitraries.of(Reserve.Extent.class),
                        holds(),
                        owners,
                        sourcing().optional(0.4))
                .as((origin, name, lines, extent, hold, owner, sourcing) ->
                        new Reserve(origin, name, lines, extent, hold, owner, Optional.empty(), sourcing));
    }

    private static Arbitrary<Sourcing> sourcing() {
        Arbitrary<String> policies = Arbitraries.frequency(
                Tuple.of(2, AllocationPolicy.PRIORITY),
                Tuple.of(4, AllocationPolicy.FEWEST_SHIPMENTS),
                Tuple.of(4, AllocationPolicy.SINGLE_LOCATION),
                Tuple.of(4, AllocationPolicy.EVENLY),
                Tuple.of(4, AllocationPolicy.NEAREST),
                Tuple.of(4, AllocationPolicy.FIRST_EXPIRING),
                Tuple.of(1, "whatever"));
        return Combinators.combine(
                        policies.optional(0.8),
                        Arbitraries.of("A", "B", "LAND").map(LocationId::new).optional(0.3),
                        Arbitraries.of(List.<String>of(), List.<String>of(), List.of("cold")))
                .as((policy, within, capabilities) -> new Sourcing(
                        policy, Optional.of(Coordinates.of(0, 1)), within, capabilities, Optional.empty()));
    }

    private static Arbitrary<Command<?>> life() {
        Arbitrary<List<Line>> parts = lines().list().ofMaxSize(2);
        return Arbitraries.frequencyOf(
                Tuple.of(
                        3,
                        Combinators.combine(origins(), names(), Arbitraries.of(Confirm.Outstanding.class))
                                .as(Confirm::new)),
                Tuple.of(3, Combinators.combine(origins(), names(), parts).as(Fulfil::new)),
                Tuple.of(2, Combinators.combine(origins(), names(), parts).as(Release::new)),
                Tuple.of(2, Combinators.combine(origins(), names(), holds()).as(Extend::new)),
                Tuple.of(1, Combinators.combine(origins(), linesOf(names(), 3)).as(ExpireHolds::new)),
                Tuple.of(2, Combinators.combine(origins(), names()).as(TopUp::new)));
    }

    private static Arbitrary<Command<?>> supply() {
        Arbitrary<SupplyId> ids = Arbitraries.integers().between(1, 3).map(number -> new SupplyId("p" + number));
        Arbitrary<Sku> skus = Arbitraries.of("BOOK", "BOOK", "BOOK", "TEA").map(Sku::new);
        Arbitrary<InboundSupply> supplies = Combinators.combine(
                        ids,
                        skus,
                        Arbitraries.of("A", "B").map(LocationId::new),
                        quantities(),
                        Arbitraries.integers().between(1, 4))
                .as((id, sku, place, units, days) ->
                        new InboundSupply(id, sku, place, units, KitClock.START.plus(Duration.ofDays(days))));
        Arbitrary<StockLine> lines = Combinators.combine(
                        skus, Arbitraries.of("A", "B").map(LocationId::new), quantities())
                .as((sku, place, units) -> new StockLine(new StockKey(sku, place, Lot.NONE), units));
        return Arbitraries.frequencyOf(
                Tuple.of(4, Combinators.combine(origins(), supplies).as(ExpectSupply::new)),
                Tuple.of(1, Combinators.combine(origins(), ids, skus).as(CancelSupply::new)),
                Tuple.of(2, Combinators.combine(origins(), ids, lines).as(ReceiveSupply::new)));
    }

    private static Arbitrary<Command<?>> catalog() {
        Arbitrary<Item> items = Combinators.combine(
                        Arbitraries.of("TEA", "CUP", "BOOK"),
                        Arbitraries.frequency(
                                Tuple.of(5, Tracking.TRACKED),
                                Tuple.of(3, Tracking.UNTRACKED),
                                Tuple.of(1, Tracking.BY_LOT),
                                Tuple.of(1, Tracking.BY_SERIAL)),
                        Arbitraries.of(Status.class),
                        Arbitraries.of(ReorderRule.NEVER, new ReorderRule(6, 9).reorderingAt(3)),
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.of(Backorder.upTo(5), Backorder.upTo(20), Backorder.preorder())
                                .optional(0.6))
                .as((sku, tracking, status, rule, minutes, backorder) -> {
                    Item item = Item.of(sku, sku)
                            .withTracking(tracking)
                            .withStatus(status)
                            .withReorder(rule)
                            .withSeason(season(minutes));
                    return backorder.map(item::withBackorder).orElse(item);
                });
        Arbitrary<Location> places = Combinators.combine(
                        Arbitraries.of("A", "B"),
                        Arbitraries.of(Status.class),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of("", "LAND"),
                        Arbitraries.of("cold", "dark"),
                        Arbitraries.integers().between(0, 3))
                .as((id, status, priority, parent, capability, degrees) -> {
                    Location place = Location.of(id)
                            .withStatus(status)
                            .withPriority(priority)
                            .withCapabilities(capability)
                            .withCoordinates(Coordinates.of(0, degrees));
                    return parent.isEmpty() ? place : place.withParent(parent);
                });
        return Arbitraries.frequencyOf(
                Tuple.of(6, Combinators.combine(origins(), items).as(ChangeItem::new)),
                Tuple.of(6, Combinators.combine(origins(), places).as(ChangeLocation::new)),
                Tuple.of(
                        1,
                        Combinators.combine(origins(), Arbitraries.of("TEA", "NEW"))
                                .as((origin, sku) -> new RegisterItem(origin, Item.of(sku, sku)))),
                Tuple.of(
                        1,
                        Combinators.combine(origins(), Arbitraries.of("TEA", "CUP"))
                                .as((origin, sku) -> new DeactivateItem(origin, new Sku(sku)))),
                Tuple.of(
                        1,
                        Combinators.combine(origins(), Arbitraries.of("A", "NEW"))
                                .as((origin, id) -> new RegisterLocation(origin, Location.of(id)))),
                Tuple.of(
                        1,
                        Combinators.combine(origins(), Arbitraries.of("A", "B"))
                                .as((origin, id) -> new DeactivateLocation(origin, new LocationId(id)))));
    }

    private static ReorderSeason season(int minutes) {
        Instant from = KitClock.START.plus(Duration.ofMinutes(minutes));
        return new ReorderSeason(
                Optional.of(new LocationId("A")), from, from.plus(Duration.ofMinutes(20)), ReorderRule.STANDARD);
    }

    /** Ids from a small range, so that some come twice with other content. */
    private static Arbitrary<Origin> origins() {
        return Arbitraries.integers().between(0, 500).map(number -> Origin.of("c" + number));
    }

    private static Arbitrary<ReservationId> names() {
        return Arbitraries.integers().between(1, 6).map(number -> new ReservationId("r" + number));
    }

    private static Arbitrary<Hold> holds() {
        return Arbitraries.of(
                Hold.standard(),
                Hold.lasting(Duration.ofMinutes(3)),
                Hold.until(KitClock.START.plus(Duration.ofMinutes(40))));
    }

    private static Arbitrary<Line> lines() {
        Arbitrary<Optional<LocationId>> places =
                Arbitraries.of("A", "B").map(LocationId::new).optional(0.4);
        return Combinators.combine(keys(), places, quantities(), Arbitraries.of(true, false, false))
                .as((key, place, units, byLot) ->
                        new Line(key.sku(), place, byLot ? Optional.of(key.lot()) : Optional.empty(), few(key, units)));
    }

    private static Arbitrary<Sku> skus() {
        return Arbitraries.frequency(
                        Tuple.of(6, "TEA"),
                        Tuple.of(5, "BOOK"),
                        Tuple.of(4, "CUP"),
                        Tuple.of(1, "EBOOK"),
                        Tuple.of(3, "MILK"),
                        Tuple.of(2, "PHONE"))
                .map(Sku::new);
    }

    private static Arbitrary<StockKey> keys() {
        return Combinators.combine(
                        skus(),
                        Arbitraries.of("A", "B").map(LocationId::new),
                        Arbitraries.integers().between(0, 11))
                .as((sku, place, number) -> new StockKey(sku, place, lot(sku, number)));
    }

    /** What must name its lot does so nearly always, the rest nearly never. */
    private static Lot lot(Sku sku, int number) {
        boolean names = sku.value().equals("MILK") || sku.value().equals("PHONE");
        return names == (number > 0) ? new Lot("L" + number % 2) : Lot.NONE;
    }

    /** Mostly one unit of what is one of its kind. */
    private static long few(StockKey key, long units) {
        return key.sku().value().equals("PHONE") && units < 9 ? 1 : units;
    }

    private static Arbitrary<StockLine> stockLines() {
        return Combinators.combine(keys(), quantities(), Arbitraries.of(0, 0, 0, 10, 10, 25))
                .as((key, units, minutes) -> {
                    StockLine line = new StockLine(key, few(key, units));
                    boolean expires = minutes > 0 && !key.lot().equals(Lot.NONE);
                    return expires ? line.expiringAt(KitClock.START.plus(Duration.ofMinutes(minutes))) : line;
                });
    }

    private static Arbitrary<DescribeLot> lots() {
        return Combinators.combine(
                        origins(),
                        Arbitraries.of("MILK", "PHONE", "TEA"),
                        Arbitraries.of("L0", "L1"),
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.of(Status.class))
                .as((origin, sku, lot, minutes, status) -> new DescribeLot(
                        origin,
                        new LotDetails(
                                new Sku(sku),
                                new Lot(lot),
                                Optional.of(KitClock.START.plus(Duration.ofMinutes(minutes))),
                                status)));
    }

    private static Arbitrary<Long> quantities() {
        return Arbitraries.longs().between(1, 9);
    }

    private static <L> Arbitrary<List<L>> linesOf(Arbitrary<L> line, int most) {
        return line.list().ofMinSize(1).ofMaxSize(most);
    }
}
