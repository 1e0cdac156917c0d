package dev.inventoryledger.supply;

import dev.inventoryledger.LocationId;
import dev.inventoryledger.Sku;
import dev.inventoryledger.internal.Checks;
import java.time.Instant;
import java.util.Objects;

/**
 * Units that are expected, such as those of a line of a purchase order. Immutable.
 *
 * @param id its name, unique among what is expected of the SKU
 * @param sku what
 * @param location where they are to come in
 * @param quantity how many units are still expected; not negative
 * @param expectedAt when
 */
public record InboundSupply(SupplyId id, Sku sku, LocationId location, long quantity, Instant expectedAt) {
    /**
     * Checks quantity and time.
     *
     * @param id its name
     * @param sku what
     * @param location where they are to come in
     * @param quantity how many units are still expected
     * @param expectedAt when
     * @throws IllegalArgumentException if the quantity is negative, or the instant lies outside the years 1 to 9999
     */
    public InboundSupply {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(sku, "sku");
        Objects.requireNonNull(location, "location");
        Checks.notNegative("quantity", quantity);
        expectedAt = Checks.instant("expectedAt", expectedAt);
    }

    /**
     * {@return units that are expected}
     *
     * @param id its name, such as a purchase order's and line's
     * @param sku what
     * @param location where they are to come in
     * @param quantity how many units
     * @param expectedAt when
     * @throws IllegalArgumentException if a text is malformed or the quantity negative
     */
    public static InboundSupply of(String id, String sku, String location, long quantity, Instant expectedAt) {
        return new InboundSupply(new SupplyId(id), new Sku(sku), new LocationId(location), quantity, expectedAt);
    }

    /**
     * {@return a copy of which fewer or more units are expected}
     *
     * @param newQuantity how many units
     */
    public InboundSupply withQuantity(long newQuantity) {
        return new InboundSupply(id, sku, location, newQuantity, expectedAt);
    }
}
