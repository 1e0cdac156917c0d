package dev.inventoryledger.internal.read;

import dev.inventoryledger.Item;
import dev.inventoryledger.Sku;
import dev.inventoryledger.Tracking;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.DocumentKind;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.LevelScope;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.Snapshot;
import dev.inventoryledger.spi.StockStore;
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
 * The levels of some SKUs, and how these are sold. Most levels say that by themselves; the items of the others are asked. All that
 * is known of one SKU is of one moment.
 *
 * @param levels the levels of all
 * @param plain the SKUs whose levels say that they are sold on plain terms
 * @param items the items of the others, where there are any
 */
record OnSale(List<LevelRow> levels, Set<Sku> plain, Map<Sku, Item> items) {
    static OnSale load(StockStore store, Collection<Sku> skus) {
        List<LevelRow> levels =
                new ArrayList<>(store.load(request(skus).build()).levels());
        Set<Sku> plain = new HashSet<>();
        for (LevelRow level : levels) {
            if (level.terms() == Terms.PLAIN) {
                plain.add(level.key().sku());
            }
        }
        OnSale known = new OnSale(levels, plain, new HashMap<>());
        Set<Sku> others = new HashSet<>(skus);
        others.removeAll(plain);
        if (!others.isEmpty()) {
            known.ask(store, others);
        }
        return known;
    }

    private static LoadRequest.Builder request(Collection<Sku> skus) {
        return LoadRequest.builder()
                .scopes(skus.stream()
                        .map(sku -> new LevelScope(sku, Optional.empty()))
                        .toList());
    }

    /** Their levels are read anew with them, so that they fit. */
    private void ask(StockStore store, Set<Sku> others) {
        List<DocumentId> ids = others.stream()
                .map(sku -> new DocumentId(DocumentKind.ITEM, sku.value()))
                .toList();
        Snapshot fresh = store.load(request(others).documents(ids).build());
        levels.removeIf(level -> others.contains(level.key().sku()));
        levels.addAll(fresh.levels());
        for (Document document : fresh.documents()) {
            Item item = (Item) document.body();
            items.put(item.sku(), item);
        }
    }

    /** Whether units of it are sold, of which there are so many. */
    boolean isCounted(Sku sku) {
        return plain.contains(sku) || ofSold(sku).filter(Item::isTracked).isPresent();
    }

    /** What is not sold is not there to be counted either. */
    Tracking tracking(Sku sku) {
        return ofSold(sku).map(Item::tracking).orElse(Tracking.TRACKED);
    }

    /** The item of a SKU that is sold on terms of its own. */
    private Optional<Item> ofSold(Sku sku) {
        return Optional.ofNullable(items.get(sku)).filter(Item::isActive);
    }
}
