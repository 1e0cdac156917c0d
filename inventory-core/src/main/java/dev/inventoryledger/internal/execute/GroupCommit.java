package dev.inventoryledger.internal.execute;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
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
 * <p>A leader that cannot go on, as the virtual machine has no memory or no stack left for it, fails with that, and somebody else leads.
 *
 * @param <R> what callers ask for
 * @param <A> what they are answered
 */
final class GroupCommit<R, A> {
    private final WaitingLine<R, A> line;
    private final Limits limits;
    private final Work<R, A> work;
    private final Runnable afterwards;
    private final Threads threads;

    /** Present while this thread works for those who wait. */
    private final ThreadLocal<Boolean> isAtWork = new ThreadLocal<>();

    /** Who is to be told of answers, and could not be on a thread of its own. */
    private final Queue<Runnable> untold = new ConcurrentLinkedQueue<>();

    /** How many may wait at once, how many are worked for at once, how few are better not halved, and for how long one leads on. */
    record Limits(int queue, int batch, int leastInFlight, long leadOnNanos) {
        int within(int calls) {
            return Math.min(calls, batch);
        }
    }

    /** Where calls are led for if nobody blocks, and where is told of their answers. */
    record Threads(Executor leading, Executor telling) {}

    /** Answers every call that it is given; what it throws fails those that it has not answered. */
    @FunctionalInterface
    interface Work<R, A> {
        void on(List<Call<R, A>> batch, Turn turn);
    }

    /** Afterwards runs on the thread that led, once it no longer does. */
    GroupCommit(Lock lock, Limits limits, Work<R, A> work, Runnable afterwards, Threads threads) {
        line = new WaitingLine<>(lock, limits);
        this.limits = limits;
        this.work = work;
        this.afterwards = afterwards;
        this.threads = threads;
    }

