package dev.inventoryledger.report;

import dev.inventoryledger.Balance;
import dev.inventoryledger.MovementType;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What moved in a span of time, summed over all stock keys that moved. The levels at both ends are looked up by themselves, as
 * recorded, and not worked out from the movements. Immutable.
 *
 * @param from the first instant
 * @param until the first instant after it
 * @param keys how many stock keys moved
 * @param opening what these had before
 * @param changes by how much each kind of movement changed that
 * @param closing what these had after
 */
public record MovementTotals(
        Instant from, Instant until, long keys, Balance opening, Map<MovementType, Balance> changes, Balance closing) {
    /**
     * Copies the map.
     *
     * @param from the first instant
     * @param until the first instant after it
     * @param keys how many stock keys moved
     * @param opening what these had before
     * @param changes by how much each kind of movement changed that
     * @param closing what these had after
     */
    public MovementTotals {
        Map<MovementType, Balance> copy = new EnumMap<>(MovementType.class);
        copy.putAll(changes);
        changes = Collections.unmodifiableMap(copy);
    }

    /** {@return whether opening and changes come to closing} */
    public boolean reconciles() {
        return changes.values().stream().reduce(opening, Balance::plus).equals(closing);
    }
}
