package dev.inventoryledger.policy;

import dev.inventoryledger.internal.Checks;
import java.time.Duration;

/**
 * How long entries stay readable. Levels, reservations and what command ids answer stay for ever. Immutable.
 *
 * @param keep an entry is kept at least this long after it was recorded
 */
public record RetentionPolicy(Duration keep) {
    /**
     * Checks the length.
     *
     * @param keep an entry is kept at least this long
     * @throws IllegalArgumentException if it is negative
     */
    public RetentionPolicy {
        Checks.check(!keep.isNegative(), "keep", "must not be negative", keep);
    }

    /**
     * {@return a policy that keeps entries for some time}
     *
     * @param length how long at least
     * @throws IllegalArgumentException if it is negative
     */
    public static RetentionPolicy keeping(Duration length) {
        return new RetentionPolicy(length);
    }
}
