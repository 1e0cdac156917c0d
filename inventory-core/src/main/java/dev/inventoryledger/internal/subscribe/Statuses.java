package dev.inventoryledger.internal.subscribe;

import dev.inventoryledger.Entry;
import dev.inventoryledger.internal.read.Pages;
import dev.inventoryledger.spi.EntryQuery;
import dev.inventoryledger.spi.JournalExtent;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.spi.SubscriptionState;
import dev.inventoryledger.subscription.SubscriptionStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far the subscriptions of a store have come, whoever runs them.
 *
 * @param store where they stand
 * @param clock how old what waits for them is
 */
public record Statuses(StockStore store, Clock clock) {
    public List<SubscriptionStatus> all() {
        Map<String, SubscriptionState> all = new LinkedHashMap<>();
        Pages.subscriptions(store, all::put);
        long newest = newest();
        List<SubscriptionStatus> statuses = new ArrayList<>();
        all.forEach((name, state) -> statuses.add(status(name, state, newest)));
        return statuses;
    }

    /** The last that is there for a subscription, who else may write there; behind a gap, where nobody can look yet, the last of all. */
    private long newest() {
        JournalExtent extent = store.extent();
        return extent.readableUpTo() < extent.newest()
                ? extent.newest()
                : store.entries(new EntryQuery.Newest()).stream()
                        .mapToLong(Entry::position)
                        .findFirst()
                        .orElse(0);
    }

    private SubscriptionStatus status(String name, SubscriptionState state, long newest) {
        long behind = Math.max(0, newest - state.position());
        Duration age = behind == 0 ? Duration.ZERO : age(state.position());
        return new SubscriptionStatus(name, state.position(), behind, age, state.runner(), state.parked());
    }

    private Duration age(long position) {
        Instant now = clock.instant();
        return store.entries(new EntryQuery.After(position, 1)).stream()
                .findFirst()
                .map(entry -> Duration.between(entry.recordedAt(), now))
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
    }
}
