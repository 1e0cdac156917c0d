package dev.inventoryledger.subscription;

import dev.inventoryledger.event.InventoryEvent;

/**
 * Handles events one at a time, in journal order, on the subscription's own thread. An event may come again after a crash or a
 * failure: the position and index in its head tell whether it was handled before.
 */
@FunctionalInterface
public non-sealed interface EventHandler extends Handler {
    /**
     * Handles one event; it counts as handled when this returns.
     *
     * @param event what happened
     * @throws Exception if it could not; it is tried again later
     */
    void on(InventoryEvent event) throws Exception;
}
