package dev.inventoryledger.internal.subscribe;

import dev.inventoryledger.event.InventoryEvent;
import dev.inventoryledger.internal.Checks;
import dev.inventoryledger.spi.SubscriptionState;
import dev.inventoryledger.spi.SubscriptionState.Aim;
import dev.inventoryledger.spi.SubscriptionState.Wish;
import dev.inventoryledger.subscription.EventPoint;
import dev.inventoryledger.subscription.ParkedEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Events that are put aside, subject by subject, so that each subject's stay in order. Pure functions of a state. */
final class Parking {
    private static final Comparator<EventPoint> IN_JOURNAL_ORDER =
            Comparator.comparingLong(EventPoint::position).thenComparingInt(EventPoint::index);

    /** Beyond these, a subscription waits rather than put more aside: its document has to stay small. */
    static final int MOST_EVENTS = 10_000;

    private Parking() {}

    static boolean isParked(SubscriptionState state, InventoryEvent event) {
        return state.parked().stream().anyMatch(parked -> parked.subject().equals(event.subject()));
    }

    static boolean hasRoom(SubscriptionState state) {
        return state.parked().stream()
                        .mapToInt(parked -> parked.events().size())
                        .sum()
                < MOST_EVENTS;
    }

    static SubscriptionState begin(SubscriptionState state, InventoryEvent event, Throwable error, Instant now) {
        List<ParkedEvents> all = new ArrayList<>(state.parked());
        all.add(new ParkedEvents(event.subject(), told(error), now, List.of(point(event))));
        return state.parking(all);
    }

    static SubscriptionState goOn(SubscriptionState state, InventoryEvent event) {
        return state.parking(state.parked().stream()
                .map(parked -> parked.subject().equals(event.subject()) ? with(parked, point(event)) : parked)
                .toList());
    }

    private static ParkedEvents with(ParkedEvents parked, EventPoint point) {
        List<EventPoint> events = new ArrayList<>(parked.events());
        events.add(point);
        return new ParkedEvents(parked.subject(), parked.error(), parked.since(), events);
    }

    /** The first event of a subject is done with. */
    static SubscriptionState withoutFirst(SubscriptionState state, String subject) {
        List<ParkedEvents> all = new ArrayList<>();
        for (ParkedEvents parked : state.parked()) {
            if (!parked.subject().equals(subject)) {
                all.add(parked);
            } else if (parked.events().size() > 1) {
                all.add(new ParkedEvents(
                        subject,
                        parked.error(),
                        parked.since(),
                        parked.events().subList(1, parked.events().size())));
            }
        }
        return state.parking(all);
    }

    static SubscriptionState failedAgain(SubscriptionState state, String subject, Throwable error) {
        return state.parking(state.parked().stream()
                .map(parked -> parked.subject().equals(subject)
                        ? new ParkedEvents(subject, told(error), parked.since(), parked.events())
                        : parked)
                .toList());
    }

    /** A wish is about what is parked when it is wished. */
    static SubscriptionState wishing(SubscriptionState state, Wish wish) {
        EventPoint last = state.parked().stream()
                .flatMap(parked -> parked.events().stream())
                .max(IN_JOURNAL_ORDER)
                .orElse(new EventPoint(0, 0));
        Optional<EventPoint> upTo = wish.aim() == Aim.DROP ? Optional.of(last) : Optional.empty();
        return state.wishing(Optional.of(new Wish(wish.id(), wish.aim(), upTo)));
    }

    private static boolean isGivenUp(EventPoint point, Wish wish) {
        return wish.upTo()
                .filter(last -> IN_JOURNAL_ORDER.compare(point, last) > 0)
                .isEmpty();
    }

    /** What is left is to be handed over again, unless something else has been wished meanwhile. */
    static SubscriptionState giveUp(SubscriptionState state, Wish wish, Wish rest) {
        List<ParkedEvents> left = new ArrayList<>();
        for (ParkedEvents parked : state.parked()) {
            List<EventPoint> later = new ArrayList<>(parked.events());
            later.removeIf(point -> isGivenUp(point, wish));
            if (!later.isEmpty()) {
                left.add(new ParkedEvents(parked.subject(), parked.error(), parked.since(), later));
            }
        }
        SubscriptionState after = state.parking(left);
        return state.wish().equals(Optional.of(wish)) ? after.wishing(Optional.of(rest)) : after;
    }

    private static EventPoint point(InventoryEvent event) {
        return new EventPoint(event.head().position(), event.head().index());
    }

    private static String told(Throwable error) {
        String text = error.toString();
        return text.substring(0, Math.min(text.length(), Checks.MAX_TEXT_LENGTH));
    }
}
