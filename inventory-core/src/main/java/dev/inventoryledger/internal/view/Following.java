package dev.inventoryledger.internal.view;

import dev.inventoryledger.InventoryView;
import dev.inventoryledger.internal.subscribe.Subscriptions;
import dev.inventoryledger.spi.JournalSignal;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.subscription.RunningSubscription;
import dev.inventoryledger.subscription.Subscription;
import dev.inventoryledger.view.StockView;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that follows the journal on threads of its own: subscriptions and views. Safe for use by many threads. */
public final class Following {
    private static final Logger LOG = LoggerFactory.getLogger(Following.class);

    private final StockStore store;
    private final Clock clock;
    private final Subscriptions subscriptions;
    private final List<JournalView> views = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> listening = new CopyOnWriteArrayList<>();
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private final AtomicBoolean isListening = new AtomicBoolean();
    private Optional<JournalSignal> signal = Optional.empty();

    public Following(StockStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        subscriptions = new Subscriptions(store, clock);
    }

    /** Is told of commits elsewhere, once anything here follows the journal. */
    public void listenTo(JournalSignal newSignal) {
        signal = Optional.of(newSignal);
    }

    private void listen() {
        if (isClosed.get()) {
            throw closed();
        }
        if (isListening.compareAndSet(false, true)) {
            try {
                signal.map(from -> from.listen(this::signal)).ifPresent(listener -> {
                    listening.add(listener);
                    requireOpen(listener);
                });
            } catch (Throwable deaf) {
                isListening.set(false);
                throw deaf;
            }
        }
    }

    private static IllegalStateException closed() {
        return new IllegalStateException("the ledger is closed: nothing follows its journal any more");
    }

    /** Whoever closes the ledger sees what has begun by then; what begins meanwhile looks for itself. */
    private void requireOpen(AutoCloseable begun) {
        if (isClosed.get()) {
            end(begun);
            throw closed();
        }
    }

    /** Something may have been committed. */
    public void signal() {
        subscriptions.signal();
        views.forEach(JournalView::signal);
    }

    public RunningSubscription start(Subscription subscription) {
        listen();
        RunningSubscription running = subscriptions.start(subscription);
        requireOpen(running);
        return running;
    }

    public StockView view(InventoryView through) {
        listen();
        JournalView view = JournalView.start(store, clock, through, views::remove);
        views.add(view);
        requireOpen(view);
        return view;
    }

    public void close() {
        isClosed.set(true);
        views.forEach(JournalView::close);
        subscriptions.close();
        listening.forEach(Following::end);
    }

    private static void end(AutoCloseable begun) {
        try {
            begun.close();
        } catch (Exception failed) {
            LOG.debug("what follows the journal could not be closed in order", failed);
        }
    }
}
