package dev.inventoryledger.internal.read;

import dev.inventoryledger.Item;
import dev.inventoryledger.Level;
import dev.inventoryledger.Sku;
import dev.inventoryledger.Tracking;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.Snapshot;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.spi.SupplyBook;
import dev.inventoryledger.spi.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The levels of some SKUs, and on what terms units of these are promised. Most levels say that by themselves; the items of the others are
 * asked. All that is known of one SKU is of one moment. Immutable if its parts are.
 *
 * @param levels the levels of all, without what is due
 * @param plain the SKUs of which a level says that it is on plain terms
 * @param items the items of the others, where there are any
 * @param expected what is expected of those, where anything ever was
 */
record OnSale(List<Level> levels, Set<Sku> plain, Map<Sku, Item> items, List<SupplyBook> expected) {
    static OnSale load(StockStore store, Instant now, Collection<Sku> skus) {
        List<LevelRow> found = store.load(Moment.scopes(skus).build()).levels();
        Set<Sku> plain = new HashSet<>();
        Set<Sku> again = new HashSet<>(skus);
        for (LevelRow level : found) {
            if (level.terms() == Terms.PLAIN) {
                plain.add(level.key().sku());
            }
        }
        again.removeAll(plain);
        List<DocumentId> asked = new ArrayList<>();
        again.forEach(sku -> asked.addAll(List.of(DocumentId.ofItem(sku), DocumentId.ofSupply(sku))));
        found.stream()
                .filter(row -> Levels.mayHaveDue(row, now))
                .forEach(row -> again.add(row.key().sku()));
        Moment fresh = again.isEmpty()
                ? new Moment(Snapshot.EMPTY, now)
                : Moment.load(store, now, again, asked, rows(found, again::contains));
        List<Level> levels = new ArrayList<>(fresh.levels());
        rows(found, sku -> !again.contains(sku)).forEach(row -> levels.add(Levels.level(row, 0)));
        return of(levels, plain, fresh.rows().documents());
    }

    private static List<LevelRow> rows(List<LevelRow> all, Predicate<Sku> which) {
        return all.stream().filter(row -> which.test(row.key().sku())).toList();
    }

    private static OnSale of(List<Level> levels, Set<Sku> plain, List<Document> documents) {
        Map<Sku, Item> items = new HashMap<>();
        List<SupplyBook> expected = new ArrayList<>();
        for (Document document : documents) {
            if (document.body() instanceof Item item) {
                items.put(item.sku(), item);
            } else {
                expected.add((SupplyBook) document.body());
            }
        }
        return new OnSale(levels, plain, items, expected);
    }

    /** Whether its units are counted: it may be promised, and stock is kept of it. */
    boolean isCounted(Sku sku) {
        return plain.contains(sku) || promised(sku).filter(Item::isTracked).isPresent();
    }

    /** How stock is kept of it; of what may not be promised, or is on plain terms, by number alone. */
    Tracking tracking(Sku sku) {
        return promised(sku).map(Item::tracking).orElse(Tracking.TRACKED);
    }

    /** The item of a SKU that is on terms of its own, if it may be promised. */
    private Optional<Item> promised(Sku sku) {
        return Optional.ofNullable(items.get(sku)).filter(Item::isActive);
    }
}
