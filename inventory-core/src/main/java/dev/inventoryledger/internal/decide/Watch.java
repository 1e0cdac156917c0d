package dev.inventoryledger.internal.decide;

import dev.inventoryledger.ReorderRule;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.StockStatus;
import java.time.Instant;

/** Who tells whether stock is low, out or back, where anybody wants to know. */
final class Watch {
    private final Catalog catalog;
    private final ReorderRule ofAll;
    private final Instant now;

    Watch(Catalog catalog, ReorderRule ofAll, Instant now) {
        this.catalog = catalog;
        this.ofAll = ofAll;
        this.now = now;
    }

    /** When a key's stock is low. */
    ReorderRule rule(StockKey key) {
        return catalog.item(key.sku()).reorderRule(key.location(), now).orElse(ofAll);
    }

    /**
     * Where nobody watches it stays as it was last told, and so does a lot of which nothing may be promised, were it back. The location is
     * relied on only where that makes a difference.
     */
    StockStatus status(StockKey key, StockStatus told, long available) {
        StockStatus status = StockStatus.of(available, rule(key));
        boolean isBarred = isLotBack(key, told, available) && isBarred(key);
        boolean isChanged = status != told
                && !isBarred
                && catalog.findLocation(key.location())
                        .filter(catalog.item(key.sku())::isWatchedAt)
                        .isPresent();
        return isChanged ? status : told;
    }

    /** Whether a lot that was out has units again: then what is known of it counts. */
    static boolean isLotBack(StockKey key, StockStatus told, long available) {
        return key.namesLot() && told.isOut() && available > 0;
    }

    /** What is known of the lot is relied on; that nothing is known, the item tells, which the first word of a lot changes. */
    private boolean isBarred(StockKey key) {
        return catalog.peekLot(key).isPresent()
                && catalog.findLot(key.sku(), key.lot())
                        .filter(lot -> !lot.promises(now))
                        .isPresent();
    }
}
