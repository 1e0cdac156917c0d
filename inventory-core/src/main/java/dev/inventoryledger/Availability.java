package dev.inventoryledger;

import dev.inventoryledger.internal.Sums;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many units of a SKU can be promised now. Immutable.
 *
 * @param sku which SKU
 * @param tracking whether stock is kept of it; an untracked item is always available and stands at no location
 * @param perLocation available units at each active, sellable location that ever stocked it
 */
public record Availability(Sku sku, Tracking tracking, Map<LocationId, Long> perLocation) {
    /**
     * Copies the map, ordered by location.
     *
     * @param sku which SKU
     * @param tracking whether stock is kept of it
     * @param perLocation available units at each active, sellable location that ever stocked it
     */
    public Availability {
        SortedMap<LocationId, Long> sorted = new TreeMap<>(perLocation);
        perLocation = Collections.unmodifiableSortedMap(sorted);
    }

    /**
     * {@return available units over all active, sellable locations; empty for an untracked item, of which there is no
     * end; {@link Long#MAX_VALUE} where the sum would exceed it}
     */
    public Optional<Long> total() {
        if (tracking == Tracking.UNTRACKED) {
            return Optional.empty();
        }
        return Optional.of(perLocation.values().stream().reduce(0L, Sums::saturated));
    }

    /**
     * {@return whether so many units could be promised now, from anywhere}
     *
     * @param quantity how many
     */
    public boolean covers(long quantity) {
        return total().map(total -> total >= quantity).orElse(true);
    }
}
