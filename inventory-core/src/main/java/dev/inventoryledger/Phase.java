package dev.inventoryledger;

/** How far a reservation has come, as it is stored; people read the finer {@link ReservationState}. */
public enum Phase {
    /** A hold: it expires unless it is confirmed. */
    HELD,
    /** Confirmed for fulfilment: it no longer expires. */
    CONFIRMED,
    /** Over: fulfilled, released or expired. */
    CLOSED
}
