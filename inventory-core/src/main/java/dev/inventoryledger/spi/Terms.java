package dev.inventoryledger.spi;

import dev.inventoryledger.Item;
import dev.inventoryledger.Tracking;

/**
 * On what terms units under a stock key are sold, as far as its level says so by itself. It spares whoever asks what is available a look
 * at the item: a look-up for each SKU of a page of a shop.
 */
public enum Terms {
    /** The key's item is active and tracked, and nothing is told of it before it is there: what is available may be promised, no more. */
    PLAIN,
    /** The item is to be asked: it is of another kind, or nobody has noted that it is not. */
    OF_ITEM;

    /**
     * {@return the terms of an item's units}
     *
     * @param item the item
     */
    public static Terms of(Item item) {
        boolean isPlain = item.isActive()
                && item.tracking() == Tracking.TRACKED
                && item.backorder().isEmpty()
                && item.leadTime().isEmpty();
        return isPlain ? PLAIN : OF_ITEM;
    }
}
