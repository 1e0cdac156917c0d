package dev.inventoryledger;

/**
 * How people read a posting. The order of the constants is the order of the postings of one key within one entry: what
 * gives back comes before what takes, so that each posting by itself keeps the invariants.
 */
public enum MovementType {
    /** A hold ended by time: reserved falls. */
    EXPIRY,
    /** Stock that was promised proved missing: reserved falls, the units become outstanding. */
    SHORTAGE,
    /** A promise was given back: reserved falls. */
    RELEASE,
    /** Goods came in: on-hand rises. */
    RECEIPT,
    /** A customer brought goods back: on-hand rises. */
    RETURN,
    /** Goods moved between locations: on-hand falls at one and rises at the other. */
    TRANSFER,
    /** Goods on their way proved lost, or broken and not kept: on-hand falls. */
    LOSS,
    /** On-hand was corrected, with a reason. */
    ADJUSTMENT,
    /** On-hand was set to what somebody counted. */
    COUNT,
    /** Units were promised: reserved rises. */
    RESERVATION,
    /** Promised units were confirmed for fulfilment: allocated rises. */
    ALLOCATION,
    /** Promised units left the house: on-hand and reserved fall. */
    FULFILMENT,
    /** A level was brought to what its postings come to: nothing changes but what was edited. */
    CORRECTION
}
