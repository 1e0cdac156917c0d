package dev.inventoryledger.command;

import dev.inventoryledger.StockKey;
import dev.inventoryledger.internal.Checks;
import java.util.Objects;
import java.util.Optional;

/**
 * By how much on-hand is corrected under a stock key. Immutable.
 *
 * @param key what and where
 * @param change units, up or down; not zero
 * @param onHand only if so many units are on hand before; empty for however many
 */
public record Adjustment(StockKey key, long change, Optional<Long> onHand) {
    /**
     * Checks the change.
     *
     * @param key what and where
     * @param change units, up or down
     * @param onHand only if so many units are on hand before
     * @throws IllegalArgumentException if the change is zero or has no opposite, or fewer than no units are to be on hand
     */
    public Adjustment {
        Objects.requireNonNull(key, "key");
        Checks.check(change != 0, "change", "must not be zero", change);
        Checks.check(change != Long.MIN_VALUE, "change", "must be more than the least number", change);
        Objects.requireNonNull(onHand, "onHand").ifPresent(units -> Checks.notNegative("onHand", units));
    }

    /**
     * However many units are on hand.
     *
     * @param key what and where
     * @param change units, up or down
     * @throws IllegalArgumentException if the change is zero or has no opposite
     */
    public Adjustment(StockKey key, long change) {
        this(key, change, Optional.empty());
    }

    /**
     * {@return the same correction, refused where anything has come or gone meanwhile}
     *
     * @param unitsOnHand as many as whoever corrects has found recorded
     * @throws IllegalArgumentException if it is negative
     */
    public Adjustment ofOnHand(long unitsOnHand) {
        return new Adjustment(key, change, Optional.of(unitsOnHand));
    }
}
