package dev.inventoryledger;

/** Whether stock is kept of an item, and how its units are told apart. */
public enum Tracking {
    /** Units are counted, reserved and moved; they may name a lot. */
    TRACKED,
    /** Every unit on hand names its lot. */
    BY_LOT,
    /** Every unit on hand names its serial number, which stands for a lot of one unit and is in one place at most. */
    BY_SERIAL,
    /** A service or a digital good: always available, holds nothing and moves nothing. */
    UNTRACKED;

    /** {@return whether units on hand must name a lot} */
    public boolean namesLots() {
        return this == BY_LOT || this == BY_SERIAL;
    }
}
