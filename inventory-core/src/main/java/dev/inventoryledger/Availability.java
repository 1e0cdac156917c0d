package dev.inventoryledger;

import dev.inventoryledger.internal.Sums;
import dev.inventoryledger.supply.ExpectedUnits;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many units of a SKU can be promised now, and of an item that may be sold before it is there, how many more will come. Immutable.
 *
 * @param sku which SKU
 * @param tracking whether stock is kept of it; an untracked item is always available and stands at no location
 * @param perLocation available units at each active, sellable location that ever stocked it, in lots that may be promised
 * @param expected units that will come, are promised to nobody and may be promised by the item's {@link Backorder} policy, the earliest
 *     first; told by the ledger and not by its views
 * @param leadTime how long the item usually takes to come once it is ordered; told with what is expected
 */
public record Availability(
        Sku sku,
        Tracking tracking,
        Map<LocationId, Long> perLocation,
        List<ExpectedUnits> expected,
        Optional<Duration> leadTime) {
    /**
     * Copies the map, ordered by location.
     *
     * @param sku which SKU
     * @param tracking whether stock is kept of it
     * @param perLocation available units at each active, sellable location that ever stocked it, in lots that may be promised
     * @param expected units that will come and are promised to nobody
     * @param leadTime how long the item usually takes to come once it is ordered
     */
    public Availability {
        SortedMap<LocationId, Long> sorted = new TreeMap<>(perLocation);
        perLocation = Collections.unmodifiableSortedMap(sorted);
        expected = List.copyOf(expected);
        Objects.requireNonNull(leadTime, "leadTime");
    }

    /**
     * What is there now, and nothing else.
     *
     * @param sku which SKU
     * @param tracking whether stock is kept of it
     * @param perLocation available units at each active, sellable location that ever stocked it, in lots that may be promised
     */
    public Availability(Sku sku, Tracking tracking, Map<LocationId, Long> perLocation) {
        this(sku, tracking, perLocation, List.of(), Optional.empty());
    }

    /**
     * {@return units that can be promised for an instant: those that are there now, and those that will have come; empty for an
     * untracked item, {@link Long#MAX_VALUE} where the sum would exceed it}
     *
     * @param date when they are to be there
     */
    public Optional<Long> by(Instant date) {
        return total().map(now -> expected.stream()
                .filter(units -> !units.expectedAt().isAfter(date))
                .map(ExpectedUnits::quantity)
                .reduce(now, Sums::saturated));
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
