package dev.inventoryledger.internal.subscribe;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets a thread rest until it is time, until it is woken, or until it is to end. */
public final class Rest {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean isWoken;
    private boolean isOver;

    /** Rests so long at most; being woken before counts, once. */
    public void atMost(long nanos) {
        lock.lock();
        try {
            long left = nanos;
            while (left > 0 && !isWoken && !isOver) {
                left = changed.awaitNanos(left);
            }
            isWoken = false;
        } catch (InterruptedException toEnd) {
            isOver = true;
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
