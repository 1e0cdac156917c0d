package dev.inventoryledger.testkit;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicInteger;

/** A host's clock that can be read so many times, fails so many times, and can be read again. */
final class FaultyClock extends Clock {
    private final Clock sound;
    private final AtomicInteger untilBroken = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicInteger untilMended = new AtomicInteger();

    FaultyClock(Clock sound) {
        this.sound = sound;
    }

    void failAfter(int readings, int failures) {
        untilMended.set(failures);
        untilBroken.set(readings);
    }

    @Override
    public Instant instant() {
        if (untilBroken.getAndDecrement() <= 0 && untilMended.getAndDecrement() > 0) {
            throw new IllegalStateException("the host's clock fails");
        }
        return sound.instant();
    }

    @Override
    public ZoneId getZone() {
        return sound.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return sound.withZone(zone);
    }
}
