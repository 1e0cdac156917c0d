package dev.inventoryledger;

/** A question about the past reaches further back than the journal that the store still has. */
public final class HistoryPrunedException extends StockStoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Tells what was asked.
     *
     * @param message the question
     */
    public HistoryPrunedException(String message) {
        super(message);
    }
}
