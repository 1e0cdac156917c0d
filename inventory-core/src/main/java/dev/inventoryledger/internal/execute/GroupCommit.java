package dev.inventoryledger.internal.execute;

import dev.inventoryledger.OverloadException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets one caller at a time work for all who wait. Whoever comes first leads: it takes those who have queued up, itself
 * among them, in the order of their coming, and answers them all. Who comes meanwhile waits; when the leader has its own
 * answer it hands over to the first who waits. There is no timer and, as long as callers block, no thread of its own.
 *
 * <p>Where many call, a leader takes half of them, and hands over as soon as it is about to write: so one batch is prepared while
 * another is written. There are never more than these two.
 *
 * <p>To hand over costs a thread's waking up. Whoever has led for less than that is worth goes on for those who wait.
 *
 * @param <R> what callers ask for
 * @param <A> what they are answered
 */
final class GroupCommit<R, A> {
    private final Lock lock;
    private final Condition idle;
    private final Condition enough;
    private final Limits limits;
    private final Work<R, A> work;
    private final Runnable afterwards;
    private final Executor helpers;
    private final Queue<Call<R, A>> queue = new ArrayDeque<>();
    private boolean isLed;
    private boolean isClosed;

    /** The batch that is being written while the next one is prepared, and how many were taken for it. */
    private @Nullable Turn inFlight;

    private int sizeInFlight;

    /** The batch that the next one is prepared on, whether it is still being written or not. */
    private @Nullable Turn foreseen;

    /** How many may wait at once, how many are worked for at once, how few are better not halved, and for how long one leads on. */
    record Limits(int queue, int batch, int leastInFlight, long leadOnNanos) {
        private int within(int calls) {
            return Math.min(calls, batch);
        }
    }

    /** Answers every call that it is given; what it throws fails those that it has not answered. */
    @FunctionalInterface
    interface Work<R, A> {
        void on(List<Call<R, A>> batch, Turn turn);
    }

    /** Afterwards runs on the thread that led, once it no longer does. Helpers lead where nobody blocks. */
    GroupCommit(Lock lock, Limits limits, Work<R, A> work, Runnable afterwards, Executor helpers) {
        this.lock = lock;
        idle = lock.newCondition();
        enough = lock.newCondition();
        this.limits = limits;
        this.work = work;
        this.afterwards = afterwards;
        this.helpers = helpers;
    }

