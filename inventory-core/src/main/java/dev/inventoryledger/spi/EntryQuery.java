package dev.inventoryledger.spi;

/** A question for entries of the journal. Immutable. */
public sealed interface EntryQuery {
    /**
     * Those behind a position, oldest first.
     *
     * @param position the last position that is left out
     * @param limit at most so many
     */
    record After(long position, int limit) implements EntryQuery {}

    /** The newest one alone, if there is any. */
    record Newest() implements EntryQuery {}
}
