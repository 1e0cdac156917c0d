package dev.inventoryledger.internal.subscribe;

import dev.inventoryledger.Entry;
import dev.inventoryledger.event.Events;
import dev.inventoryledger.event.InventoryEvent;
import dev.inventoryledger.spi.SubscriptionState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a page of the journal gives a subscription to do, step by step. Used by one thread. */
final class Steps {
    /**
     * One step through the journal.
     *
     * @param event what is to be handled; empty for an entry without events
     * @param position the last entry that is done with after it
     * @param eventsDone how many events of the next one are
     */
    record Step(Optional<InventoryEvent> event, long position, int eventsDone) {
        SubscriptionState after(SubscriptionState before) {
            return before.at(position, eventsDone);
        }
    }

    private final Deque<Step> left = new ArrayDeque<>();

    Steps(SubscriptionState from, List<Entry> page) {
        // What is done of the first entry is done of this one: it is noted so, whatever the store forgets before it.
        long last = from.position() > 0 || page.isEmpty()
                ? from.position()
                : page.get(0).position() - 1;
        int done = from.eventsDone();
        for (Entry entry : page) {
            add(entry, last, done);
            last = entry.position();
            done = 0;
        }
    }

    private void add(Entry entry, long before, int done) {
        List<InventoryEvent> events = Events.of(entry);
        for (int i = done; i < events.size() - 1; i++) {
            left.add(new Step(Optional.of(events.get(i)), before, i + 1));
        }
        boolean hasLast = done < events.size();
        left.add(
                new Step(hasLast ? Optional.of(events.get(events.size() - 1)) : Optional.empty(), entry.position(), 0));
    }

    boolean isEmpty() {
        return left.isEmpty();
    }

    Step first() {
        return left.element();
    }

    /** The next steps that have an event to hand over: so many at most, none of them held back. */
    List<Step> next(int most, Predicate<InventoryEvent> isHeldBack) {
        List<Step> next = new ArrayList<>();
        for (Step step : left) {
            boolean isOne = step.event().filter(isHeldBack.negate()).isPresent();
            if (!isOne || next.size() == most) {
                break;
            }
            next.add(step);
        }
        return next;
    }

    void drop(int count) {
        for (int i = 0; i < count; i++) {
            left.remove();
        }
    }
}
