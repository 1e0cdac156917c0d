package dev.inventoryledger.internal.subscribe;

import dev.inventoryledger.internal.read.Pages;
import dev.inventoryledger.spi.EntryQuery;
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
        // What is committed and cannot be read yet waits, too.
        long newest = store.extent().newest();
        List<SubscriptionStatus> statuses = new ArrayList<>();
        all.forEach((name, state) -> statuses.add(status(name, state, newest)));
        return statuses;
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
