package dev.inventoryledger;

import java.time.Instant;
import java.util.Optional;

/**
 * One change of one level for one cause: the journal's smallest statement. Immutable.
 *
 * @param key which stock
 * @param version its number among the key's postings, from 1 without a gap
 * @param type the kind of cause
 * @param reservationId the reservation whose promise it is about
 * @param before the figures before it
 * @param after the figures after it
 * @param effectiveAt when it took effect; for an expiry the moment the hold ended, which may lie before the entry's time
 */
public record Posting(
        StockKey key,
        long version,
        MovementType type,
        Optional<ReservationId> reservationId,
        Balance before,
        Balance after,
        Instant effectiveAt) {

    /** {@return what it changed, figure by figure} */
    public Balance change() {
        return after.minus(before);
    }
}
