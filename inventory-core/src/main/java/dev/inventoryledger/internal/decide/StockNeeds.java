package dev.inventoryledger.internal.decide;

import dev.inventoryledger.StockKey;
import dev.inventoryledger.spi.LoadRequest;
import java.util.Collection;

/** What every command about named stock keys needs and relies on. */
final class StockNeeds {
    private StockNeeds() {}

    static void of(Collection<StockKey> keys, LoadRequest.Builder needs) {
        needs.levels(keys);
        needs.documents(keys.stream().map(key -> Catalog.idOf(key.sku())).toList());
        needs.documents(keys.stream().map(key -> Catalog.idOf(key.location())).toList());
    }

    static void requireKnown(Collection<StockKey> keys, Draft draft) {
        draft.catalog()
                .requireKnown(
                        keys.stream().map(StockKey::sku).toList(),
                        keys.stream().map(StockKey::location).toList());
    }
}
