package dev.inventoryledger;

import dev.inventoryledger.internal.Checks;

/**
 * When stock counts as low, and how much to order then. Compared with what is available at each stock key by itself.
 * Immutable.
 *
 * @param point stock is low at this many available units or fewer; not negative
 * @param quantity how many units to reorder; positive
 */
public record ReorderRule(long point, long quantity) {
    /**
     * Checks both figures.
     *
     * @param point stock is low at this many available units or fewer
     * @param quantity how many units to reorder
     * @throws IllegalArgumentException if the point is negative or the quantity not positive
     */
    public ReorderRule {
        Checks.notNegative("reorder point", point);
        Checks.positive("reorder quantity", quantity);
    }
}
