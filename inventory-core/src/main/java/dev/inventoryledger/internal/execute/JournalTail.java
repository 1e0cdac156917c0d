package dev.inventoryledger.internal.execute;

import dev.inventoryledger.Entry;
import dev.inventoryledger.event.Events;
import dev.inventoryledger.event.InventoryEvent;
import dev.inventoryledger.event.InventoryListener;
import dev.inventoryledger.spi.EntryQuery;
import dev.inventoryledger.spi.StockStore;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the journal on from where it ended when the ledger was built, and tells listeners. Whoever committed first reads
 * for those who commit meanwhile, so that listeners are called in journal order and one at a time without a lock.
 */
public final class JournalTail {
    private static final Logger LOG = LoggerFactory.getLogger(JournalTail.class);
    private static final int PAGE = 500;

    private final StockStore store;
    private final List<InventoryListener> listeners;
    private final AtomicInteger commitsToRead = new AtomicInteger();

    /** Written only by the one thread that reads; handed on through the counter. */
    private long position;

    public JournalTail(StockStore store, List<InventoryListener> listeners) {
        this.store = store;
        this.listeners = List.copyOf(listeners);
        position = listeners.isEmpty() ? 0 : newestPosition(store);
    }

    private static long newestPosition(StockStore store) {
        return store.entries(new EntryQuery.Newest()).stream()
                .mapToLong(Entry::position)
                .findFirst()
                .orElse(0);
    }

    void moved() {
        if (listeners.isEmpty() || commitsToRead.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        do {
            readOn();
            seen = commitsToRead.addAndGet(-seen);
        } while (seen > 0);
    }

    private void readOn() {
        try {
            List<Entry> page;
            do {
                page = store.entries(new EntryQuery.After(position, PAGE));
                page.forEach(this::tell);
            } while (page.size() == PAGE);
        } catch (RuntimeException unreadable) {
            // The command is committed all the same; what was not read now is read after the next commit.
            LOG.warn("the journal could not be read on from position {}", position, unreadable);
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
        } catch (RuntimeException | Error faulty) {
            // An assertion that fails in a listener must not silence the others for ever.
            LOG.warn("a listener failed on {}", event, faulty);
        }
    }
}
