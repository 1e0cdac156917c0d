package dev.inventoryledger;

/** What a command did to one reservation. */
public enum ReservationChange {
    /** It was made. */
    RESERVED,
    /** Some of what was outstanding is now held. */
    TOPPED_UP,
    /** Units came that it had waited for, and are held now. */
    FILLED,
    /** What it waits for will come earlier or later, or from elsewhere. */
    REDATED,
    /** After its hold had ended, its stock was taken again. */
    RETAKEN,
    /** It no longer expires. */
    CONFIRMED,
    /** Units of it left. */
    FULFILLED,
    /** Units of it were given back. */
    RELEASED,
    /** Its hold was prolonged. */
    EXTENDED,
    /** Its hold ended by time. */
    EXPIRED,
    /** Units it had been promised proved missing. */
    BECAME_OUTSTANDING,
    /** The command found it as it wanted it to be. */
    UNCHANGED
}
