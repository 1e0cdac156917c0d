package dev.inventoryledger.reconciliation;

import dev.inventoryledger.internal.Checks;
import java.util.Objects;

/**
 * What to do about a difference. One beyond the tolerance is never more than flagged. Immutable.
 *
 * @param toleranceUnits up to how many units a stock key may differ by, either way; zero or more
 * @param withinTolerance what to do about a difference of at most that
 */
public record ReconciliationPolicy(long toleranceUnits, Handling withinTolerance) {
    /** What to do about a difference. */
    public enum Handling {
        /** It is told, and nothing is changed. */
        FLAG,
        /** The ledger's figure is adjusted by it. */
        APPLY
    }

    /**
     * Checks the tolerance.
     *
     * @param toleranceUnits up to how many units a stock key may differ by
     * @param withinTolerance what to do about a difference of at most that
     * @throws IllegalArgumentException if the tolerance is negative
     */
    public ReconciliationPolicy {
        Checks.check(toleranceUnits >= 0, "toleranceUnits", "must not be negative", toleranceUnits);
        Objects.requireNonNull(withinTolerance, "withinTolerance");
    }

    /** {@return flag every difference} */
    public static ReconciliationPolicy flagAll() {
        return new ReconciliationPolicy(0, Handling.FLAG);
    }

    /**
     * {@return adjust small differences, flag others}
     *
     * @param toleranceUnits up to how many units; zero or more
     * @throws IllegalArgumentException if that is negative
     */
    public static ReconciliationPolicy applyUpTo(long toleranceUnits) {
        return new ReconciliationPolicy(toleranceUnits, Handling.APPLY);
    }
}
