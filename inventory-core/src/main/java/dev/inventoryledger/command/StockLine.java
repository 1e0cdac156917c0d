package dev.inventoryledger.command;

import dev.inventoryledger.StockKey;
import dev.inventoryledger.internal.Checks;
import java.util.Objects;

/**
 * So many units under a stock key. Immutable.
 *
 * @param key what and where
 * @param quantity how many units; positive
 */
public record StockLine(StockKey key, long quantity) {
    /**
     * Checks the quantity.
     *
     * @param key what and where
     * @param quantity how many units
     * @throws IllegalArgumentException if the quantity is not positive
     */
    public StockLine {
        Objects.requireNonNull(key, "key");
        Checks.positive("quantity", quantity);
    }
}
