package dev.inventoryledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.event.InventoryEvent;
import dev.inventoryledger.relay.CloudEvent;
import dev.inventoryledger.relay.EventPublisher;
import dev.inventoryledger.relay.Relay;
import dev.inventoryledger.subscription.RunningSubscription;
import dev.inventoryledger.subscription.Subscription;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The relay hands every event to a broker, in the order of its subject. */
interface Relaying extends OpensShops {
    /** Takes some events of a batch and then fails, acknowledges others, and dies before it has said so. */
    final class MoodyBroker implements EventPublisher {
        final Map<String, List<String>> partitions = new ConcurrentHashMap<>();
        final Set<String> ids = ConcurrentHashMap.newKeySet();
        final AtomicInteger repeated = new AtomicInteger();
        private int calls;

        @Override
        public void publish(List<CloudEvent> events) {
            int mood = calls < 12 ? calls++ % 3 : 2;
            int taken = mood == 0 ? events.size() / 2 : events.size();
            events.subList(0, taken).forEach(this::take);
            if (mood < 2) {
                throw new IllegalStateException("not acknowledged");
            }
        }

        private void take(CloudEvent event) {
            if (ids.add(event.id())) {
                partitions
                        .computeIfAbsent(event.partitionKey(), unseen -> new ArrayList<>())
                        .add(event.id());
            } else {
                repeated.incrementAndGet();
            }
        }
    }

    @Test
    default void theRelayMovesOnOnlyOnceTheBrokerHasAcknowledged() {
        Shop shop = open().furnished().stocked("TEA@A=9/3/1", "TEA@B=5", "CUP@B=7/3/1");
        MoodyBroker broker = new MoodyBroker();
        Relay relay = new Relay(URI.create("/shop"), broker);
        try (RunningSubscription running = shop.ledger.subscribe(Subscription.inBatches("relay", relay))) {
            Heard.until("all is published", () -> shop.hasCaughtUp("relay") && running.isActive());
        }
        List<InventoryEvent> all = shop.told(0);
        assertThat(broker.ids).hasSize(all.size());
        assertThat(broker.repeated).as("some came again, and were told apart").hasPositiveValue();
        broker.partitions.forEach((key, ids) -> assertThat(ids)
                .as(key)
                .isEqualTo(all.stream()
                        .filter(event -> event.subject().equals(key))
                        .map(event -> relay.cloudEvent(event).id())
                        .toList()));
    }
}
