package dev.inventoryledger;

import dev.inventoryledger.internal.Sums;

/**
 * What a location has, added up: what is to be moved elsewhere before it can be closed. Immutable.
 *
 * @param stockKeys how many stock keys have units there
 * @param onHand units there; {@link Long#MAX_VALUE} where the sum would exceed it
 * @param reserved those of them that are promised, likewise
 */
public record Holdings(long stockKeys, long onHand, long reserved) {
    /** Nothing at all. */
    public static final Holdings NONE = new Holdings(0, 0, 0);

    /**
     * {@return the same with one more level}
     *
     * @param level the level; one without units adds nothing
     */
    public Holdings and(Level level) {
        long keys = level.onHand() > 0 ? stockKeys + 1 : stockKeys;
        return new Holdings(keys, Sums.saturated(onHand, level.onHand()), Sums.saturated(reserved, level.reserved()));
    }

    /** {@return whether the location is empty} */
    public boolean isEmpty() {
        return stockKeys == 0;
    }
}
