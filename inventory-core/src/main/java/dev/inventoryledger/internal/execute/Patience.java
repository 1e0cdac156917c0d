package dev.inventoryledger.internal.execute;

import dev.inventoryledger.StockStoreException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Waits a little longer after each failure, jittered, and not for ever. Used by one thread. */
final class Patience {
    private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int MOST_DOUBLINGS = 8;

    private final long limitNanos;
    private final long start = System.nanoTime();
    private int failures;
    private @Nullable StockStoreException last;

    Patience(Duration limit) {
        limitNanos = limit.toNanos();
    }

    /** Waits, or throws the failure with the one before it attached. Others may wait with this thread: no interrupt ends it. */
    @SuppressWarnings("ReferenceEquality") // A throwable must not suppress itself.
    void orThrow(StockStoreException failure) {
        if (last != null && last != failure) {
            failure.addSuppressed(last);
        }
        last = failure;
        long left = limitNanos - (System.nanoTime() - start);
        if (left <= 0) {
            throw failure;
        }
        long bound = FIRST_NANOS << Math.min(failures++, MOST_DOUBLINGS);
        LockSupport.parkNanos(
                Math.min(left, bound / 2 + ThreadLocalRandom.current().nextLong(bound)));
    }
}
