package dev.inventoryledger.internal.execute;

/** Whether a reservation that was turned down leaves an entry. */
public enum RejectedReservations {
    FORGET,
    RECORD
}
