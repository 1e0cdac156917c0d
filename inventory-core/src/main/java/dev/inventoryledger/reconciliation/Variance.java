package dev.inventoryledger.reconciliation;

import dev.inventoryledger.StockKey;
import java.time.Instant;
import java.util.Optional;

/**
 * One stock key as the ledger has it and as the warehouse has counted it. Immutable.
 *
 * @param key which stock
 * @param recorded what the ledger had on hand when it was compared
 * @param reported what the warehouse counted; 0 where it said nothing
 * @param countedAt when it did; empty where it said nothing
 * @param verdict what was made of it
 */
public record Variance(StockKey key, long recorded, long reported, Optional<Instant> countedAt, Verdict verdict) {
    /** What was made of a difference, or of none. */
    public enum Verdict {
        /** Both have the same. */
        AGREES,
        /** They differ, and somebody is to look at it: beyond the tolerance, or not to be applied, or it could not be. */
        FLAGGED,
        /** They differed by little, and the ledger was adjusted. */
        APPLIED,
        /** Stock moved since it was counted: the figures cannot be compared, and nothing was done. */
        OUT_OF_DATE,
        /** The ledger has units that the warehouse said nothing of. */
        NOT_REPORTED,
        /** The warehouse has units of what is not registered here. */
        UNKNOWN_ITEM
    }

    /** {@return how many units more the warehouse has than the ledger; negative if fewer} */
    public long difference() {
        return reported - recorded;
    }
}
