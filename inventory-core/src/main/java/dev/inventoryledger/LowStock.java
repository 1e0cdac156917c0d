package dev.inventoryledger;

/**
 * A stock key that is low now. Immutable.
 *
 * @param level how it stands
 * @param rule the reorder rule of today
 */
public record LowStock(Level level, ReorderRule rule) {
    /** {@return whether it is so low that more is to be ordered at once} */
    public boolean isReordered() {
        return rule.callsForMore(level.available());
    }

    /** {@return how many units to reorder} */
    public long suggestedQuantity() {
        return rule.quantity();
    }
}
