package dev.inventoryledger.jdbc;

/** What an engine's error means for a transaction that was under way. */
enum Fault {
    /** Nothing was changed, and it may go well next time: a conflict, a lock not to be had, a server that is going down. */
    PASSING,
    /** The connection is gone; if it was committing, nobody here knows what became of that. */
    CONNECTION_LOST,
    /** A row that must be unique exists already. */
    DUPLICATE,
    /** Anything else: trying again would not help. */
    LASTING
}
