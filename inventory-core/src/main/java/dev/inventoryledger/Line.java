package dev.inventoryledger;

import dev.inventoryledger.internal.Checks;
import java.util.Objects;
import java.util.Optional;

/**
 * So many units of a SKU, wherever they are or at a place that it names. Immutable.
 *
 * @param sku what
 * @param location where; empty for anywhere
 * @param lot of which lot; empty for any
 * @param quantity how many units; positive
 */
public record Line(Sku sku, Optional<LocationId> location, Optional<Lot> lot, long quantity) {
    /**
     * Checks the quantity.
     *
     * @param sku what
     * @param location where
     * @param lot of which lot
     * @param quantity how many units
     * @throws IllegalArgumentException if the quantity is not positive
     */
    public Line {
        Objects.requireNonNull(sku, "sku");
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(lot, "lot");
        Checks.positive("quantity", quantity);
    }

    /**
     * {@return a line for units from anywhere}
     *
     * @param sku what
     * @param quantity how many units
     * @throws IllegalArgumentException if the text is malformed or the quantity not positive
     */
    public static Line of(String sku, long quantity) {
        return new Line(new Sku(sku), Optional.empty(), Optional.empty(), quantity);
    }

    /**
     * {@return a copy that names its location}
     *
     * @param newLocation where
     */
    public Line at(String newLocation) {
        return new Line(sku, Optional.of(new LocationId(newLocation)), lot, quantity);
    }

    /**
     * {@return a copy that names its lot}
     *
     * @param newLot of which lot
     */
    public Line ofLot(String newLot) {
        return new Line(sku, location, Optional.of(new Lot(newLot)), quantity);
    }

    /**
     * {@return whether stock under a key is what this line speaks of}
     *
     * @param key the stock's key
     */
    public boolean covers(StockKey key) {
        return key.sku().equals(sku)
                && (location.isEmpty() || location.get().equals(key.location()))
                && (lot.isEmpty() || lot.get().equals(key.lot()));
    }

    @Override
    public String toString() {
        return quantity + " x " + sku + location.map(place -> "@" + place).orElse("")
                + lot.filter(batch -> !batch.equals(Lot.NONE))
                        .map(batch -> "#" + batch)
                        .orElse("");
    }
}
