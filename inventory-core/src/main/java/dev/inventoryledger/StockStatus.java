package dev.inventoryledger;

/**
 * What was last told of a stock key: the marker that makes alerts come once. Decided on what is available, where the item
 * {@linkplain Item#isWatchedAt is watched}; elsewhere it stays as it was.
 */
public enum StockStatus {
    /** Some is available, and it is not low. */
    IN_STOCK,
    /** Some is available, but no more than the low point. */
    LOW,
    /** Some is available, but so little that a reorder was told. */
    REORDER,
    /** Nothing is available, and by its rule that is not low. */
    OUT,
    /** Nothing is available, and that is low. */
    LOW_AND_OUT,
    /** Nothing is available, and a reorder was told. */
    REORDER_AND_OUT;

    /**
     * {@return the status of so many available units under a rule}
     *
     * @param available units that can be promised
     * @param rule the reorder rule that applies
     */
    public static StockStatus of(long available, ReorderRule rule) {
        boolean isOut = available <= 0;
        if (rule.callsForMore(available)) {
            return isOut ? REORDER_AND_OUT : REORDER;
        }
        if (rule.isLow(available)) {
            return isOut ? LOW_AND_OUT : LOW;
        }
        return isOut ? OUT : IN_STOCK;
    }

    /** {@return whether it is low} */
    public boolean isLow() {
        return this != IN_STOCK && this != OUT;
    }

    /** {@return whether a reorder was told} */
    public boolean isReordered() {
        return this == REORDER || this == REORDER_AND_OUT;
    }

    /** {@return whether nothing is available} */
    public boolean isOut() {
        return this == OUT || this == LOW_AND_OUT || this == REORDER_AND_OUT;
    }
}
