package dev.inventoryledger;

import dev.inventoryledger.internal.Checks;
import java.util.Objects;
import java.util.Optional;

/**
 * When stock counts as low, when more is to be ordered without anybody looking, and how much. Compared with what is available at each
 * stock key by itself, each lot and serial number too, {@linkplain Item#isWatchedAt where the item is watched}: not where nothing may be
 * promised, as of goods that are broken or on their way, unless the item has a rule for that place. Immutable.
 *
 * @param point stock is low at this many available units or fewer; −1 for never
 * @param quantity how many units to reorder; positive
 * @param reorderPoint a reorder is told at this many available units or fewer, which is no more than the point; empty for never
 */
public record ReorderRule(long point, long quantity, Optional<Long> reorderPoint) {
    /**
     * What holds for an item that has no rule, unless the ledger was built with another: low below 10, reordered below 5, and 10 units
     * then, which from nothing lift it above low.
     */
    public static final ReorderRule STANDARD = new ReorderRule(9, 10, Optional.of(4L));

    /** Nothing is ever low or reordered. */
    public static final ReorderRule NEVER = new ReorderRule(-1, 1, Optional.empty());

    /**
     * Checks the figures.
     *
     * @param point stock is low at this many available units or fewer
     * @param quantity how many units to reorder
     * @param reorderPoint a reorder is told at this many available units or fewer
     * @throws IllegalArgumentException if the point is less than −1, the quantity not positive, or the reorder point negative or above
     *     the point
     */
    public ReorderRule {
        Checks.check(point >= -1, "point", "must be at least -1", point);
        Checks.positive("quantity", quantity);
        Objects.requireNonNull(reorderPoint, "reorderPoint");
        long low = point;
        reorderPoint.ifPresent(units ->
                Checks.check(units >= 0 && units <= low, "reorderPoint", "must be from 0 to the point, " + low, units));
    }

    /**
     * A rule by which stock is low, and nothing is reordered by itself.
     *
     * @param point stock is low at this many available units or fewer
     * @param quantity how many units to reorder
     * @throws IllegalArgumentException if the point is less than −1 or the quantity not positive
     */
    public ReorderRule(long point, long quantity) {
        this(point, quantity, Optional.empty());
    }

    /**
     * {@return a copy by which a reorder is told too}
     *
     * @param units at this many available units or fewer; no more than the point
     * @throws IllegalArgumentException if that is negative or above the point
     */
    public ReorderRule reorderingAt(long units) {
        return new ReorderRule(point, quantity, Optional.of(units));
    }

    /**
     * {@return whether so many units are few}
     *
     * @param available units that can be promised
     */
    public boolean isLow(long available) {
        return available <= point;
    }

    /**
     * {@return whether so many units are so few that more are to be ordered at once}
     *
     * @param available units that can be promised
     */
    public boolean callsForMore(long available) {
        return reorderPoint.filter(units -> available <= units).isPresent();
    }
}
