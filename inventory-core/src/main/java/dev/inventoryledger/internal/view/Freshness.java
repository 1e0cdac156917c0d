package dev.inventoryledger.internal.view;

import dev.inventoryledger.spi.JournalExtent;

/**
 * As of when a view knows all that was committed. While others go on committing, what is certain is hardly ever as far as the newest commit:
 * so it waits for what was the newest at some instant to be certain, and knows all that was committed before that. Immutable.
 *
 * @param nanos all that was committed before this instant, by {@link System#nanoTime}, is known
 * @param awaited the position that it waits for
 * @param awaitedNanos all that was committed before this instant stands at that position or before
 */
record Freshness(long nanos, long awaited, long awaitedNanos) {
    /** All that was committed before an instant is known. */
    static Freshness asOf(long nanos) {
        return new Freshness(nanos, 0, nanos);
    }

    /** Once all is read that is certain; the extent was looked up since an instant, and before that reading. */
    Freshness read(JournalExtent extent, long sinceNanos) {
        if (extent.readableUpTo() >= extent.newest()) {
            return asOf(sinceNanos);
        }
        return extent.readableUpTo() >= awaited ? new Freshness(awaitedNanos, extent.newest(), sinceNanos) : this;
    }
}
