package dev.inventoryledger.spi;

import dev.inventoryledger.StockKey;
import java.util.Optional;

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
     * Those last told to be low, page by page.
     *
     * @param after only behind this key, in the store's own order
     * @param limit at most so many
     */
    record Low(Optional<StockKey> after, int limit) implements LevelQuery {}
}
