package dev.inventoryledger.spi;

import dev.inventoryledger.Reservation;
import dev.inventoryledger.StockKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A question for the holds on a stock key that have ended by time and still stand open. Immutable.
 *
 * @param key which stock
 * @param now holds whose expiry is at this instant or earlier
 * @param limit how many of them, earliest first; 0 where only the figures are wanted
 */
public record DueHolds(StockKey key, Instant now, int limit) {
    /**
     * What was found. Immutable.
     *
     * @param quantity open units on the key of all due holds, the limit aside
     * @param nextExpiry the earliest later expiry of an open hold on the key
     * @param earliest due holds, ordered by expiry and id
     */
    public record Answer(long quantity, Optional<Instant> nextExpiry, List<Reservation> earliest) {
        /** Nothing is due and nothing will be. */
        public static final Answer NOTHING = new Answer(0, Optional.empty(), List.of());

        /**
         * Copies the list.
         *
         * @param quantity open units on the key of all due holds, the limit aside
         * @param nextExpiry the earliest later expiry of an open hold on the key
         * @param earliest due holds, ordered by expiry and id
         */
        public Answer {
            earliest = List.copyOf(earliest);
        }
    }
}
