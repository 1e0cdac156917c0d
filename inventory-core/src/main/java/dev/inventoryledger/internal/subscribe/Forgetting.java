package dev.inventoryledger.internal.subscribe;

import dev.inventoryledger.internal.Checks;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.CommitResult;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.DocumentKind;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.Replacement;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.spi.SubscriptionState;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Gives up subscriptions that nobody runs any more, which would hold back all pruning.
 *
 * @param store where they stand
 * @param clock when they were given up
 */
public record Forgetting(StockStore store, Clock clock) {
    public void forget(String name) {
        DocumentId id = new DocumentId(DocumentKind.SUBSCRIPTION, Checks.identifier("name", name));
        Optional<SubscriptionState> tried = Optional.empty();
        boolean isForgotten = false;
        while (!isForgotten) {
            Optional<Document> found = load(id);
            Optional<SubscriptionState> state = found.map(document -> (SubscriptionState) document.body());
            if (tried.isPresent() && state.equals(tried)) {
                // It was written after all, though that could not be said.
                return;
            }
            boolean isKnown = state.filter(each -> !each.isForgotten()).isPresent();
            Checks.check(isKnown, "name", "must be a subscription's", name);
            requireIdle(name, state.orElseThrow());
            SubscriptionState forgotten = state.orElseThrow().forgotten(Checks.micros(clock.instant()));
            isForgotten = isReplaced(found.orElseThrow(), forgotten);
            tried = Optional.of(forgotten);
        }
    }

    private Optional<Document> load(DocumentId id) {
        return store.load(LoadRequest.builder().documents(List.of(id)).build()).documents().stream()
                .findFirst();
    }

    private static void requireIdle(String name, SubscriptionState state) {
        state.runner().ifPresent(runner -> {
            throw new IllegalStateException(
                    "subscription " + name + " is run by " + runner + ": close its runners first");
        });
    }

    private boolean isReplaced(Document found, SubscriptionState forgotten) {
        Document row = new Document(found.id(), found.version() + 1, found.group(), Optional.empty(), forgotten);
        return store.commit(ChangeSet.of(new Replacement<>(found.version(), row))) instanceof CommitResult.Committed;
    }
}
