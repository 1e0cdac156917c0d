package dev.inventoryledger.internal.subscribe;

import dev.inventoryledger.HistoryPrunedException;
import dev.inventoryledger.internal.retain.Pruned;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.EntryQuery;
import dev.inventoryledger.spi.PrunedJournal;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.subscription.Start;
import dev.inventoryledger.subscription.Subscription;
import java.time.Instant;

/**
 * Where a subscription begins.
 *
 * @param position the last position that it is not told of
 * @param guard to be committed with its first document: what it needs may be about to be pruned by somebody who has not seen it, and who
 *     goes stale by this, and looks again
 */
record Beginning(long position, ChangeSet guard) {
    /** Complains where what it is to begin with is gone: its document would hold back every pruning from then on, for nothing. */
    static Beginning of(Subscription subscription, StockStore store) {
        Pruned pruned = Pruned.of(store);
        long position = position(subscription.start(), store);
        if (position > 0 && position < store.extent().prunedUpTo()) {
            throw gone("entries behind position " + position + " were pruned", subscription);
        }
        if (subscription.start() instanceof Start.At at) {
            requireKept(at.instant(), pruned.journal(), subscription);
        }
        return new Beginning(position, ChangeSet.of(pruned.again()));
    }

    private static long position(Start start, StockStore store) {
        if (start instanceof Start.Behind behind) {
            return behind.position();
        }
        if (start instanceof Start.At at) {
            // Looked up first: what is committed in between is not to be passed by.
            long tip = store.extent().readableUpTo();
            return store.entries(new EntryQuery.FirstSince(at.instant())).stream()
                    .findFirst()
                    .map(entry -> entry.position() - 1)
                    .orElse(tip);
        }
        return 0;
    }

    /** Where the store forgets by itself, nothing says what was recorded when: what it has is told. */
    private static void requireKept(Instant start, PrunedJournal pruned, Subscription subscription) {
        Instant gone = pruned.recordedUpTo();
        if (pruned.pruned().position() > 0 && !start.isAfter(gone)) {
            throw gone("entries recorded from " + start + " on were pruned, up to " + gone + ",", subscription);
        }
    }

    private static HistoryPrunedException gone(String what, Subscription subscription) {
        return new HistoryPrunedException(what + " before subscription " + subscription.name() + " began");
    }
}
