package dev.inventoryledger;

import java.util.Objects;

/**
 * The smallest place that has a level: a SKU at a location, in a lot. Immutable.
 *
 * @param sku what is stocked
 * @param location where
 * @param lot which batch; {@link Lot#NONE} where lots are not told apart
 */
public record StockKey(Sku sku, LocationId location, Lot lot) implements Comparable<StockKey> {
    /**
     * Requires all three parts.
     *
     * @param sku what is stocked
     * @param location where
     * @param lot which batch
     */
    public StockKey {
        Objects.requireNonNull(sku, "sku");
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(lot, "lot");
    }

    /**
     * A key without a lot.
     *
     * @param sku what is stocked
     * @param location where
     * @return the key
     * @throws IllegalArgumentException if a text is malformed
     */
    public static StockKey of(String sku, String location) {
        return new StockKey(new Sku(sku), new LocationId(location), Lot.NONE);
    }

    /**
     * A key with a lot.
     *
     * @param sku what is stocked
     * @param location where
     * @param lot which batch
     * @return the key
     * @throws IllegalArgumentException if a text is malformed
     */
    public static StockKey of(String sku, String location, String lot) {
        return new StockKey(new Sku(sku), new LocationId(location), new Lot(lot));
    }

    /** {@return whether it is told apart by lot} */
    public boolean namesLot() {
        return !lot.equals(Lot.NONE);
    }

    @Override
    public int compareTo(StockKey other) {
        int bySku = sku.compareTo(other.sku);
        int byPlace = bySku == 0 ? location.compareTo(other.location) : bySku;
        return byPlace == 0 ? lot.compareTo(other.lot) : byPlace;
    }

    @Override
    public String toString() {
        return sku + "@" + location + (namesLot() ? "#" + lot : "");
    }
}
