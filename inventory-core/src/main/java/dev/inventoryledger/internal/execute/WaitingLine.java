package dev.inventoryledger.internal.execute;

import dev.inventoryledger.OverloadException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * Calls in the order of their coming, whether somebody leads, and which batch is being written, or borne out, while the next one is prepared. Safe
 * for use by many threads.
 *
 * @param <R> what callers ask for
 * @param <A> what they are answered
 */
final class WaitingLine<R, A> {
    private final Lock lock;
    private final Condition idle;
    private final Condition enough;
    private final GroupCommit.Limits limits;
    private final Queue<Call<R, A>> queue = new ArrayDeque<>();
    private boolean isClosed;

    /** The call in whose name somebody leads, if anybody does. */
    private @Nullable Call<R, A> leader;

    /** The batch that is being written, or borne out, while the next one is prepared, and how many were taken for it. */
    private @Nullable Turn inFlight;

    private int sizeInFlight;

    /** The batch that the next one is prepared on, whether it is still being written or not. */
    private @Nullable Turn foreseen;

    WaitingLine(Lock lock, GroupCommit.Limits limits) {
        this.lock = lock;
        idle = lock.newCondition();
        enough = lock.newCondition();
        this.limits = limits;
    }

    /** Takes all of them if there is room for one, and says whether their caller is to lead: what is sent at once is not torn apart. */
    boolean add(List<Call<R, A>> calls) {
        lock.lock();
        try {
            if (isClosed) {
                throw new IllegalStateException("the ledger is closed and takes no more commands");
            }
            if (queue.size() >= limits.queue()) {
                throw new OverloadException(limits.queue());
            }
            queue.addAll(calls);
            if (inFlight != null && isEnough()) {
                enough.signal();
            }
            boolean leads = leader == null;
            if (leads) {
                leader = calls.get(0);
            }
            return leads;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The batch of a turn, which comes behind the batch that it is prepared on. As many as were taken for that are waited for as long as it
     * is in flight. Takes all or, where it throws, none.
     */
    List<Call<R, A>> take(Turn turn) {
        lock.lock();
        try {
            while (inFlight != null && !isEnough()) {
                enough.awaitUninterruptibly();
            }
            int share = share();
            List<Call<R, A>> batch = new ArrayList<>(share);
            while (batch.size() < share) {
                batch.add(queue.remove());
            }
            turn.follow(foreseen);
            foreseen = null;
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** About as many as are in flight; what was halved may have been uneven. */
    private boolean isEnough() {
        return queue.size() + 1 >= limits.within(sizeInFlight);
    }

    private int share() {
        int half = (queue.size() + sizeInFlight + 1) / 2;
        return limits.within(half < limits.leastInFlight() ? queue.size() : Math.min(half, queue.size()));
    }

    /** The next batch is to be prepared on this one while it is written. */
    void begin(Turn turn, int size) {
        lock.lock();
        try {
            inFlight = turn;
            sizeInFlight = size;
            foreseen = turn;
        } finally {
            lock.unlock();
        }
    }

    /** Nobody was there to prepare the next one: whoever led leads on. */
    void takeBack(Turn turn, Call<R, A> newLeader) {
        lock.lock();
        try {
            leader = newLeader;
            foreseen = null;
            end(turn);
        } finally {
            lock.unlock();
        }
    }

    /** The batch is written; the next one may be, too, by now. */
    void end(Turn turn) {
        lock.lock();
        try {
            if (turn.equals(inFlight)) {
                inFlight = null;
                sizeInFlight = 0;
                enough.signal();
                signalIfIdle();
            }
        } finally {
            lock.unlock();
        }
    }

    /** A batch that failed before it asked how the one before went leaves that to the next one. */
    void leave(Turn unheard) {
        lock.lock();
        try {
            foreseen = unheard;
        } finally {
            lock.unlock();
        }
    }

    /** Who comes next and is to lead; nobody leads where nobody waits. */
    @Nullable
    Call<R, A> nextLeader() {
        lock.lock();
        try {
            leader = queue.peek();
            signalIfIdle();
            return leader;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whoever led in the name of a call is gone, and so are calls of its own, as far as nobody has begun to work for them. Says whether
     * nobody leads now.
     */
    boolean resign(Call<R, A> call, List<Call<R, A>> own) {
        lock.lock();
        try {
            queue.removeAll(own);
            if (inFlight != null && inFlight.hasEnded()) {
                // It could not say so.
                end(inFlight);
            }
            return leader != null && (leader.equals(call) || own.contains(leader));
        } finally {
            lock.unlock();
        }
    }

    private void signalIfIdle() {
        if (isIdle()) {
            idle.signalAll();
        }
    }

    private boolean isIdle() {
        return leader == null && inFlight == null;
    }

    int size() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more calls, and waits for those that it has taken; false if they took longer. */
    boolean close(Duration patience) {
        lock.lock();
        try {
            isClosed = true;
            long left = patience.toNanos();
            while (!isIdle() && left > 0) {
                left = idle.awaitNanos(left);
            }
            return isIdle();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
