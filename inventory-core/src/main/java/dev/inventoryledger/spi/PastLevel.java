package dev.inventoryledger.spi;

import dev.inventoryledger.Movement;
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
 * @param recent how many of the newest postings by then are wanted; positive
 */
public record PastLevel(StockKey key, Instant instant, int recent) {
    /**
     * What was found. Immutable.
     *
     * @param first the oldest posting of the key that the store still has
     * @param recent the newest postings recorded at the instant or earlier, the newest first
     * @param later postings recorded after the instant that took effect at it or earlier, in journal order
     */
    public record Answer(Optional<Posting> first, List<Movement> recent, List<Movement> later) {
        /**
         * Copies the lists.
         *
         * @param first the oldest posting of the key that the store still has
         * @param recent the newest postings recorded at the instant or earlier
         * @param later postings recorded after the instant that took effect at it or earlier
         */
        public Answer {
            recent = List.copyOf(recent);
            later = List.copyOf(later);
        }
    }
}
