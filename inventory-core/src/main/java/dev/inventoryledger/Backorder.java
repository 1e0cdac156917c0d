package dev.inventoryledger;

import dev.inventoryledger.internal.Checks;
import java.util.Objects;

/**
 * How an item may be sold before it is there. Immutable.
 *
 * @param mode against what
 * @param limit at most so many units in all that are promised and not there; at 0 nothing more is promised, and those who are owed
 *     are still served before others
 */
public record Backorder(Mode mode, long limit) {
    /** Against what units that are not there may be promised. */
    public enum Mode {
        /**
         * Against inbound supply as far as that reaches and is not owed to others, and beyond it without a date, or by the item's lead
         * time.
         */
        BACKORDER,
        /** Against inbound supply alone: never more than is expected. */
        PREORDER
    }

    /**
     * Checks the limit.
     *
     * @param mode against what
     * @param limit at most so many units
     * @throws IllegalArgumentException if the limit is negative
     */
    public Backorder {
        Objects.requireNonNull(mode, "mode");
        Checks.notNegative("limit", limit);
    }

    /**
     * {@return the policy of an item that is sold on, and reordered, when it is out}
     *
     * @param limit at most so many units in all that are promised and not there
     * @throws IllegalArgumentException if the limit is negative
     */
    public static Backorder upTo(long limit) {
        return new Backorder(Mode.BACKORDER, limit);
    }

    /** {@return the policy of an item that is sold before it is there, as far as inbound supply reaches} */
    public static Backorder preorder() {
        return new Backorder(Mode.PREORDER, Long.MAX_VALUE);
    }
}
