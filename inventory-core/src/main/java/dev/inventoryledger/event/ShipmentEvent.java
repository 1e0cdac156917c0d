package dev.inventoryledger.event;

import dev.inventoryledger.transit.ArrivedLine;
import dev.inventoryledger.transit.Shipment;
import java.util.List;

/** Something that happened to goods on their way. Immutable. */
public sealed interface ShipmentEvent extends InventoryEvent {
    /** {@return how the shipment stands after it} */
    Shipment shipment();

    @Override
    default String subject() {
        return "shipment/" + shipment().id();
    }

    /**
     * Goods left.
     *
     * @param head where the event comes from
     * @param shipment how it stands
     */
    record ShipmentSent(EventHead head, Shipment shipment) implements ShipmentEvent {}

    /**
     * Goods came to the end of their way, or will not come.
     *
     * @param head where the event comes from
     * @param shipment how it stands
     * @param arrived what, how much and in what state
     */
    record ShipmentReceived(EventHead head, Shipment shipment, List<ArrivedLine> arrived) implements ShipmentEvent {}
}
