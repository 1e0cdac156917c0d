package dev.inventoryledger;

/**
 * A store failed in a way that may pass: a conflict between transactions, a lock that was not to be had in time, a
 * connection that was lost before anything could be committed. Nothing was changed, and the same may be tried again.
 * A ledger does so by itself for a while; in a transaction of the host's the host must, from the transaction's start.
 */
public class RetryableStoreException extends StockStoreException {
    private static final long serialVersionUID = 1L;

    /**
     * A failure without an exception behind it.
     *
     * @param message what failed
     */
    public RetryableStoreException(String message) {
        super(message);
    }

    /**
     * A failure with its cause.
     *
     * @param message what failed
     * @param cause the store's own exception
     */
    public RetryableStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
