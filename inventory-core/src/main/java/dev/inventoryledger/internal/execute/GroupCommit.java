package dev.inventoryledger.internal.execute;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets one caller at a time work for all who wait. Whoever comes first leads: it takes those who have queued up, itself
 * among them, in the order of their coming, and answers them all. Who comes meanwhile waits; when the leader has its own
 * answer it hands over to the first who waits. There is no timer and, as long as callers block, no thread of its own.
 *
 * <p>Where many call, a leader takes half of them, and hands over as soon as it is about to write, or to have a load bear out that
 * there is nothing to write: so one batch is prepared while another is written, borne out or told. There are never more than these two.
 *
 * <p>To hand over costs a thread's waking up. Whoever has led for less than that is worth goes on for those who wait.
 *
 * @param <R> what callers ask for
 * @param <A> what they are answered
 */
final class GroupCommit<R, A> {
    private final WaitingLine<R, A> line;
    private final Limits limits;
    private final Work<R, A> work;
    private final Runnable afterwards;
    private final Executor helpers;

    /** How many may wait at once, how many are worked for at once, how few are better not halved, and for how long one leads on. */
    record Limits(int queue, int batch, int leastInFlight, long leadOnNanos) {
        int within(int calls) {
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
        line = new WaitingLine<>(lock, limits);
        this.limits = limits;
        this.work = work;
        this.afterwards = afterwards;
        this.helpers = helpers;
    }

    /** Waits for the answer; an interrupt does not shorten the wait, and is set again afterwards. */
    A call(R request) {
        Call<R, A> call = Call.ofThisThread(request);
        await(List.of(call));
        return call.answer();
    }

    /** The same for several that are sent at once: waits until all have ended. */
    List<Call<R, A>> callAll(List<R> requests) {
        List<Call<R, A>> calls = requests.stream().map(Call::<R, A>ofThisThread).toList();
        if (!calls.isEmpty()) {
            await(calls);
        }
        return calls;
    }

    /** What comes afterwards may call itself: until all are done, nobody but this thread may be there to lead for the others. */
    private void await(List<Call<R, A>> calls) {
        if (line.add(calls)) {
            calls.get(0).isCalledToLead();
        }
        boolean wasInterrupted = false;
        boolean hasLed = false;
        try {
            for (Call<R, A> call : calls) {
                wasInterrupted |= isInterruptedUntilLedOrDone(call);
                if (call.leads()) {
                    lead(call);
                    hasLed = true;
                }
            }
            if (hasLed) {
                afterwards.run();
            }
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The thread may have been woken to lead while it waited for another of its calls. */
    private boolean isInterruptedUntilLedOrDone(Call<R, A> call) {
        boolean wasInterrupted = false;
        while (!call.leads() && !call.isDone()) {
            LockSupport.park(this);
            wasInterrupted |= Thread.interrupted();
        }
        // Drivers and pools give up on an interrupted thread, and others depend on this one now.
        return Thread.interrupted() || wasInterrupted;
    }

    /** Does not wait: the answer comes on a thread of the common pool. */
    CompletionStage<A> submit(R request) {
        CompletableFuture<A> stage = new CompletableFuture<>();
        Call<R, A> call = Call.telling(request, result -> complete(stage, result));
        if (line.add(List.of(call))) {
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
        if (line.add(calls)) {
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

    /** Where no thread is to be had the caller leads, so that nobody is left without a leader. */
    private void leadHelped(Call<R, A> call) {
        if (!isHelped(call)) {
            leadAlone(call);
        }
    }

    private boolean isHelped(Call<R, A> call) {
        try {
            helpers.execute(() -> leadAlone(call));
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
    }

    /** For a call that no thread waits for. */
    private void leadAlone(Call<R, A> call) {
        lead(call);
        afterwards.run();
    }

    /** For whom to go on, if for anybody. */
    private @Nullable Call<R, A> next(long start) {
        return System.nanoTime() - start < limits.leadOnNanos() ? line.nextLeader() : handOver();
    }

    /** Whether somebody else leads now. */
    private boolean perform() {
        List<Call<R, A>> batch = new ArrayList<>();
        Turn turn = new Turn(new Row(batch), line.take(batch));
        try {
            perform(batch, turn);
        } finally {
            leaveUnheard(turn);
            turn.end();
        }
        return turn.isPassedOn();
    }

    private void leaveUnheard(Turn turn) {
        Turn unheard = turn.unheard();
        if (unheard != null && !turn.isPassedOn()) {
            line.leave(unheard);
        }
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
            line.begin(turn, batch.size());
            boolean isLedOn = handOver() == null;
            if (!isLedOn) {
                line.takeBack(turn);
            }
            return isLedOn;
        }

        /** The next one may have been passed on already. */
        @Override
        public void ended(Turn turn) {
            line.end(turn);
        }
    }

    /** Whose turn it is if nobody else can lead. */
    private @Nullable Call<R, A> handOver() {
        Call<R, A> next = line.nextLeader();
        if (next == null) {
            return null;
        }
        return next.isCalledToLead() || isHelped(next) ? null : next;
    }

    int waiting() {
        return line.size();
    }

    /** Takes no more calls, and waits for those that it has taken; false if they took longer. */
    boolean close(Duration patience) {
        return line.close(patience);
    }
}
