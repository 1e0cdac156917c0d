package dev.inventoryledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.event.InventoryEvent;
import dev.inventoryledger.subscription.EventHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What a subscriber has heard, for tests that wait until it has heard enough. */
public final class Heard implements EventHandler {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final BlockingQueue<InventoryEvent> events = new LinkedBlockingQueue<>();

    @Override
    public void on(InventoryEvent event) {
        events.add(event);
    }

    /** {@return the next so many events, in the order of their coming} */
    public List<InventoryEvent> next(int count) {
        List<InventoryEvent> next = new ArrayList<>();
        while (next.size() < count) {
            next.add(next());
        }
        return next;
    }

    /** {@return the next event} */
    public InventoryEvent next() {
        try {
            InventoryEvent event = events.poll(LONGEST.toSeconds(), TimeUnit.SECONDS);
            assertThat(event).as("the next event comes").isNotNull();
            return event;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Requires that nothing was heard that was not asked for. */
    public void nothingElse() {
        assertThat(events).isEmpty();
    }

    /** Waits until something holds. */
    public static void until(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as(what).isNegative();
            Thread.onSpinWait();
        }
    }
}
