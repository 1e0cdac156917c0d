package dev.inventoryledger.subscription;

import dev.inventoryledger.internal.Checks;
import java.time.Instant;

/** Where a subscription begins that nobody has run before. Immutable. */
public sealed interface Start {
    /** With the oldest entry that the journal still has. */
    record Beginning() implements Start {}

    /**
     * With what is committed after somebody first subscribes. Where a commit was under way then that had taken an earlier position, what was
     * committed behind that position comes too.
     */
    record Now() implements Start {}

    /**
     * With the first entry recorded at an instant or later. Where clocks disagree, a few entries recorded before it may follow.
     *
     * @param instant the instant
     */
    record At(Instant instant) implements Start {
        /**
         * Checks the instant.
         *
         * @param instant the instant
         * @throws IllegalArgumentException if it lies outside the years 1 to 9999
         */
        public At {
            instant = Checks.instant("instant", instant);
        }
    }

    /**
     * With the first entry behind a position.
     *
     * @param position the position; not negative
     */
    record Behind(long position) implements Start {
        /**
         * Checks the position.
         *
         * @param position the position
         * @throws IllegalArgumentException if it is negative
         */
        public Behind {
            Checks.notNegative("position", position);
        }
    }
}
