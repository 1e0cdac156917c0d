package dev.inventoryledger.internal.view;

import dev.inventoryledger.InventoryView;
import dev.inventoryledger.internal.subscribe.Subscriptions;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.subscription.RunningSubscription;
import dev.inventoryledger.subscription.Subscription;
import dev.inventoryledger.view.StockView;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** All that follows the journal on threads of its own: subscriptions and views. Safe for use by many threads. */
public final class Following {
    private final StockStore store;
    private final Clock clock;
    private final Subscriptions subscriptions;
    private final List<JournalView> views = new CopyOnWriteArrayList<>();

    public Following(StockStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        subscriptions = new Subscriptions(store, clock);
    }

    /** Something may have been committed. */
    public void signal() {
        subscriptions.signal();
        views.forEach(JournalView::signal);
    }

    public RunningSubscription start(Subscription subscription) {
        return subscriptions.start(subscription);
    }

    public StockView view(InventoryView through) {
        JournalView view = JournalView.start(store, clock, through, views::remove);
        views.add(view);
        return view;
    }

    public void close() {
        views.forEach(JournalView::close);
        subscriptions.close();
    }
}
