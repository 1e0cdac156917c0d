package dev.inventoryledger.internal.subscribe;

import dev.inventoryledger.RetryableStoreException;
import dev.inventoryledger.UnknownFateException;
import dev.inventoryledger.event.InventoryEvent;
import dev.inventoryledger.spi.SubscriptionState;
import dev.inventoryledger.subscription.BatchEventHandler;
import dev.inventoryledger.subscription.EventHandler;
import dev.inventoryledger.subscription.Handler;
import dev.inventoryledger.subscription.Subscription;
import dev.inventoryledger.subscription.TransactionalEventHandler;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events to a handler in the way that it wants them, and notes that it did.
 *
 * @param subscription whose handler
 * @param cursor where it is noted
 */
record Delivery(Subscription subscription, Cursor cursor) {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final int BATCH = 1_000;

    int mostAtOnce() {
        return subscription.handler() instanceof EventHandler ? 1 : BATCH;
    }

    /** What the handler failed with, if it did. That the store is away for a while is no fault of the events'. */
    Optional<Exception> handOver(List<InventoryEvent> events, UnaryOperator<SubscriptionState> change) {
        try {
            Handler handler = subscription.handler();
            if (handler instanceof TransactionalEventHandler transactional) {
                cursor.flush();
                cursor.during(note -> transactional.on(events, note), change);
            } else {
                handOver(handler, events);
                cursor.change(change);
            }
            return Optional.empty();
        } catch (TakenOver | RetryableStoreException | UnknownFateException passing) {
            throw passing;
        } catch (Exception failed) {
            LOG.debug("subscription {} failed on {} events", subscription.name(), events.size(), failed);
            return Optional.of(failed);
        }
    }

    private static void handOver(Handler handler, List<InventoryEvent> events) throws Exception {
        if (handler instanceof BatchEventHandler inBatches) {
            inBatches.on(events);
        } else {
            for (InventoryEvent event : events) {
                ((EventHandler) handler).on(event);
            }
        }
    }
}
