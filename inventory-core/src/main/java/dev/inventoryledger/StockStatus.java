package dev.inventoryledger;

import java.util.Optional;

/** What was last told of a stock key: the marker that makes alerts come once. Decided on what is available. */
public enum StockStatus {
    /** Some is available, and more than the reorder point. */
    IN_STOCK,
    /** Some is available, but no more than the reorder point. */
    LOW,
    /** Nothing is available, and no reorder rule applies. */
    OUT,
    /** Nothing is available, and a reorder rule applies. */
    LOW_AND_OUT;

    /**
     * {@return the status of so many available units under a rule}
     *
     * @param available units that can be promised
     * @param rule the reorder rule that applies
     */
    public static StockStatus of(long available, Optional<ReorderRule> rule) {
        boolean low = rule.isPresent() && available <= rule.get().point();
        if (available > 0) {
            return low ? LOW : IN_STOCK;
        }
        return low ? LOW_AND_OUT : OUT;
    }

    /** {@return whether a reorder rule calls for more} */
    public boolean isLow() {
        return this == LOW || this == LOW_AND_OUT;
    }

    /** {@return whether nothing is available} */
    public boolean isOut() {
        return this == OUT || this == LOW_AND_OUT;
    }
}
