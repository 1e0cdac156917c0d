package dev.inventoryledger.relay;

import dev.inventoryledger.Balance;
import dev.inventoryledger.CommandId;
import dev.inventoryledger.CommandType;
import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.Location;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.Lot;
import dev.inventoryledger.OrderId;
import dev.inventoryledger.Origin;
import dev.inventoryledger.OwnerId;
import dev.inventoryledger.Phase;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.ReservationLine;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.event.AlertEvent;
import dev.inventoryledger.event.CatalogEvent;
import dev.inventoryledger.event.EventHead;
import dev.inventoryledger.event.InventoryEvent;
import dev.inventoryledger.event.ReservationEvent;
import dev.inventoryledger.event.ShipmentEvent;
import dev.inventoryledger.event.StockEvent;
import dev.inventoryledger.event.SupplyEvent;
import dev.inventoryledger.lot.LotDetails;
import dev.inventoryledger.supply.InboundSupply;
import dev.inventoryledger.transit.ArrivedLine;
import dev.inventoryledger.transit.Shipment;
import dev.inventoryledger.transit.ShipmentId;
import dev.inventoryledger.transit.ShipmentLine;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One event of each type, with everything in it that can be. */
final class Samples {
    private static final Instant TEN = Instant.parse("2026-01-31T10:00:00Z");
    private static final StockKey KEY = new StockKey(new Sku("TEA \"x\" 🍵"), new LocationId("A"), new Lot("L-1"));
    private static final Item ITEM =
            Item.of("TEA", "Green tea").withProduct("P").withReorder(3, 10).withReorderAt("A", 1, 5);
    private static final Location LOCATION = Location.of("A").withPriority(2).withParent("B");
    private static final LotDetails LOT = LotDetails.of("TEA", "L-1");
    private static final InboundSupply SUPPLY = InboundSupply.of("PO-1", "TEA", "A", 8, TEN);
    private static final EventHead HEAD = new EventHead(
            4711,
            2,
            CommandType.RESERVE,
            new Origin(
                    new CommandId("order-1"),
                    Optional.of("web"),
                    Optional.of("basket\\7"),
                    Optional.of("line\u00e9 ?")),
            TEN,
            TEN.plusNanos(1_000));
    private static final Reservation RESERVATION = new Reservation(
            new ReservationId("R1"),
            2,
            Phase.HELD,
            List.of(
                    new ReservationLine(1, Line.of("TEA", 5).at("A").ofLot("L-1"), Optional.of(KEY), 5, 1, 1, 1, 1, 1),
                    new ReservationLine(2, Line.of("CUP", 1), Optional.empty(), 1, 0, 1, 0, 0, 0)),
            Optional.of(new OwnerId("cart-7")),
            Optional.of(new OrderId("A-1")),
            TEN,
            TEN,
            TEN.plusSeconds(900));
    private static final Shipment SHIPMENT = new Shipment(
            new ShipmentId("S1"),
            new LocationId("A"),
            new LocationId("B"),
            new LocationId("IN-TRANSIT"),
            List.of(new ShipmentLine(new Sku("TEA"), new Lot("L-1"), 9, 3, 2, 1)),
            TEN,
            Optional.of(TEN.plusSeconds(86_400)));
    private static final Map<StockKey, Long> UNITS = Map.of(KEY, Long.MAX_VALUE);

    private Samples() {}

    static List<InventoryEvent> all() {
        return List.of(
                new CatalogEvent.ItemRegistered(HEAD, ITEM),
                new CatalogEvent.ItemChanged(HEAD, ITEM, ITEM.withoutReorder()),
                new CatalogEvent.LocationRegistered(HEAD, LOCATION),
                new CatalogEvent.LocationChanged(HEAD, LOCATION, Location.of("A")),
                new CatalogEvent.LotDescribed(
                        HEAD, Optional.of(LOT), LOT.expiringAt(TEN).recalled()),
                new StockEvent.StockReceived(HEAD, KEY, 5),
                new StockEvent.StockReturned(HEAD, KEY, 5),
                new StockEvent.StockAdjusted(HEAD, KEY, -5),
                new StockEvent.StockCounted(HEAD, KEY, 7, -2),
                new StockEvent.StockTransferred(HEAD, KEY.sku(), Lot.NONE, new LocationId("A"), new LocationId("B"), 3),
                new StockEvent.StockLevelChanged(HEAD, KEY, Balance.ZERO, new Balance(9, 3, 1)),
                new StockEvent.AvailabilityChanged(HEAD, KEY, 0, 6),
                new ReservationEvent.StockReserved(HEAD, RESERVATION, UNITS),
                new ReservationEvent.BackorderFilled(HEAD, RESERVATION, UNITS),
                new ReservationEvent.ReservationPartiallyReserved(HEAD, RESERVATION, UNITS),
                new ReservationEvent.ReservationConfirmed(HEAD, RESERVATION, UNITS),
                new ReservationEvent.StockFulfilled(HEAD, RESERVATION, UNITS),
                new ReservationEvent.ReservationReleased(HEAD, RESERVATION, UNITS),
                new ReservationEvent.ReservationExpired(HEAD, RESERVATION, UNITS),
                new ReservationEvent.ReservationExtended(HEAD, RESERVATION, Map.of()),
                new ReservationEvent.ReservationBecameOutstanding(HEAD, RESERVATION, UNITS),
                new StockEvent.StockLost(HEAD, KEY, 2),
                new ShipmentEvent.ShipmentSent(HEAD, SHIPMENT),
                new ShipmentEvent.ShipmentReceived(HEAD, SHIPMENT, List.of(ArrivedLine.damaged("TEA", 1))),
                new SupplyEvent.SupplyExpected(HEAD, Optional.of(SUPPLY), SUPPLY.withQuantity(9)),
                new SupplyEvent.SupplyCancelled(HEAD, SUPPLY),
                new SupplyEvent.SupplyReceived(HEAD, SUPPLY, 2),
                new SupplyEvent.PromiseRedated(
                        HEAD,
                        new ReservationId("R1"),
                        Optional.of(new OrderId("A-1")),
                        new Sku("TEA"),
                        Optional.of(TEN),
                        Optional.of(TEN.plusSeconds(9))),
                new AlertEvent.LowStockDetected(HEAD, KEY, 3, 5, 20),
                new AlertEvent.ReorderRequested(HEAD, KEY, 3, 4, 20),
                new AlertEvent.OutOfStock(HEAD, KEY),
                new AlertEvent.BackInStock(HEAD, KEY, 4),
                new AlertEvent.ReservationRejected(HEAD, RejectionReason.INSUFFICIENT_STOCK, "sku TEA: 3 of 5"));
    }
}
