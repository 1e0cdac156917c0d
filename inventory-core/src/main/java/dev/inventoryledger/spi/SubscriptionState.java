package dev.inventoryledger.spi;

import dev.inventoryledger.subscription.EventPoint;
import dev.inventoryledger.subscription.ParkedEvents;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How far a subscription has come, and who runs it: the body of its document. Immutable.
 *
 * @param position the last entry all of whose events are done with
 * @param eventsDone how many events of the entry behind it are done with, too
 * @param leaseMillis how long the runner may leave the document as it is before another takes over
 * @param runner who runs it
 * @param parked events that were put aside
 * @param wish what the runner is to do with them
 * @param forgottenAt when it was given up for good; whoever runs it next begins anew
 */
public record SubscriptionState(
        long position,
        int eventsDone,
        long leaseMillis,
        Optional<String> runner,
        List<ParkedEvents> parked,
        Optional<Wish> wish,
        Optional<Instant> forgottenAt) {
    /** What is to become of parked events. */
    public enum Aim {
        /** They are to be handed over again. */
        RETRY,
        /** They are given up. */
        DROP
    }

    /**
     * Something asked of the runner, once. Immutable.
     *
     * @param id tells it from others like it, which may come while it is served
     * @param aim what is asked
     * @param upTo the last event that is to be given up: what is parked later is not; empty where all is, or nothing
     */
    public record Wish(String id, Aim aim, Optional<EventPoint> upTo) {}

    /**
     * Copies the list.
     *
     * @param position the last entry all of whose events are done with
     * @param eventsDone how many events of the entry behind it are done with, too
     * @param leaseMillis how long the runner may leave the document as it is
     * @param runner who runs it
     * @param parked events that were put aside
     * @param wish what the runner is to do with them
     * @param forgottenAt when it was given up for good
     */
    public SubscriptionState {
        parked = List.copyOf(parked);
    }

    /**
     * {@return the same at another place of the journal}
     *
     * @param newPosition the last entry all of whose events are done with
     * @param newEventsDone how many events of the entry behind it are done with, too
     */
    public SubscriptionState at(long newPosition, int newEventsDone) {
        return new SubscriptionState(newPosition, newEventsDone, leaseMillis, runner, parked, wish, forgottenAt);
    }

    /**
     * {@return the same, run by another}
     *
     * @param newRunner who; empty for nobody
     * @param newLeaseMillis how long it may leave the document as it is
     */
    public SubscriptionState runBy(Optional<String> newRunner, long newLeaseMillis) {
        return new SubscriptionState(position, eventsDone, newLeaseMillis, newRunner, parked, wish, forgottenAt);
    }

    /**
     * {@return the same with other events put aside}
     *
     * @param newParked which
     */
    public SubscriptionState parking(List<ParkedEvents> newParked) {
        return new SubscriptionState(position, eventsDone, leaseMillis, runner, newParked, wish, forgottenAt);
    }

    /**
     * {@return the same with another wish}
     *
     * @param newWish what is to become of parked events
     */
    public SubscriptionState wishing(Optional<Wish> newWish) {
        return new SubscriptionState(position, eventsDone, leaseMillis, runner, parked, newWish, forgottenAt);
    }

    /**
     * {@return what is left of it once it is given up for good}
     *
     * @param instant when that is
     */
    public SubscriptionState forgotten(Instant instant) {
        return new SubscriptionState(
                position, eventsDone, leaseMillis, Optional.empty(), List.of(), Optional.empty(), Optional.of(instant));
    }

    /** {@return whether it was given up for good} */
    public boolean isForgotten() {
        return forgottenAt.isPresent();
    }
}
