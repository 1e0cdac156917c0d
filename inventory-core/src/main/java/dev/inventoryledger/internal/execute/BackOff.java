package dev.inventoryledger.internal.execute;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Jittered waiting after a stale commit. The first tries go on at once: the current rows are already here. */
final class BackOff {
    private static final int AT_ONCE = 3;
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long FIRST_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final int MOST_DOUBLINGS = 7;

    private BackOff() {}

    static void afterStale(int times) {
        if (times > AT_ONCE) {
            long bound = FIRST_NANOS << Math.min(times - AT_ONCE, MOST_DOUBLINGS);
            park(ThreadLocalRandom.current().nextLong(Math.min(bound, LONGEST_NANOS)));
        }
    }

    /** Whoever was interrupted before would not wait at all: that is set again afterwards. */
    private static void park(long nanos) {
        boolean wasInterrupted = Thread.interrupted();
        LockSupport.parkNanos(nanos);
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
