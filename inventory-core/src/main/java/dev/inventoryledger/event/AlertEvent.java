package dev.inventoryledger.event;

import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.StockKey;

/** Something that somebody should look at. Immutable. */
public sealed interface AlertEvent extends InventoryEvent {
    /**
     * Stock fell to the point at which it is low. Told once, until there is more than that again.
     *
     * @param head where the event comes from
     * @param key which stock
     * @param available units that can be promised
     * @param point the point that was reached, at which stock is low
     * @param suggestedQuantity how many units to reorder
     */
    record LowStockDetected(EventHead head, StockKey key, long available, long point, long suggestedQuantity)
            implements AlertEvent {
        @Override
        public String subject() {
            return "stock/" + key;
        }
    }

    /**
     * Stock fell so low that more is to be ordered at once. Told once, until there is more than that again.
     *
     * @param head where the event comes from
     * @param key which stock
     * @param available units that can be promised
     * @param reorderPoint the point that was reached: the rule's {@code reorderPoint}
     * @param quantity how many units to order
     */
    record ReorderRequested(EventHead head, StockKey key, long available, long reorderPoint, long quantity)
            implements AlertEvent {
        @Override
        public String subject() {
            return "stock/" + key;
        }
    }

    /**
     * Nothing can be promised any more.
     *
     * @param head where the event comes from
     * @param key which stock
     */
    record OutOfStock(EventHead head, StockKey key) implements AlertEvent {
        @Override
        public String subject() {
            return "stock/" + key;
        }
    }

    /**
     * After nothing could be promised, something can.
     *
     * @param head where the event comes from
     * @param key which stock
     * @param available units that can be promised
     */
    record BackInStock(EventHead head, StockKey key, long available) implements AlertEvent {
        @Override
        public String subject() {
            return "stock/" + key;
        }
    }

    /**
     * A command was turned down. Told only where the ledger was built to record rejections.
     *
     * @param head where the event comes from; its origin names the command
     * @param reason why
     * @param message the same in words
     */
    record ReservationRejected(EventHead head, RejectionReason reason, String message) implements AlertEvent {
        @Override
        public String subject() {
            return "command/" + head.origin().commandId();
        }
    }
}
