package dev.inventoryledger.spi;

import dev.inventoryledger.Posting;
import dev.inventoryledger.StockKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A question for what the journal says of a stock key at an instant. Immutable.
 *
 * @param key which stock
 * @param instant when
 */
public record PastLevel(StockKey key, Instant instant) {
    /**
     * What was found. Immutable.
     *
     * @param first the oldest posting of the key that the store still has
     * @param last the newest posting recorded at the instant or earlier
     * @param later postings recorded after the instant that took effect at it or earlier
     */
    public record Answer(Optional<Posting> first, Optional<Posting> last, List<Posting> later) {
        /**
         * Copies the list.
         *
         * @param first the oldest posting of the key that the store still has
         * @param last the newest posting recorded at the instant or earlier
         * @param later postings recorded after the instant that took effect at it or earlier
         */
        public Answer {
            later = List.copyOf(later);
        }
    }
}
