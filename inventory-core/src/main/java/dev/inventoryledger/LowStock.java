package dev.inventoryledger;

/**
 * A stock key that is low now. Immutable.
 *
 * @param level how it stands
 * @param rule the reorder rule that calls for more
 */
public record LowStock(Level level, ReorderRule rule) {
    /** {@return whether it is so low that a reorder was told} */
    public boolean isReordered() {
        return rule.callsForMore(level.available());
    }

    /** {@return how many units to reorder} */
    public long suggestedQuantity() {
        return rule.quantity();
    }
}
