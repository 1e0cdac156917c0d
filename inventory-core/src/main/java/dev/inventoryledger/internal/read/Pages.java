package dev.inventoryledger.internal.read;

import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationQuery;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.DocumentKind;
import dev.inventoryledger.spi.DocumentQuery;
import dev.inventoryledger.spi.LevelQuery;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.spi.SubscriptionState;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** All rows of a kind, page by page. */
public final class Pages {
    private static final int PAGE = 1_000;

    private Pages() {}

    public static void levels(StockStore store, Consumer<List<LevelRow>> pages) {
        Optional<StockKey> last = Optional.empty();
        List<LevelRow> page;
        do {
            page = store.levels(new LevelQuery.All(last, PAGE));
            pages.accept(page);
            last = page.isEmpty() ? last : Optional.of(page.get(page.size() - 1).key());
        } while (page.size() == PAGE);
    }

    public static void reservations(StockStore store, ReservationQuery which, Consumer<List<Reservation>> pages) {
        ReservationQuery query = which.limit(PAGE);
        List<Reservation> page;
        do {
            page = store.reservations(query);
            pages.accept(page);
            query = page.isEmpty() ? query : query.after(page.get(page.size() - 1));
        } while (page.size() == PAGE);
    }

    /** Those that were not given up, by name. */
    public static void subscriptions(StockStore store, BiConsumer<String, SubscriptionState> each) {
        documents(store, DocumentKind.SUBSCRIPTION, document -> {
            SubscriptionState state = (SubscriptionState) document.body();
            if (!state.isForgotten()) {
                each.accept(document.id().name(), state);
            }
        });
    }

    public static void documents(StockStore store, DocumentKind kind, Consumer<Document> each) {
        Optional<String> last = Optional.empty();
        List<Document> page;
        do {
            page = store.documents(new DocumentQuery(kind, last, PAGE));
            page.forEach(each);
            last = page.isEmpty()
                    ? last
                    : Optional.of(page.get(page.size() - 1).id().name());
        } while (page.size() == PAGE);
    }
}
