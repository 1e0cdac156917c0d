package dev.inventoryledger.internal.read;

import dev.inventoryledger.Lot;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.lot.LotDetails;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.DocumentKind;
import dev.inventoryledger.spi.StockStore;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is known of lots. */
public final class LotReads {
    /** A lot as such, wherever it is. */
    private record SkuLot(Sku sku, Lot lot) {}

    private final Documents documents;

    /** Over a store. */
    public LotReads(StockStore store) {
        documents = new Documents(store);
    }

    /** {@return what was said of a lot} */
    public Optional<LotDetails> find(Sku sku, Lot lot) {
        return documents.find(DocumentKind.LOT, DocumentId.ofLot(sku, lot).name(), LotDetails.class);
    }

    /** {@return those of the keys whose lot may not be promised} */
    Set<StockKey> barred(Collection<StockKey> keys, Instant now) {
        Set<String> names = new TreeSet<>();
        keys.stream()
                .filter(StockKey::namesLot)
                .forEach(key -> names.add(DocumentId.ofLot(key.sku(), key.lot()).name()));
        Set<SkuLot> barred = new HashSet<>();
        for (LotDetails lot : documents.all(DocumentKind.LOT, names, LotDetails.class)) {
            if (!lot.promises(now)) {
                barred.add(new SkuLot(lot.sku(), lot.lot()));
            }
        }
        Set<StockKey> found = new HashSet<>();
        for (StockKey key : keys) {
            if (!barred.isEmpty() && barred.contains(new SkuLot(key.sku(), key.lot()))) {
                found.add(key);
            }
        }
        return found;
    }
}
