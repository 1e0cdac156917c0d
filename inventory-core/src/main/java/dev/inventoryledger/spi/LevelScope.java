package dev.inventoryledger.spi;

import dev.inventoryledger.LocationId;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import java.util.Optional;

/**
 * The levels of a SKU, everywhere or at one location. Immutable.
 *
 * @param sku which SKU
 * @param location where; empty for everywhere
 */
public record LevelScope(Sku sku, Optional<LocationId> location) {
    /**
     * {@return whether a stock key is among them}
     *
     * @param key the key
     */
    public boolean covers(StockKey key) {
        return key.sku().equals(sku) && (location.isEmpty() || location.get().equals(key.location()));
    }
}
