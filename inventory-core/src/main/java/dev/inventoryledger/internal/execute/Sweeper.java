package dev.inventoryledger.internal.execute;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sweeps now and then on a daemon thread of its own, until it is closed. */
public final class Sweeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final int MOST_AT_ONCE = 10_000;
    private static final long CLOSING_SECONDS = 10;

    private final ScheduledExecutorService thread;

    private Sweeper(ScheduledExecutorService thread) {
        this.thread = thread;
    }

    public static Sweeper start(Sweep sweep, Duration pause) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread daemon = new Thread(task, "inventory-ledger-sweeper");
            daemon.setDaemon(true);
            return daemon;
        });
        // Nobody waits for it: it ends when the thread is shut down, and what a sweep throws is logged.
        ScheduledFuture<?> unused = thread.scheduleWithFixedDelay(
                () -> sweepQuietly(sweep), pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
        return new Sweeper(thread);
    }

    private static void sweepQuietly(Sweep sweep) {
        try {
            int released = sweep.releaseExpired(MOST_AT_ONCE);
            LOG.debug("released {} expired holds", released);
        } catch (Throwable failure) {
            LOG.warn("a sweep failed; the next one tries again", failure);
        }
    }

    /** Lets a sweep that is under way finish, within a bound. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            // One that takes longer goes on: an interrupt would reach a driver, and may close a file under others.
            boolean isOver = thread.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
            LOG.debug("the last sweep is over: {}", isOver);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
