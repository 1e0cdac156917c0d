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
 * @param plain the SKUs of which a level says that it is on plain terms, and on which nothing may be due
 * @param items the items of the others, where there are any
 * @param expected what is expected of those, where anything ever was
 */
record OnSale(List<Level> levels, Set<Sku> plain, Map<Sku, Item> items, List<SupplyBook> expected) {
    static OnSale load(StockStore store, Instant now, Collection<Sku> skus) {
        List<LevelRow> found = store.load(Moment.scopes(skus).build()).levels();
        Set<Sku> plain = skus(found, row -> row.terms() == Terms.PLAIN);
        plain.removeAll(skus(found, row -> Levels.mayHaveDue(row, now)));
        Set<Sku> again = new HashSet<>(skus);
        again.removeAll(plain);
        Moment fresh = again.isEmpty()
                ? new Moment(Snapshot.EMPTY, now)
                : Moment.load(store, now, again, documents(again), found);
        List<Level> levels = new ArrayList<>(fresh.levels());
        found.stream().filter(row -> !again.contains(row.key().sku())).forEach(row -> levels.add(Levels.level(row, 0)));
        Map<Sku, Item> items = new HashMap<>();
        for (Document document : fresh.rows().documents()) {
            if (document.body() instanceof Item item) {
                items.put(item.sku(), item);
            }
        }
        return new OnSale(levels, plain, items, fresh.books());
    }

    private static Set<Sku> skus(List<LevelRow> rows, Predicate<LevelRow> which) {
        Set<Sku> skus = new HashSet<>();
        rows.stream().filter(which).forEach(row -> skus.add(row.key().sku()));
        return skus;
    }

    private static List<DocumentId> documents(Set<Sku> skus) {
        List<DocumentId> documents = new ArrayList<>();
        for (Sku sku : skus) {
            documents.add(DocumentId.ofItem(sku));
            documents.add(DocumentId.ofSupply(sku));
        }
        return documents;
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
