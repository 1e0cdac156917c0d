package dev.inventoryledger.internal.subscribe;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets a thread rest until it is time, until it is woken, or until it is to end. */
public final class Rest {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean isWoken;
    private boolean isOver;

    /**
     * Rests so long at most; being woken before counts, once. An interrupt that a handler has left behind ends nothing: the thread is
     * the ledger's own.
     */
    public void atMost(long nanos) {
        long end = System.nanoTime() + nanos;
        lock.lock();
        try {
            long left = nanos;
            while (left > 0 && !isWoken && !isOver) {
                try {
                    left = changed.awaitNanos(left);
                } catch (InterruptedException leftBehind) {
                    left = end - System.nanoTime();
                }
            }
            isWoken = false;
        } finally {
            lock.unlock();
        }
    }

    public void wake() {
        lock.lock();
        try {
            isWoken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** From now on nobody rests. */
    public void end() {
        lock.lock();
        try {
            isOver = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public boolean isOver() {
        lock.lock();
        try {
            return isOver;
        } finally {
            lock.unlock();
        }
    }
}
