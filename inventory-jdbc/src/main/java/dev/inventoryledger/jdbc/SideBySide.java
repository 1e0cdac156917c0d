package dev.inventoryledger.jdbc;

import dev.inventoryledger.UnknownFateException;
import dev.inventoryledger.spi.ChangeSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes many change sets that have nothing to do with each other in two halves at once, each with a statement and on a connection of its
 * own: a server works on one statement with one core. Safe for use by many threads; it has threads of its own only while there is much
 * to write.
 */
final class SideBySide {
    private static final Logger LOG = LoggerFactory.getLogger(SideBySide.class);
    private static final long IDLE_SECONDS = 10;

    /** Writing so many entries and postings in halves saves more than a second statement costs. */
    private static final int WORTH_HALVING = 64;

    private final Function<List<ChangeSet>, Supplier<List<Optional<List<Long>>>>> preparing;
    private final int worthHalving;

    private final ThreadPoolExecutor helpers = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), SideBySide::thread);

    private SideBySide(Function<List<ChangeSet>, Supplier<List<Optional<List<Long>>>>> preparing, int worthHalving) {
        this.preparing = preparing;
        this.worthHalving = worthHalving;
    }

    /**
     * Takes what prepares a statement. Executed, a statement gives for each change set the positions of its entries, or nothing if it was
     * not written.
     */
    static SideBySide inHalves(Function<List<ChangeSet>, Supplier<List<Optional<List<Long>>>>> preparing) {
        return new SideBySide(preparing, WORTH_HALVING);
    }

    /** The same with one statement for all, however much it is: for where transactions that write at once get in each other's way. */
    static SideBySide undivided(Function<List<ChangeSet>, Supplier<List<Optional<List<Long>>>>> preparing) {
        return new SideBySide(preparing, Integer.MAX_VALUE);
    }

    private static Thread thread(Runnable task) {
        Thread daemon = new Thread(task, "inventory-ledger-write");
        daemon.setDaemon(true);
        return daemon;
    }

    /**
     * What became of change sets.
     *
     * @param positions for each the positions of its entries, or nothing if it was not written
     * @param failure why nothing is written, or why that is not known; null if all went well
     */
    record Ended(
            List<Optional<List<Long>>> positions, @Nullable RuntimeException failure) {
        private static Ended failed(int size, RuntimeException failure) {
            return new Ended(Collections.nCopies(size, Optional.empty()), failure);
        }

        boolean isAnyWritten() {
            return positions.stream().anyMatch(Optional::isPresent);
        }

        private boolean isUnknown() {
            return failure instanceof UnknownFateException;
        }

        /** What is certain not to be written while the other half is need not fail with it: it is left, as if it were stale. */
        private Ended and(Ended other) {
            List<Optional<List<Long>>> all = new ArrayList<>(positions);
            all.addAll(other.positions);
            Ended worse = isUnknown() || other.failure == null ? this : other;
            boolean isLeft = !worse.isUnknown() && (isAnyWritten() || other.isAnyWritten());
            if (isLeft && worse.failure != null) {
                LOG.debug("one half of a batch was written, the other is left for now", worse.failure);
            }
            return new Ended(all, isLeft ? null : worse.failure);
        }

        List<Optional<List<Long>>> orThrow() {
            if (failure != null) {
                throw failure;
            }
            return positions;
        }
    }

    /** Gets ready to write them, and to wait until that has ended. */
    Supplier<Ended> prepare(List<ChangeSet> parts) {
        int middle = middle(parts);
        Supplier<Ended> first = half(parts.subList(0, middle));
        if (middle == parts.size()) {
            return first;
        }
        Supplier<Ended> second = half(parts.subList(middle, parts.size()));
        return () -> {
            CompletableFuture<Ended> helped = helped(second);
            return first.get().and(helped.join());
        };
    }

    /** Where the second half begins, as near to the middle as may be; at the end, if there is none. */
    private int middle(List<ChangeSet> parts) {
        int all = parts.stream().mapToInt(ChangeSet::journalRows).sum();
        int before = 0;
        for (int i = 0; i < parts.size() && all >= worthHalving; i++) {
            int own = parts.get(i).journalRows();
            if (before > 0 && 2 * before + own >= all) {
                return i;
            }
            before += own;
        }
        return parts.size();
    }

    private CompletableFuture<Ended> helped(Supplier<Ended> half) {
        try {
            return CompletableFuture.supplyAsync(half, helpers);
        } catch (RejectedExecutionException | OutOfMemoryError nobodyHelps) {
            return CompletableFuture.completedFuture(half.get());
        }
    }

    private Supplier<Ended> half(List<ChangeSet> parts) {
        Supplier<List<Optional<List<Long>>>> writing = preparing.apply(parts);
        return () -> {
            try {
                return new Ended(writing.get(), null);
            } catch (RuntimeException failed) {
                return Ended.failed(parts.size(), failed);
            }
        };
    }
}
