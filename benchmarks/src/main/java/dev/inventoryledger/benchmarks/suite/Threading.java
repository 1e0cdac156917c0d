package dev.inventoryledger.benchmarks.suite;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What kind of threads many callers are. Each call is a sleep and a wake, so that the kind matters; which one suits best is not the same
 * for the ledger and for what is done by hand.
 */
enum Threading {
    /** Threads of the operating system. */
    PLATFORM,
    /** Threads of the virtual machine, from Java 21 on; before, those of the operating system. */
    VIRTUAL;

    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    private static boolean hasVirtualThreads() {
        return Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS;
    }

    /** What the virtual machine of a fork is told, for JMH's threads to be of this kind. */
    String option() {
        return "-Djmh.executor=" + available();
    }

    /** This kind, or what there is in its place. */
    Threading available() {
        return hasVirtualThreads() ? this : PLATFORM;
    }

    /** So many threads of this kind. */
    ExecutorService threads(int count) {
        if (available() == PLATFORM) {
            return Executors.newFixedThreadPool(count);
        }
        try {
            // The module is compiled for Java 17.
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException notThere) {
            throw new IllegalStateException("Java " + Runtime.version() + " without virtual threads", notThere);
        }
    }

    /** In words, for the report. */
    static String describe() {
        return hasVirtualThreads()
                ? "the ledger's many callers are virtual threads, those by hand once threads of either kind"
                : "callers are platform threads";
    }
}
