package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Fact;
import dev.inventoryledger.Location;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.LocationType;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Sellability;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.command.Ship;
import dev.inventoryledger.command.TransferLine;
import dev.inventoryledger.transit.Shipment;
import dev.inventoryledger.transit.ShipmentLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Goods leave for another location; until they arrive they are where the way is. */
final class ShipRule implements Rule<Ship> {
    @Override
    public void needs(Ship command, Needs needs) {
        needs.document(Catalog.idOf(command.shipmentId())).location(command.to());
        for (TransferLine line : command.lines()) {
            needs.stock(List.of(Outbound.key(line, command.from()), Outbound.key(line, command.via())));
        }
    }

    @Override
    public void apply(Ship command, Draft draft) {
        Catalog catalog = draft.catalog();
        Refusal.unless(
                catalog.findShipment(command.shipmentId()).isEmpty(),
                RejectionReason.SHIPMENT_EXISTS,
                "shipmentId",
                command.shipmentId());
        if (command.via().equals(Ship.IN_TRANSIT)) {
            registerTheWay(command.via(), draft);
        }
        catalog.requireKnown(
                command.lines().stream().map(TransferLine::sku).toList(),
                List.of(command.from(), command.via(), command.to()));
        Refusal.unless(
                catalog.location(command.via()).sellability() == Sellability.NOT_SELLABLE,
                RejectionReason.LOCATION_SELLABLE,
                "via",
                command.via());
        Map<StockKey, Long> leaving = Outbound.leaving(command.lines(), command.from(), draft);
        Outbound.makeRoom(leaving, draft);
        List<ShipmentLine> lines = new ArrayList<>();
        leaving.forEach((key, quantity) -> {
            draft.levels().move(key, command.via(), quantity);
            lines.add(new ShipmentLine(key.sku(), key.lot(), quantity, 0, 0, 0));
        });
        Shipment shipment = new Shipment(
                command.shipmentId(),
                command.from(),
                command.to(),
                command.via(),
                lines,
                draft.now(),
                command.expectedAt());
        catalog.put(shipment);
        draft.state(new Fact.ShipmentChanged(shipment, List.of()));
    }

    private static void registerTheWay(LocationId way, Draft draft) {
        if (draft.catalog().findLocation(way).isEmpty()) {
            Location location =
                    Location.of(way.value()).withType(LocationType.VIRTUAL).withSellability(Sellability.NOT_SELLABLE);
            draft.catalog().put(location);
            draft.state(new Fact.LocationRegistered(location));
        }
    }
}
