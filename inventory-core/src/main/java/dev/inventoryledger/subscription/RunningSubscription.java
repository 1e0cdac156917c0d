package dev.inventoryledger.subscription;

import java.util.Optional;

/**
 * One runner of a subscription in this process: it hands events over while it is the active one, and stands by otherwise.
 * Safe for use by many threads.
 */
public interface RunningSubscription extends AutoCloseable {
    /** {@return this runner's own name, as its subscription's status shows it} */
    String runner();

    /** {@return whether it is the one that hands events over} */
    boolean isActive();

    /** {@return what its handler or the store failed with last, until something succeeds again} */
    Optional<Throwable> failure();

    /**
     * Hands over again what was parked, in order; what fails again stays parked. Does not wait for it; where {@link #dropParked} is called before
     * it has begun, that is done in its place, and the other way round.
     */
    void retryParked();

    /**
     * Gives up what is parked now: it will not be handed over, and later events of the same subjects are again, those included that are held
     * back for it meanwhile. Does not wait for it.
     */
    void dropParked();

    /**
     * Ends it: waits up to ten seconds for its handler, notes how far it has come and lets another runner take over at once. Not to
     * be called by the handler.
     */
    @Override
    void close();
}
