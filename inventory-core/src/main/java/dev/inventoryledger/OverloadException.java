package dev.inventoryledger;

/**
 * As many commands wait to be carried out as the ledger lets wait; this one was turned away. Nothing was changed, and it
 * may be sent again once there are fewer.
 */
public final class OverloadException extends StockStoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Tells how many wait.
     *
     * @param waiting commands that wait
     */
    public OverloadException(int waiting) {
        super(waiting + " commands wait already; this one was turned away and nothing was changed");
    }
}
