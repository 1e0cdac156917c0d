package dev.inventoryledger.internal.execute;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One caller's question on its way to an answer. Answered once, by a leader; whoever asked is told.
 *
 * @param <R> what is asked for
 * @param <A> what is answered
 */
final class Call<R, A> {
    private final R request;

    /** Who can be called to lead; null if nobody waits. */
    private final @Nullable Thread waiter;

    private final Consumer<Supplier<A>> told;
    private volatile @Nullable Supplier<A> result;
    private volatile boolean leads;

    private Call(R request, @Nullable Thread waiter, Consumer<Supplier<A>> told) {
        this.request = request;
        this.waiter = waiter;
        this.told = told;
    }

    /** A call whose caller waits for it. */
    static <R, A> Call<R, A> ofThisThread(R request) {
        Thread waiter = Thread.currentThread();
        return new Call<>(request, waiter, result -> LockSupport.unpark(waiter));
    }

    /** A call that nobody waits for. Whoever is told must not hold up the leader. */
    static <R, A> Call<R, A> telling(R request, Consumer<Supplier<A>> told) {
        return new Call<>(request, null, told);
    }

    /** A call that nobody waits for or is told of: whoever made it works for it. */
    static <R, A> Call<R, A> alone(R request) {
        return telling(request, result -> {});
    }

    R request() {
        return request;
    }

    boolean isDone() {
        return result != null;
    }

    /** The answer, or what the work for it failed with. */
    A answer() {
        Supplier<A> found = result;
        if (found == null) {
            throw new IllegalStateException("a call was left without an answer");
        }
        return found.get();
    }

    void answer(A answer) {
        end(() -> answer);
    }

    void fail(Throwable failure) {
        end(() -> {
            throw unchecked(failure);
        });
    }

    private static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException exception ? exception : new IllegalStateException(failure);
    }

    private void end(Supplier<A> newResult) {
        result = newResult;
        told.accept(newResult);
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
