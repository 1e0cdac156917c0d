package dev.inventoryledger.spi;

import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import java.util.Optional;
import java.util.Set;

/** A question for levels in one of a few shapes. Immutable. */
public sealed interface LevelQuery {
    /**
     * All there are, page by page.
     *
     * @param after only behind this key, in the store's own order
     * @param limit at most so many
     */
    record All(Optional<StockKey> after, int limit) implements LevelQuery {}

    /**
     * Those of some SKUs, everywhere, in one page.
     *
     * @param skus which SKUs
     */
    record OfSkus(Set<Sku> skus) implements LevelQuery {
        /**
         * Copies the set.
         *
         * @param skus which SKUs
         */
        public OfSkus {
            skus = Set.copyOf(skus);
        }
    }

    /**
     * Those last told to be low, page by page.
     *
     * @param after only behind this key, in the store's own order
     * @param limit at most so many
     */
    record Low(Optional<StockKey> after, int limit) implements LevelQuery {}
}
