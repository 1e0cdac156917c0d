package dev.inventoryledger.command;

import dev.inventoryledger.Entry;
import dev.inventoryledger.Fact;
import dev.inventoryledger.transit.Shipment;

/** A command about one shipment; it answers with the shipment. */
public sealed interface ShipmentCommand extends Command<Shipment> permits Ship, ReceiveShipment {
    @Override
    default Shipment answerIn(Entry entry) {
        return entry.facts(Fact.ShipmentChanged.class).get(0).after();
    }
}
