package dev.inventoryledger.command;

import dev.inventoryledger.StockKey;
import dev.inventoryledger.internal.Checks;
import java.util.Objects;

/**
 * By how much on-hand is corrected under a stock key. Immutable.
 *
 * @param key what and where
 * @param change units, up or down; not zero
 */
public record Adjustment(StockKey key, long change) {
    /**
     * Checks the change.
     *
     * @param key what and where
     * @param change units, up or down
     * @throws IllegalArgumentException if the change is zero or has no opposite
     */
    public Adjustment {
        Objects.requireNonNull(key, "key");
        Checks.check(change != 0, "change", "must not be zero", change);
        Checks.check(change != Long.MIN_VALUE, "change", "must be more than the least number", change);
    }
}