    /**
     * Waits for the answer; an interrupt does not shorten the wait, and is set again afterwards. Whoever is asked something in the course of
     * the work, such as a policy of the host's, would wait for itself: that is an IllegalStateException.
     */
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
        if (leads(calls)) {
            calls.get(0).isCalledToLead();
        }
        boolean wasInterrupted = false;
        boolean hasLed = false;
        try {
            // Whoever leads by now is not to be lost for an iterator that there is no memory for.
            for (int i = 0; i < calls.size(); i++) {
                Call<R, A> call = calls.get(i);
                wasInterrupted |= isInterruptedUntilLedOrDone(call);
                if (call.leads()) {
                    hasLed = true;
                    lead(call, calls);
                }
            }
        } finally {
            if (hasLed) {
                leave();
            }
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

    /** Does not wait: the answer comes on another thread. */
    CompletionStage<A> submit(R request) {
        CompletableFuture<A> stage = new CompletableFuture<>();
        Call<R, A> call = Call.telling(request, ended -> complete(stage, ended::answer));
        if (leads(List.of(call))) {
            leadHelped(call);
        }
        return stage;
    }

    /** Takes calls in, and says whether their caller is to lead. */
    private boolean leads(List<Call<R, A>> calls) {
        if (isAtWork.get() != null) {
            throw new IllegalStateException(
                    "a command is being decided on this thread, and another one would wait for it without end:"
                            + " policies and clocks send none");
        }
        return line.add(calls);
    }

    /** Does not wait: once all have ended, they come on another thread. */
    CompletionStage<List<Call<R, A>>> submitAll(List<R> requests) {
        CompletableFuture<List<Call<R, A>>> stage = new CompletableFuture<>();
        List<Call<R, A>> calls = new ArrayList<>(requests.size());
        AtomicInteger left = new AtomicInteger(requests.size());
        for (R request : requests) {
            calls.add(Call.telling(request, ended -> {
                if (left.decrementAndGet() == 0) {
                    complete(stage, () -> calls);
                }
            }));
        }
        if (calls.isEmpty()) {
            return CompletableFuture.completedStage(calls);
        }
        if (leads(calls)) {
            leadHelped(calls.get(0));
        }
        return stage;
    }

    /** What hangs on a stage is the host's code, and may wait for a leader: where no thread is to be had it comes once this one has led. */
    private <T> void complete(CompletableFuture<T> stage, Supplier<T> result) {
        try {
            stage.completeAsync(result, threads.telling());
        } catch (RejectedExecutionException | Error nobodyHelps) {
            untold.add(() -> stage.completeAsync(result, Runnable::run));
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
            threads.leading().execute(() -> leadAlone(call));
            return true;
        } catch (RejectedExecutionException | Error nobodyHelps) {
            return false;
        }
    }

    /** Begins with one of its own calls: those that this thread has made, or was called for. */
    private void lead(Call<R, A> first, List<Call<R, A>> own) {
        long start = System.nanoTime();
        Call<R, A> call = first;
        while (call != null) {
            try {
                boolean isPassedOn = false;
                while (!call.isDone()) {
                    isPassedOn = perform(call);
                }
                call = isPassedOn ? null : next(start);
            } catch (Throwable fault) {
                resign(call, own, fault);
                throw fault;
            }
        }
    }

    /** For a call that no thread waits for. */
    private void leadAlone(Call<R, A> call) {
        try {
            lead(call, List.of(call));
        } finally {
            leave();
        }
    }

    /** Once this thread no longer leads. */
    private void leave() {
        afterwards.run();
        for (Runnable last = untold.poll(); last != null; last = untold.poll()) {
            last.run();
        }
    }

    /** Somebody else is to lead; where nobody can, nobody is left waiting for that. */
    private void resign(Call<R, A> leader, List<Call<R, A>> own, Throwable fault) {
        List<Call<R, A>> gone = own;
        Call<R, A> stranded = leader;
        while (stranded != null) {
            boolean isLeaderless = line.resign(stranded, gone);
            fail(gone, fault);
            stranded = isLeaderless ? handOver() : null;
            gone = stranded == null ? List.of() : List.of(stranded);
        }
    }

    /** For whom to go on, if for anybody. */
    private @Nullable Call<R, A> next(long start) {
        return System.nanoTime() - start < limits.leadOnNanos() ? line.nextLeader() : handOver();
    }

    /** Whether somebody else leads now. */
    private boolean perform(Call<R, A> leader) {
        // All that it takes memory to make comes before calls are taken, which are lost to everybody else.
        Row row = new Row(leader);
        Turn turn = new Turn(row);
        try {
            List<Call<R, A>> batch = line.take(turn);
            row.size = batch.size();
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
        try {
            isAtWork.set(true);
            work.on(batch, turn);
            for (Call<R, A> call : batch) {
                requireDone(call);
            }
        } catch (Throwable failed) {
            fail(batch, failed);
        } finally {
            isAtWork.remove();
        }
    }

    private static void requireDone(Call<?, ?> call) {
        if (!call.isDone()) {
            throw new IllegalStateException("the batch ended without an answer to the call");
        }
    }

    private static <R, A> void fail(List<Call<R, A>> calls, Throwable reason) {
        for (int i = 0; i < calls.size(); i++) {
            Call<R, A> call = calls.get(i);
            if (!call.isDone()) {
                try {
                    call.fail(reason);
                } catch (Throwable untellable) {
                    // Whoever is to be told of this one cannot be, and there may be no memory left to say so: the
                    // others can.
                }
            }
        }
    }

    /** What a batch's turn does to the queue. */
    private final class Row implements Turn.Row {
        private final Call<R, A> leader;
        private int size;

        Row(Call<R, A> leader) {
            this.leader = leader;
        }

        @Override
        public boolean isPassedOn(Turn turn) {
            if (size < limits.leastInFlight()) {
                return false;
            }
            line.begin(turn, size);
            boolean isLedOn = handOver() == null;
            if (!isLedOn) {
                line.takeBack(turn, leader);
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
