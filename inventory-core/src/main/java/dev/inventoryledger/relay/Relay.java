package dev.inventoryledger.relay;

import dev.inventoryledger.event.EventHead;
import dev.inventoryledger.event.InventoryEvent;
import dev.inventoryledger.internal.json.JsonForms;
import dev.inventoryledger.subscription.BatchEventHandler;
import java.net.URI;
import java.util.List;

/**
 * Hands events to a broker: a handler for {@link dev.inventoryledger.subscription.Subscription#inBatches}. The subscription moves on
 * only once the broker has acknowledged. Safe for use by many threads if its publisher is.
 *
 * @param source the host's own name for this ledger, one for each tenant
 * @param publisher the way to the broker
 */
public record Relay(URI source, EventPublisher publisher) implements BatchEventHandler {
    @Override
    public void on(List<InventoryEvent> events) throws Exception {
        publisher.publish(events.stream().map(this::cloudEvent).toList());
    }

    /**
     * {@return an event as it leaves the house}
     *
     * @param event the event
     */
    public CloudEvent cloudEvent(InventoryEvent event) {
        EventHead head = event.head();
        String type = EventSchemas.typeOf(event.getClass());
        return new CloudEvent(
                head.position() + "-" + head.index(),
                source,
                type,
                event.subject(),
                head.recordedAt(),
                event.subject(),
                EventSchemas.nameOf(type),
                JsonForms.json((Record) event));
    }
}
