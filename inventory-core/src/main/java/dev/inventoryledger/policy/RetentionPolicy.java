package dev.inventoryledger.policy;

import dev.inventoryledger.internal.Checks;
import java.time.Duration;

/**
 * How long entries stay readable. Levels, reservations and what command ids answer stay for ever. Immutable.
 *
 * @param keep an entry is kept at least this long after it was recorded
 */
public record RetentionPolicy(Duration keep) {
    private static final Duration LONGEST = Duration.ofDays(365_250);

    /**
     * Checks the length.
     *
     * @param keep an entry is kept at least this long; at most 1,000 years
     * @throws IllegalArgumentException if it is negative or longer
     */
    public RetentionPolicy {
        Checks.check(!keep.isNegative(), "keep", "must not be negative", keep);
        Checks.check(keep.compareTo(LONGEST) <= 0, "keep", "must be at most " + LONGEST.toDays() + " days", keep);
    }

    /**
     * {@return a policy that keeps entries for some time}
     *
     * @param length how long at least; at most 1,000 years
     * @throws IllegalArgumentException if it is negative or longer
     */
    public static RetentionPolicy keeping(Duration length) {
        return new RetentionPolicy(length);
    }
}
