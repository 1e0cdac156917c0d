package dev.inventoryledger.internal.execute;

import dev.inventoryledger.Entry;
import dev.inventoryledger.event.Events;
import dev.inventoryledger.event.InventoryEvent;
import dev.inventoryledger.event.InventoryListener;
import dev.inventoryledger.spi.EntryQuery;
import dev.inventoryledger.spi.StockStore;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the journal on from where it ended when the ledger was built, and tells listeners. Whoever committed reads
 * for a while; what others go on committing, or what an earlier commit elsewhere keeps from readers, a daemon thread reads. So
 * listeners are called in journal order and one at a time without a lock, and nobody reads for others for long.
 */
public final class JournalTail {
    private static final Logger LOG = LoggerFactory.getLogger(JournalTail.class);
    private static final int PAGE = 500;
    private static final int MOST_PASSES = 10;
    private static final long PAUSE_MILLIS = 20;
    private static final long IDLE_SECONDS = 10;

    /** What came of reading a page: more may follow a full one. */
    private enum Reading {
        FULL_PAGE,
        ALL,
        FAILED
    }

    private final StockStore store;
    private final List<InventoryListener> listeners;
    private final AtomicInteger commitsToRead = new AtomicInteger();
    private final AtomicLong lastCommitted = new AtomicLong();
    private final ScheduledThreadPoolExecutor helper;

    /** Written only by the one thread that reads; handed on through the counter or the helper's queue. */
    private long position;

    public JournalTail(StockStore store, List<InventoryListener> listeners) {
        this.store = store;
        this.listeners = List.copyOf(listeners);
        position = listeners.isEmpty() ? 0 : newestPosition(store);
        helper = new ScheduledThreadPoolExecutor(1, task -> {
            Thread daemon = new Thread(task, "inventory-ledger-listeners");
            daemon.setDaemon(true);
            return daemon;
        });
        helper.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        helper.allowCoreThreadTimeOut(true);
    }

    private static long newestPosition(StockStore store) {
        return store.entries(new EntryQuery.Newest()).stream()
                .mapToLong(Entry::position)
                .findFirst()
                .orElse(0);
    }

    /** Notes up to where this ledger has committed: what is not readable yet is to be read later. */
    void committed(List<Long> positions) {
        positions.forEach(each -> lastCommitted.accumulateAndGet(each, Math::max));
    }

    /** What is not read by now is left to readers that come later. */
    void close() {
        helper.shutdownNow();
    }

    void moved() {
        if (!listeners.isEmpty() && commitsToRead.getAndIncrement() == 0) {
            readSafely();
        }
    }

    /** Where there is no memory even to say that it failed, whoever commits next reads on. */
    private void readSafely() {
        try {
            readFor(MOST_PASSES);
        } catch (Throwable failed) {
            commitsToRead.set(0);
        }
    }

    /** By the one thread that counted from zero, until the count is zero again; what comes on and on the helper reads. */
    private void readFor(int passes) {
        int seen = commitsToRead.get();
        Reading reading = readOn();
        if (reading == Reading.FULL_PAGE) {
            goOn(passes);
        } else if (reading == Reading.ALL && commitsToRead.get() == seen && position < lastCommitted.get()) {
            // A position before ours is not certain yet.
            later(PAUSE_MILLIS);
        } else if (commitsToRead.addAndGet(-seen) > 0) {
            goOn(passes);
        }
    }

    private void goOn(int passes) {
        if (passes > 1) {
            readFor(passes - 1);
        } else {
            later(0);
        }
    }

    private void later(long millis) {
        try {
            Future<?> reading = helper.schedule(this::readSafely, millis, TimeUnit.MILLISECONDS);
            LOG.trace("reading on later: {}", reading);
        } catch (RejectedExecutionException closed) {
            LOG.debug("the ledger is closed; its listeners are told no more", closed);
        } catch (OutOfMemoryError noThread) {
            // It is queued all the same, and would read beside whoever reads by then.
            helper.getQueue().clear();
            LOG.warn("no thread is to be had to read the journal on; whoever commits next does", noThread);
            commitsToRead.set(0);
        }
    }

    private Reading readOn() {
        try {
            List<Entry> page = store.entries(new EntryQuery.After(position, PAGE));
            page.forEach(this::tell);
            return page.size() == PAGE ? Reading.FULL_PAGE : Reading.ALL;
        } catch (Throwable unreadable) {
            // The command is committed all the same; what was not read now is read after the next commit.
            LOG.warn("the journal could not be read on from position {}", position, unreadable);
            return Reading.FAILED;
        }
    }

    private void tell(Entry entry) {
        for (InventoryEvent event : Events.of(entry)) {
            listeners.forEach(listener -> tell(listener, event));
        }
        position = entry.position();
    }

    private static void tell(InventoryListener listener, InventoryEvent event) {
        try {
            listener.on(event);
        } catch (Throwable faulty) {
            Undeclared.keepInterrupt(faulty);
            // An assertion that fails in a listener must not silence the others for ever.
            LOG.warn("a listener failed on {}", event, faulty);
        }
    }
}
