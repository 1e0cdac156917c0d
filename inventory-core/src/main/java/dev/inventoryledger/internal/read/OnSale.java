package dev.inventoryledger.internal.read;

import dev.inventoryledger.Item;
import dev.inventoryledger.Sku;
import dev.inventoryledger.Tracking;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.LevelScope;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.Snapshot;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.spi.SupplyBook;
import dev.inventoryledger.spi.Terms;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The levels of some SKUs, and on what terms units of these are promised. Most levels say that by themselves; the items of the others are
 * asked. All that is known of one SKU is of one moment. Immutable if its parts are.
 *
 * @param levels the levels of all
 * @param plain the SKUs of which a level says that it is on plain terms
 * @param items the items of the others, where there are any
 * @param expected what is expected of those, where anything ever was
 */
record OnSale(List<LevelRow> levels, Set<Sku> plain, Map<Sku, Item> items, List<SupplyBook> expected) {
    static OnSale load(StockStore store, Collection<Sku> skus) {
        List<LevelRow> levels = store.load(request(skus).build()).levels();
        Set<Sku> plain = new HashSet<>();
        for (LevelRow level : levels) {
            if (level.terms() == Terms.PLAIN) {
                plain.add(level.key().sku());
            }
        }
        List<Sku> others = skus.stream().filter(sku -> !plain.contains(sku)).toList();
        return others.isEmpty() ? new OnSale(levels, plain, Map.of(), List.of()) : asking(store, others, levels, plain);
    }

    private static LoadRequest.Builder request(Collection<Sku> skus) {
        return LoadRequest.builder()
                .scopes(skus.stream()
                        .map(sku -> new LevelScope(sku, Optional.empty()))
                        .toList());
    }

    /** The levels of those that have to be asked are read anew with them, so that they fit: what was expected may have come. */
    private static OnSale asking(StockStore store, List<Sku> others, List<LevelRow> found, Set<Sku> plain) {
        List<DocumentId> ids = new ArrayList<>();
        others.forEach(sku -> ids.addAll(List.of(DocumentId.ofItem(sku), DocumentId.ofSupply(sku))));
        Snapshot fresh = store.load(request(others).documents(ids).build());
        List<LevelRow> levels = new ArrayList<>(fresh.levels());
        found.stream().filter(level -> plain.contains(level.key().sku())).forEach(levels::add);
        Map<Sku, Item> items = new HashMap<>();
        List<SupplyBook> expected = new ArrayList<>();
        for (Document document : fresh.documents()) {
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
