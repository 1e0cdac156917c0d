package dev.inventoryledger.spi;

import dev.inventoryledger.Phase;
import dev.inventoryledger.StockKey;

/**
 * A question for the reservations of one phase that have open units under a stock key, newest first by when they
 * began to wait ({@link dev.inventoryledger.Reservation#waitsSince()}), then by id from the highest. Immutable.
 *
 * @param key which stock
 * @param phase which phase
 * @param limit at most so many
 */
public record OpenReservations(StockKey key, Phase phase, int limit) {}
