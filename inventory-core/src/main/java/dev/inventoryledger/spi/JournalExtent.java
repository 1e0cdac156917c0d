package dev.inventoryledger.spi;

import java.util.Objects;

/**
 * How far a journal reaches. Immutable.
 *
 * @param prunedUpTo the last position that was removed for its age; 0 if none was
 * @param readableUpTo the last position that readers are shown: nothing will appear up to there any more
 * @param newest the last position that is committed; readers are shown it once every position before it is certain
 * @param keeping who decides what is removed
 */
public record JournalExtent(long prunedUpTo, long readableUpTo, long newest, Keeping keeping) {
    /** Who decides which entries are removed for their age. */
    public enum Keeping {
        /** The ledger alone: every commit that removes entries says so in a document. */
        UNTIL_PRUNED,
        /** The store, too, which keeps the newest entries only. */
        NEWEST
    }

    /**
     * Requires every part.
     *
     * @param prunedUpTo the last position that was removed for its age
     * @param readableUpTo the last position that readers are shown
     * @param newest the last position that is committed
     * @param keeping who decides what is removed
     */
    public JournalExtent {
        Objects.requireNonNull(keeping, "keeping");
    }

    /**
     * The extent of a journal that keeps everything until it is pruned.
     *
     * @param prunedUpTo the last position that was removed for its age
     * @param readableUpTo the last position that readers are shown
     * @param newest the last position that is committed
     */
    public JournalExtent(long prunedUpTo, long readableUpTo, long newest) {
        this(prunedUpTo, readableUpTo, newest, Keeping.UNTIL_PRUNED);
    }
}
