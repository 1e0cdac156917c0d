package dev.inventoryledger.internal.execute;

import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One caller's question on its way to an answer. Answered once, by a leader; whoever asked is told. To wake whoever waits for it takes no
 * memory: a leader that has run out of it can still let the others go.
 *
 * @param <R> what is asked for
 * @param <A> what is answered
 */
final class Call<R, A> {
    private final R request;

    /** Who can be called to lead; null if nobody waits. */
    private final @Nullable Thread waiter;

    private final Consumer<Call<R, A>> told;
    private @Nullable A answer;
    private @Nullable Throwable failure;

    /** Written after the answer and the failure, and read before them. */
    private volatile boolean isDone;

    private volatile boolean leads;

    private Call(R request, @Nullable Thread waiter, Consumer<Call<R, A>> told) {
        this.request = request;
        this.waiter = waiter;
        this.told = told;
    }

    /** A call whose caller waits for it. */
    static <R, A> Call<R, A> ofThisThread(R request) {
        return new Call<>(request, Thread.currentThread(), Call::wake);
    }

    /** A call that nobody waits for. Whoever is told must not hold up the leader. */
    static <R, A> Call<R, A> telling(R request, Consumer<Call<R, A>> told) {
        return new Call<>(request, null, told);
    }

    /** A call that nobody waits for or is told of: whoever made it works for it. */
    static <R, A> Call<R, A> alone(R request) {
        return telling(request, call -> {});
    }

    private void wake() {
        LockSupport.unpark(waiter);
    }

    R request() {
        return request;
    }

    boolean isDone() {
        return isDone;
    }

    /** The answer, or what the work for it failed with. */
    A answer() {
        if (!isDone) {
            throw new IllegalStateException("a call was left without an answer");
        }
        A found = answer;
        if (found == null) {
            throw Executor.unchecked(Objects.requireNonNull(failure));
        }
        return found;
    }

    void answer(A newAnswer) {
        answer = newAnswer;
        end();
    }

    void fail(Throwable newFailure) {
        failure = newFailure;
        end();
    }

    private void end() {
        isDone = true;
        told.accept(this);
    }

    /** Whether somebody waits, and so leads from now on. */
    boolean isCalledToLead() {
        leads = waiter != null;
        LockSupport.unpark(waiter);
        return leads;
    }

    boolean leads() {
        return leads;
    }
}
