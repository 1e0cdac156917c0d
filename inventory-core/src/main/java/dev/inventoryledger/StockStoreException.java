package dev.inventoryledger;

/** A store failed, or the ledger gave up on it. Nothing is known to have changed unless a subtype says otherwise. */
public class StockStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A failure without an exception behind it.
     *
     * @param message what failed
     */
    public StockStoreException(String message) {
        super(message);
    }

    /**
     * A failure with its cause.
     *
     * @param message what failed
     * @param cause the store's own exception
     */
    public StockStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
