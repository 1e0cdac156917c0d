package dev.inventoryledger;

/**
 * Others changed the same rows each time the command was about to be committed, more often than the ledger retries.
 * Nothing was changed; the same command may be sent again at once.
 */
public final class ContentionException extends RetryableStoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Tells how often it was tried.
     *
     * @param commandId the command
     * @param attempts how many commits went stale
     */
    public ContentionException(CommandId commandId, int attempts) {
        super("command " + commandId + " went stale " + attempts + " times in a row; nothing was changed");
    }
}
