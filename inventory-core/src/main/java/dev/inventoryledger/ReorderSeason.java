package dev.inventoryledger;

import dev.inventoryledger.internal.Checks;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A rule that holds for a while, such as a season or a promotion, in place of those that hold always. Immutable.
 *
 * @param location where; empty for every location without a season of its own
 * @param from the first instant at which it holds
 * @param until the first instant at which it holds no more
 * @param rule when stock is low meanwhile
 */
public record ReorderSeason(Optional<LocationId> location, Instant from, Instant until, ReorderRule rule) {
    /**
     * Checks the time.
     *
     * @param location where
     * @param from the first instant at which it holds
     * @param until the first instant at which it holds no more
     * @param rule when stock is low meanwhile
     * @throws IllegalArgumentException if it would end before it begins, or an instant lies outside the years 1 to 9999
     */
    public ReorderSeason {
        Objects.requireNonNull(location, "location");
        from = Checks.instant("from", from);
        until = Checks.instant("until", until);
        Checks.check(from.isBefore(until), "until", "must be after " + from, until);
        Objects.requireNonNull(rule, "rule");
    }

    /**
     * {@return whether it holds}
     *
     * @param where at which location
     * @param instant when
     */
    public boolean covers(LocationId where, Instant instant) {
        return location.map(where::equals).orElse(true) && !instant.isBefore(from) && instant.isBefore(until);
    }
}
