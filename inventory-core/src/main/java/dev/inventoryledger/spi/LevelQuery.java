package dev.inventoryledger.spi;

import dev.inventoryledger.LocationId;
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
     * Those at one location, page by page.
     *
     * @param location where
     * @param after only behind this key, in the store's own order
     * @param limit at most so many
     */
    record At(LocationId location, Optional<StockKey> after, int limit) implements LevelQuery {}

    /**
     * Those last told to be low, page by page.
     *
     * @param after only behind this key, in the store's own order
     * @param limit at most so many
     */
    record Low(Optional<StockKey> after, int limit) implements LevelQuery {}
}
