package dev.inventoryledger.internal.subscribe;

import dev.inventoryledger.Entry;
import dev.inventoryledger.internal.read.Pages;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.DocumentKind;
import dev.inventoryledger.spi.EntryQuery;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.spi.SubscriptionState;
import dev.inventoryledger.subscription.SubscriptionStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How far the subscriptions of a store have come, whoever runs them.
 *
 * @param store where they stand
 * @param clock how old what waits for them is
 */
public record Statuses(StockStore store, Clock clock) {
    public List<SubscriptionStatus> all() {
        List<Document> all = new ArrayList<>();
        Pages.documents(store, DocumentKind.SUBSCRIPTION, all::add);
        long newest = store.entries(new EntryQuery.Newest()).stream()
                .mapToLong(Entry::position)
                .findFirst()
                .orElse(0);
        List<SubscriptionStatus> statuses = new ArrayList<>();
        for (Document document : all) {
            SubscriptionState state = (SubscriptionState) document.body();
            if (state.isKnown()) {
                statuses.add(status(document.id().name(), state, newest));
            }
        }
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
