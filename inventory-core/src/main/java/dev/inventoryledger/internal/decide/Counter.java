package dev.inventoryledger.internal.decide;

/** Where the units of a reservation's line are in their life. */
enum Counter {
    OPEN,
    OUTSTANDING,
    FULFILLED,
    RELEASED,
    EXPIRED
}
