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
            Document found = load(id);
            SubscriptionState state = (SubscriptionState) found.body();
            if (tried.filter(state::equals).isPresent()) {
                // It was written after all, though that could not be said.
                return;
            }
            Checks.check(state.isKnown(), "name", "must be a subscription's", name);
            requireIdle(name, state);
            SubscriptionState forgotten = state.forgotten(Checks.micros(clock.instant()));
            isForgotten = isReplaced(found, forgotten);
            tried = Optional.of(forgotten);
        }
    }

    private Document load(DocumentId id) {
        return store.load(LoadRequest.builder().documents(List.of(id)).build()).documents().stream()
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("name: must be a subscription's, but was \"" + id.name() + "\""));
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
