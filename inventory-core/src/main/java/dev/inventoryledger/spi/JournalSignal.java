package dev.inventoryledger.spi;

/**
 * What a store may be besides: one that notices commits of other processes and says so, so that subscriptions and views need not wait
 * for their next look. They look all the same: a signal may get lost.
 */
public interface JournalSignal {
    /**
     * Tells of news from now on.
     *
     * @param onNews what to run when something may have been committed; quick, and safe for use by many threads
     * @return ends it when closed
     */
    AutoCloseable listen(Runnable onNews);
}
