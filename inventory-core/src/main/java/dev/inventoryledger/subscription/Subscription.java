package dev.inventoryledger.subscription;

import dev.inventoryledger.internal.Checks;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What is handed to whom, and how: the description of a durable subscription. Its position stands in the ledger's store
 * under its name; of several runners of one name, in one process or in many, one is active. Immutable; each method gives a
 * changed copy.
 *
 * @param name its name: 1 to 100 UTF-16 units, as every identifier
 * @param handler what its events are handed to
 * @param start where it begins if nobody has run it before
 * @param pollEvery how long it waits before it looks for new entries again; commits of the same ledger wake it earlier
 * @param takeOverAfter how long its runner may show no sign of life before another takes over; give all runners the same
 * @param parkAfterTries after how many tries an event that its handler fails on is put aside, together with all later events of
 *     the same subject; where it is empty, it is tried for ever, and what comes after it waits
 */
public record Subscription(
        String name,
        Handler handler,
        Start start,
        Duration pollEvery,
        Duration takeOverAfter,
        Optional<Integer> parkAfterTries) {
    private static final Duration SHORTEST_LEASE = Duration.ofMillis(100);

    /**
     * Checks the settings.
     *
     * @param name its name
     * @param handler what its events are handed to
     * @param start where it begins if nobody has run it before
     * @param pollEvery how long it waits before it looks again; from a millisecond to 3,660 days
     * @param takeOverAfter how long its runner may show no sign of life; from 100 milliseconds to 3,660 days
     * @param parkAfterTries after how many tries an event is put aside; at least 1
     * @throws IllegalArgumentException if a setting is out of bounds
     */
    public Subscription {
        Checks.identifier("name", name);
        Objects.requireNonNull(handler, "handler");
        Objects.requireNonNull(start, "start");
        Checks.time("pollEvery", Duration.ofMillis(1), pollEvery);
        Checks.time("takeOverAfter", SHORTEST_LEASE, takeOverAfter);
        parkAfterTries.ifPresent(tries -> Checks.positive("parkAfterTries", tries));
    }

    private Subscription(String name, Handler handler) {
        this(name, handler, new Start.Beginning(), Duration.ofMillis(100), Duration.ofSeconds(10), Optional.empty());
    }

    /**
     * {@return a subscription to every event there ever was, one event at a time}
     *
     * @param name its name
     * @param handler what its events are handed to
     * @throws IllegalArgumentException if the name is malformed
     */
    public static Subscription of(String name, EventHandler handler) {
        return new Subscription(name, handler);
    }

    /**
     * {@return a subscription to every event there ever was, in batches}
     *
     * @param name its name
     * @param handler what its events are handed to
     * @throws IllegalArgumentException if the name is malformed
     */
    public static Subscription inBatches(String name, BatchEventHandler handler) {
        return new Subscription(name, handler);
    }

    /**
     * {@return a subscription to every event there ever was, each handled exactly once}
     *
     * @param name its name
     * @param handler what its events are handed to, in transactions of the store's
     * @throws IllegalArgumentException if the name is malformed
     */
    public static Subscription inTransactions(String name, TransactionalEventHandler handler) {
        return new Subscription(name, handler);
    }

    /** {@return the same, beginning with what is committed from now on, as {@link Start.Now} says} */
    public Subscription fromNow() {
        return from(new Start.Now());
    }

    /**
     * {@return the same, beginning with the first entry recorded at an instant or later} Where some of those were pruned it does not run, and
     * says so: its failure is a {@link dev.inventoryledger.HistoryPrunedException}.
     *
     * @param instant the instant
     */
    public Subscription from(Instant instant) {
        return from(new Start.At(instant));
    }

    /**
     * {@return the same, beginning behind a position}
     *
     * @param position the position
     */
    public Subscription behind(long position) {
        return from(new Start.Behind(position));
    }

    /**
     * {@return the same, beginning elsewhere}
     *
     * @param newStart where
     */
    public Subscription from(Start newStart) {
        return new Subscription(name, handler, newStart, pollEvery, takeOverAfter, parkAfterTries);
    }

    /**
     * {@return the same, looking for new entries more or less often}
     *
     * @param pause how long it waits before it looks again, from a millisecond to 3,660 days
     * @throws IllegalArgumentException if that is out of bounds
     */
    public Subscription pollEvery(Duration pause) {
        return new Subscription(name, handler, start, pause, takeOverAfter, parkAfterTries);
    }

    /**
     * {@return the same, taken over sooner or later}
     *
     * @param silence how long its runner may show no sign of life, from 100 milliseconds to 3,660 days
     * @throws IllegalArgumentException if that is out of bounds
     */
    public Subscription takeOverAfter(Duration silence) {
        return new Subscription(name, handler, start, pollEvery, silence, parkAfterTries);
    }

    /**
     * {@return the same, putting an event aside that its handler keeps failing on}
     *
     * @param tries after how many tries, at least one
     * @throws IllegalArgumentException if there are none
     */
    public Subscription parkAfter(int tries) {
        return new Subscription(name, handler, start, pollEvery, takeOverAfter, Optional.of(tries));
    }
}
