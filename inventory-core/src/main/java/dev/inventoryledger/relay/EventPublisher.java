package dev.inventoryledger.relay;

import java.util.List;

/** The port to a broker, which the host implements. Called by one thread at a time. */
@FunctionalInterface
public interface EventPublisher {
    /**
     * Publishes events and waits until the broker has acknowledged every one of them. Events with the same partition key must arrive
     * in the order given; after a failure or a crash, events come again under the same ids.
     *
     * @param events what to publish, in journal order; never empty
     * @throws Exception if not all were acknowledged; all are given again later
     */
    void publish(List<CloudEvent> events) throws Exception;
}
