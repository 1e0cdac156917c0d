package dev.inventoryledger;

/** Whether stock is kept of an item. */
public enum Tracking {
    /** Units are counted, reserved and moved. */
    TRACKED,
    /** A service or a digital good: always available, holds nothing and moves nothing. */
    UNTRACKED
}
