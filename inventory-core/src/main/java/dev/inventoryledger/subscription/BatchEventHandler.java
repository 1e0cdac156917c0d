package dev.inventoryledger.subscription;

import dev.inventoryledger.event.InventoryEvent;
import java.util.List;

/**
 * Handles several events at once, in journal order, on the subscription's own thread. After a failure they come again, one by
 * one until that has passed.
 */
@FunctionalInterface
public non-sealed interface BatchEventHandler extends Handler {
    /**
     * Handles events; all of them count as handled when this returns.
     *
     * @param events what happened, in journal order; never empty
     * @throws Exception if it could not handle them all; they are tried again later
     */
    void on(List<InventoryEvent> events) throws Exception;
}
