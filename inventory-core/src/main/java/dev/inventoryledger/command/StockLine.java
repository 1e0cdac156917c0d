package dev.inventoryledger.command;

import dev.inventoryledger.StockKey;
import dev.inventoryledger.internal.Checks;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * So many units under a stock key. Immutable.
 *
 * @param key what and where
 * @param quantity how many units; positive
 * @param expiresAt when their lot expires: the first instant at which it is promised no more
 */
public record StockLine(StockKey key, long quantity, Optional<Instant> expiresAt) {
    /**
     * Checks the quantity, and that what expires is a lot.
     *
     * @param key what and where
     * @param quantity how many units
     * @param expiresAt when their lot expires
     * @throws IllegalArgumentException if the quantity is not positive, a date is given without a lot, or the date lies outside the years
     *     1 to 9999
     */
    public StockLine {
        Objects.requireNonNull(key, "key");
        Checks.positive("quantity", quantity);
        expiresAt = expiresAt.map(instant -> Checks.instant("expiresAt", instant));
        Checks.check(expiresAt.isEmpty() || key.namesLot(), "lot", "must be named where it expires", key);
    }

    /**
     * Units that do not expire, or of whose lot that is known.
     *
     * @param key what and where
     * @param quantity how many units
     * @throws IllegalArgumentException if the quantity is not positive
     */
    public StockLine(StockKey key, long quantity) {
        this(key, quantity, Optional.empty());
    }

    /**
     * {@return a line for units of a lot}
     *
     * @param sku what
     * @param location where
     * @param lot of which lot or serial number
     * @param quantity how many units
     * @throws IllegalArgumentException if a text is malformed or the quantity not positive
     */
    public static StockLine of(String sku, String location, String lot, long quantity) {
        return new StockLine(StockKey.of(sku, location, lot), quantity);
    }

    /**
     * {@return a copy with a date of expiry, which becomes the lot's}
     *
     * @param instant the first instant at which the lot is promised no more
     * @throws IllegalArgumentException if the line names no lot
     */
    public StockLine expiringAt(Instant instant) {
        return new StockLine(key, quantity, Optional.of(instant));
    }
}
