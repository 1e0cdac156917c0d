package dev.inventoryledger.benchmarks.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** Threads that do one thing again and again until they are told to stop: for what JMH cannot fork. */
final class Callers {
    private final ExecutorService threads;
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final LongAdder done = new LongAdder();
    private final List<Future<?>> running = new ArrayList<>();

    Callers(int count, Runnable call) {
        threads = Threading.VIRTUAL.threads(count);
        for (int i = 0; i < count; i++) {
            running.add(threads.submit(() -> {
                while (!isOver.get()) {
                    call.run();
                    done.increment();
                }
            }));
        }
    }

    /** How often it was done. */
    long done() {
        return done.sum();
    }

    /** How often a second, from now on for so long. */
    double rate(int seconds) throws InterruptedException {
        long start = System.nanoTime();
        long before = done();
        TimeUnit.SECONDS.sleep(seconds);
        return (done() - before) / ((System.nanoTime() - start) / 1e9);
    }

    /** Lets all end what they are doing, and tells how often it was done; whoever failed fails this. */
    long end() throws InterruptedException {
        isOver.set(true);
        threads.shutdown();
        try {
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a caller failed", failed);
        }
        return done();
    }
}
