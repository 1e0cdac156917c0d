package dev.inventoryledger.spi;

import dev.inventoryledger.Sku;

/**
 * A question for the reservations that are not closed and lack units of a SKU, oldest first by when they began to wait
 * ({@link dev.inventoryledger.Reservation#waitsSince()}), then by id. Immutable.
 *
 * @param sku which SKU
 * @param limit at most so many
 */
public record OutstandingReservations(Sku sku, int limit) {}