    /** Waits for the answer; an interrupt does not shorten the wait, and is set again afterwards. */
    A call(R request) {
        Call<R, A> call = Call.ofThisThread(request);
        boolean leads = enqueue(List.of(call));
        boolean wasInterrupted = false;
        try {
            while (!leads && !call.isDone()) {
                LockSupport.park(this);
                wasInterrupted |= Thread.interrupted();
                leads = call.leads();
            }
            if (leads) {
                // Drivers and pools give up on an interrupted thread, and others depend on this one now.
                wasInterrupted |= Thread.interrupted();
                lead(call);
            }
            return call.answer();
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Does not wait: the answer comes on a thread of the common pool. */
    CompletionStage<A> submit(R request) {
        CompletableFuture<A> stage = new CompletableFuture<>();
        Call<R, A> call = Call.telling(request, result -> complete(stage, result));
        if (enqueue(List.of(call))) {
            leadHelped(call);
        }
        return stage;
    }

    /** Does not wait: once all have ended, they come on a thread of the common pool. */
    CompletionStage<List<Call<R, A>>> submitAll(List<R> requests) {
        CompletableFuture<List<Call<R, A>>> stage = new CompletableFuture<>();
        List<Call<R, A>> calls = new ArrayList<>(requests.size());
        AtomicInteger left = new AtomicInteger(requests.size());
        for (R request : requests) {
            calls.add(Call.telling(request, result -> {
                if (left.decrementAndGet() == 0) {
                    complete(stage, () -> calls);
                }
            }));
        }
        if (calls.isEmpty()) {
            return CompletableFuture.completedStage(calls);
        }
        if (enqueue(calls)) {
            leadHelped(calls.get(0));
        }
        return stage;
    }

    /** What hangs on a stage is the host's code, which must not hold up the leader; it does where no thread is to be had. */
    private static <T> void complete(CompletableFuture<T> stage, Supplier<T> result) {
        try {
            stage.completeAsync(result);
        } catch (RejectedExecutionException | OutOfMemoryError nobodyHelps) {
            stage.completeAsync(result, Runnable::run);
        }
    }

    /** Takes all of them if there is room for one, and says whether their caller is to lead: what is sent at once is not torn apart. */
    private boolean enqueue(List<Call<R, A>> calls) {
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
            boolean leads = !isLed;
            isLed = true;
            return leads;
        } finally {
            lock.unlock();
        }
    }

    /** Where no thread is to be had the caller leads, so that nobody is left without a leader. */
    private void leadHelped(Call<R, A> call) {
        if (!isHelped(call)) {
            lead(call);
        }
    }

    private boolean isHelped(Call<R, A> call) {
        try {
            helpers.execute(() -> lead(call));
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError nobodyHelps) {
            return false;
        }
    }

    private void lead(Call<R, A> first) {
        long start = System.nanoTime();
        Call<R, A> call = first;
        while (call != null) {
            boolean isPassedOn = false;
            while (!call.isDone()) {
                isPassedOn = perform();
            }
            call = isPassedOn ? null : next(start);
        }
        afterwards.run();
    }

    /** For whom to go on, if for anybody. */
    private @Nullable Call<R, A> next(long start) {
        return System.nanoTime() - start < limits.leadOnNanos() ? nextLeader() : handOver();
    }

    /** Whether somebody else leads now. */
    private boolean perform() {
        List<Call<R, A>> batch = new ArrayList<>();
        Turn turn = new Turn(new Row(batch), take(batch));
        try {
            perform(batch, turn);
        } finally {
            leaveUnheard(turn);
            turn.end();
        }
        return turn.isPassedOn();
    }

    /** What failed before it asked how the batch before went leaves that to the next one. */
    private void leaveUnheard(Turn turn) {
        Turn unheard = turn.unheard();
        if (unheard != null && !turn.isPassedOn()) {
            lock.lock();
            try {
                foreseen = unheard;
            } finally {
                lock.unlock();
            }
        }
    }

    /** Tells on which batch the next one is prepared. As many as were taken for that are waited for as long as it is being written. */
    private @Nullable Turn take(List<Call<R, A>> batch) {
        lock.lock();
        try {
            while (inFlight != null && !isEnough()) {
                enough.awaitUninterruptibly();
            }
            int share = share();
            while (batch.size() < share) {
                batch.add(queue.remove());
            }
            Turn earlier = foreseen;
            foreseen = null;
            return earlier;
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

    @SuppressWarnings("CatchingUnchecked")
    private void perform(List<Call<R, A>> batch, Turn turn) {
        Optional<Throwable> reason = Optional.empty();
        try {
            work.on(batch, turn);
        } catch (RuntimeException | Error failed) {
            reason = Optional.of(failed);
        }
        for (Call<R, A> call : batch) {
            if (!call.isDone()) {
                call.fail(reason.orElseGet(
                        () -> new IllegalStateException("the batch ended without an answer to the call")));
            }
        }
    }

    /** What a batch's turn does to the queue. */
    private final class Row implements Turn.Row {
        private final List<Call<R, A>> batch;

        Row(List<Call<R, A>> batch) {
            this.batch = batch;
        }

        @Override
        public boolean isPassedOn(Turn turn) {
            if (batch.size() < limits.leastInFlight()) {
                return false;
            }
            lock.lock();
            try {
                inFlight = turn;
                foreseen = turn;
                sizeInFlight = batch.size();
            } finally {
                lock.unlock();
            }
            boolean isLedOn = handOver() == null;
            if (!isLedOn) {
                takeBack(turn);
            }
            return isLedOn;
        }

        private void takeBack(Turn turn) {
            lock.lock();
            try {
                foreseen = null;
            } finally {
                lock.unlock();
            }
            ended(turn);
        }

        /** The next one may have been passed on already. */
        @Override
        public void ended(Turn turn) {
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
    }

    private void signalIfIdle() {
        if (isIdle()) {
            idle.signalAll();
        }
    }

    private boolean isIdle() {
        return !isLed && inFlight == null;
    }

    /** Whose turn it is if nobody else can lead. */
    private @Nullable Call<R, A> handOver() {
        Call<R, A> next = nextLeader();
        if (next == null) {
            return null;
        }
        return next.isCalledToLead() || isHelped(next) ? null : next;
    }

    private @Nullable Call<R, A> nextLeader() {
        lock.lock();
        try {
            Call<R, A> next = queue.peek();
            if (next == null) {
                isLed = false;
                signalIfIdle();
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    int waiting() {
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
