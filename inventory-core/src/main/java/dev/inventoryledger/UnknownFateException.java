package dev.inventoryledger;

/**
 * A commit was under way when the store was lost, and whether it took effect could not be found out. Retry with the same
 * command id: that is safe either way, and the answer then is the true one.
 */
public final class UnknownFateException extends StockStoreException {
    private static final long serialVersionUID = 1L;

    /**
     * A commit whose fate is unknown.
     *
     * @param message what was under way
     * @param cause the store's own exception
     */
    public UnknownFateException(String message, Throwable cause) {
        super(message, cause);
    }
}
