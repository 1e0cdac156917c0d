package dev.inventoryledger.internal.execute;

import dev.inventoryledger.Entry;
import dev.inventoryledger.Outcome;

/** What became of a job, and what it took. */
sealed interface Done {
    /** How many commands were carried out together. */
    int batchSize();

    /** How many commits went stale on the way. */
    int stale();

    record Accepted(Entry entry, int batchSize, int stale) implements Done {}

    record Failed(Throwable failure, int batchSize, int stale) implements Done {}

    record Rejected(Outcome.Rejected<?> rejection, int batchSize, int stale) implements Done {}
}
