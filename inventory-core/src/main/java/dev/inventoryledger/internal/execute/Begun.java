package dev.inventoryledger.internal.execute;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * Work that has begun on another thread; whoever asks for its result waits for it, and is told what it failed with. Safe for use by many
 * threads.
 *
 * @param <T> what it comes to
 * @param result its result
 */
record Begun<T>(CompletableFuture<T> result) implements Supplier<T> {
    /** Where no thread is to be had it begins when it is asked for. */
    static <T> Supplier<T> on(ExecutorService threads, Supplier<T> work) {
        try {
            return new Begun<>(CompletableFuture.supplyAsync(work, threads));
        } catch (RejectedExecutionException | OutOfMemoryError nobodyHelps) {
            return work;
        }
    }

    @Override
    public T get() {
        try {
            return result.join();
        } catch (CompletionException failed) {
            throw Executor.unchecked(Objects.requireNonNullElse(failed.getCause(), failed));
        }
    }
}
