package dev.inventoryledger.spi;

import java.time.Instant;

/** A question for entries of the journal. Immutable. */
public sealed interface EntryQuery {
    /**
     * Those behind a position, oldest first.
     *
     * @param position the last position that is left out
     * @param limit at most so many
     */
    record After(long position, int limit) implements EntryQuery {}

    /**
     * The first one in the journal among those recorded at an instant or later, alone, if there is any.
     *
     * @param instant the instant
     */
    record FirstSince(Instant instant) implements EntryQuery {}

    /** The newest one alone, if there is any. */
    record Newest() implements EntryQuery {}
}
