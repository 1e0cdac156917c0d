package dev.inventoryledger.transit;

/** In what state goods came to the end of their way. */
public enum Condition {
    /** As they left. */
    SOUND,
    /** There, but broken. */
    DAMAGED,
    /** Not there. */
    LOST
}
