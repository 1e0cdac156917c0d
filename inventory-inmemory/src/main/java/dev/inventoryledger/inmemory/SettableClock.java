package dev.inventoryledger.inmemory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is set: time as tests need it, in UTC. Safe for use by many threads. */
public final class SettableClock extends Clock {
    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    private SettableClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    /**
     * {@return a clock that stands at an instant}
     *
     * @param start the instant
     */
    public static SettableClock at(Instant start) {
        return new SettableClock(new AtomicReference<>(Objects.requireNonNull(start, "start")), ZoneOffset.UTC);
    }

    /**
     * {@return a clock that stands at an instant}
     *
     * @param start the instant as ISO text, such as {@code 2026-01-31T12:00:00Z}
     * @throws java.time.format.DateTimeParseException if the text is no instant
     */
    public static SettableClock at(String start) {
        return at(Instant.parse(start));
    }

    /**
     * Sets the clock, forward or back.
     *
     * @param instant what time it is from now on
     */
    public void set(Instant instant) {
        now.set(Objects.requireNonNull(instant, "instant"));
    }

    /**
     * Moves the clock.
     *
     * @param step by how much; negative to go back
     */
    public void advance(Duration step) {
        now.updateAndGet(instant -> instant.plus(step));
    }

    @Override
    public Instant instant() {
        return Objects.requireNonNull(now.get());
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** {@return a clock that moves with this one, in another zone} */
    @Override
    public SettableClock withZone(ZoneId newZone) {
        return new SettableClock(now, newZone);
    }
}
