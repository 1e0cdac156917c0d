package dev.inventoryledger;

/**
 * How much of one SKU one location has, at one instant, as a decision would see it: holds that are due by then are left
 * out, whether or not anything has swept them. Immutable.
 *
 * @param key which stock
 * @param balance the figures, in the item's smallest unit
 * @param version how many postings made it; 0 if the key was never stocked
 */
public record Level(StockKey key, Balance balance, long version) {
    /** {@return what is physically there} */
    public long onHand() {
        return balance.onHand();
    }

    /** {@return what is promised to open reservations} */
    public long reserved() {
        return balance.reserved();
    }

    /** {@return the part of reserved that is confirmed for fulfilment} */
    public long allocated() {
        return balance.allocated();
    }

    /** {@return on hand − reserved} */
    public long available() {
        return balance.available();
    }
}
