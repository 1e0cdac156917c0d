package dev.inventoryledger.internal.read;

import dev.inventoryledger.RetryableStoreException;
import dev.inventoryledger.spi.StockStore;
import java.util.concurrent.locks.LockSupport;

/** Where a journal ends. */
public final class JournalTip {
    private static final long PAUSE_NANOS = 1_000_000;
    private static final long MAX_WAIT_NANOS = 10_000_000_000L;

    private JournalTip() {}

    /**
     * Waits until all that is committed now can be read, however long a commit that is under way keeps readers back.
     *
     * @throws RetryableStoreException if that takes too long
     */
    public static void await(StockStore store) {
        long newest = store.extent().newest();
        long start = System.nanoTime();
        while (store.extent().readableUpTo() < newest) {
            if (System.nanoTime() - start > MAX_WAIT_NANOS) {
                throw new RetryableStoreException("the journal cannot be read up to position " + newest
                        + " yet: a transaction that took an earlier position is still open");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
