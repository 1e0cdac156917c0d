package dev.inventoryledger.event;

/** Something that happened to stock, to a promise, or to the catalog. Immutable. */
public sealed interface InventoryEvent
        permits CatalogEvent, StockEvent, ReservationEvent, ShipmentEvent, SupplyEvent, AlertEvent {
    /** {@return where it comes from} */
    EventHead head();

    /**
     * {@return what it happened to, such as {@code stock/TEA@MAIN} or {@code reservation/R1}} Events with the same subject are to be
     * handled in order. Two things may share a subject where identifiers contain the signs between its parts.
     */
    String subject();
}
