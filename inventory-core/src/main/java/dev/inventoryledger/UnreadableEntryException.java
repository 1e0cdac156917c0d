package dev.inventoryledger;

/** The store has an entry that no ledger wrote like that: somebody has edited it. An audit names it and reads on. */
public final class UnreadableEntryException extends StockStoreException {
    private static final long serialVersionUID = 1L;

    private final long position;

    /**
     * Tells which one.
     *
     * @param position where it stands
     * @param cause what is wrong with it
     */
    public UnreadableEntryException(long position, Throwable cause) {
        super("the entry at position " + position + " cannot be read: " + cause.getMessage(), cause);
        this.position = position;
    }

    /** {@return where it stands} */
    public long position() {
        return position;
    }
}
