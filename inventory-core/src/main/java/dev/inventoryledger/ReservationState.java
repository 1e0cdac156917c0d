package dev.inventoryledger;

/** The name people give to how a reservation stands; derived from its phase and counters. */
public enum ReservationState {
    /** Everything that was asked is held. */
    RESERVED,
    /** Part of what was asked is held, the rest is outstanding. */
    PARTIALLY_RESERVED,
    /** Confirmed for fulfilment. */
    ALLOCATED,
    /** Some units have left, others are still to come. */
    PARTIALLY_FULFILLED,
    /** Everything that was not given back has left. */
    FULFILLED,
    /** Given back. */
    RELEASED,
    /** The hold ended by time. */
    EXPIRED
}
