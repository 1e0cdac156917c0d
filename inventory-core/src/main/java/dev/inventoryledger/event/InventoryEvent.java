package dev.inventoryledger.event;

/** Something that happened to stock, to a promise, or to the catalog. Immutable. */
public sealed interface InventoryEvent permits CatalogEvent, StockEvent, ReservationEvent, AlertEvent {
    /** {@return where it comes from} */
    EventHead head();
}
