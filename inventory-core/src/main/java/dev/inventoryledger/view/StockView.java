package dev.inventoryledger.view;

import dev.inventoryledger.Availability;
import dev.inventoryledger.Level;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Levels and availability kept in memory and fed by the journal: an answer costs no call to the database, and states how old it may be.
 * Holds that have ended by time are left out, as everywhere. Memory grows with stock keys and open holds. Safe for use by many
 * threads.
 */
public interface StockView extends AutoCloseable {
    /**
     * {@return how many units of a SKU can be promised; none if it is inactive or not registered}
     *
     * @param sku which
     */
    Viewed<Availability> availability(String sku);

    /**
     * {@return how many units of each SKU can be promised}
     *
     * @param skus at most 1,000
     * @throws IllegalArgumentException if they are more
     */
    Viewed<Map<Sku, Availability>> availability(Collection<Sku> skus);

    /**
     * {@return a page of what a location has, key by key}
     *
     * @param location where
     * @param after behind this key; empty to begin
     * @param limit at most so many; from 1 to 1,000
     * @throws IllegalArgumentException if the limit is not
     */
    Viewed<Map<StockKey, Level>> stockAt(LocationId location, Optional<StockKey> after, int limit);

    /**
     * {@return the same view for readers who need an answer that is not older: where it would be, the database is asked} It has no life of its
     * own: to close it is to close this view.
     *
     * @param bound how old at most; not negative
     * @throws IllegalArgumentException if it is negative
     */
    StockView noOlderThan(Duration bound);

    /**
     * Asks for all to be folded anew from the journal, or, where that was pruned, from the levels and what came since. Does not wait; answers
     * come from what was known before until it is done.
     */
    void rebuild();

    /** {@return how far it has come behind: everything committed longer ago than that is in it} */
    Duration lag();

    /** Ends it; its answers grow old from then on. */
    @Override
    void close();
}
