package dev.inventoryledger.supply;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What units that are outstanding are promised against. Immutable.
 *
 * @param supply which inbound supply; empty for what has yet to be ordered
 * @param expectedAt when they are expected; empty if nobody knows
 */
public record SupplyPromise(Optional<SupplyId> supply, Optional<Instant> expectedAt) {
    /**
     * Requires both parts.
     *
     * @param supply which inbound supply
     * @param expectedAt when they are expected
     */
    public SupplyPromise {
        Objects.requireNonNull(supply, "supply");
        Objects.requireNonNull(expectedAt, "expectedAt");
    }
}
