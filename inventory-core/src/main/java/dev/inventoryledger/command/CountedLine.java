package dev.inventoryledger.command;

import dev.inventoryledger.StockKey;
import dev.inventoryledger.internal.Checks;
import java.util.Objects;

/**
 * What somebody counted under a stock key. Immutable.
 *
 * @param key what and where
 * @param counted how many units are there; not negative
 */
public record CountedLine(StockKey key, long counted) {
    /**
     * Checks the quantity.
     *
     * @param key what and where
     * @param counted how many units are there
     * @throws IllegalArgumentException if the quantity is negative
     */
    public CountedLine {
        Objects.requireNonNull(key, "key");
        Checks.notNegative("counted", counted);
    }
}
