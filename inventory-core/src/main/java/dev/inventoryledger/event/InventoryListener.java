package dev.inventoryledger.event;

/**
 * Is told of events after they are committed, in journal order, one at a time. It reads the journal and is no second
 * publisher: what it misses because the process ends or its ledger is closed, it misses.
 *
 * <p>It is told of every entry in the store, those of other processes, too, but only once its own ledger has carried out a command. So of
 * several processes each tells its own listener everything; a {@linkplain dev.inventoryledger.subscription.Subscription subscription} has
 * one handler in all.
 *
 * <p>It runs on the thread of some caller whose command was committed, not necessarily the event's own, and that caller
 * waits for it, or on one of the ledger's own: be quick. It may send commands; their events follow after this one. What it throws is logged and
 * otherwise ignored.
 */
@FunctionalInterface
public interface InventoryListener {
    /**
     * Is told of one event.
     *
     * @param event what happened
     */
    void on(InventoryEvent event);
}
