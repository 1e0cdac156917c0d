package dev.inventoryledger.spi;

import dev.inventoryledger.Item;
import dev.inventoryledger.Tracking;

/**
 * On what terms units under a stock key may be promised, as far as its level says so by itself. It spares whoever asks what is available
 * a look at the item: one look-up for each SKU of a page of a shop.
 */
public enum Terms {
    /**
     * The key's item is active, tracked by number alone, and has neither backorder nor lead time: all that is available may be promised,
     * and nothing more. A level says so only as long as its item is so.
     */
    PLAIN,
    /** The item is to be asked: it is on other terms, or nobody has noted yet that it is not. */
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
