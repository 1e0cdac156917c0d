package dev.inventoryledger;

import dev.inventoryledger.internal.Checks;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A question for movements, answered in journal order, page by page. Pages are stable while writers write: a movement
 * never moves, and new ones come after all others. Immutable; each method gives a narrowed copy.
 *
 * @param sku only of this SKU
 * @param location only at this location
 * @param from only recorded at this instant or later, to the microsecond
 * @param until only recorded before this instant, to the microsecond
 * @param types only of these kinds; never empty
 * @param after only behind this point
 * @param limit at most so many; from 1 to 10,000
 */
public record MovementQuery(
        Optional<Sku> sku,
        Optional<LocationId> location,
        Optional<Instant> from,
        Optional<Instant> until,
        Set<MovementType> types,
        MovementPoint after,
        int limit) {
    /** The largest page. */
    public static final int MAX_LIMIT = 10_000;

    /**
     * Checks the limit and copies the types.
     *
     * @param sku only of this SKU
     * @param location only at this location
     * @param from only recorded at this instant or later
     * @param until only recorded before this instant
     * @param types only of these kinds
     * @param after only behind this point
     * @param limit at most so many
     * @throws IllegalArgumentException if the limit is out of bounds or no type is named
     */
    public MovementQuery {
        Objects.requireNonNull(sku, "sku");
        Objects.requireNonNull(location, "location");
        from = from.map(Checks::bound);
        until = until.map(Checks::bound);
        types = Set.copyOf(types);
        Checks.check(!types.isEmpty(), "types", "must not be empty", types);
        Objects.requireNonNull(after, "after");
        Checks.check(limit >= 1 && limit <= MAX_LIMIT, "limit", "must be from 1 to " + MAX_LIMIT, limit);
    }

    /** {@return every movement, 1,000 to a page} */
    public static MovementQuery all() {
        return new MovementQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                EnumSet.allOf(MovementType.class),
                MovementPoint.START,
                1_000);
    }

    /**
     * {@return only those of a SKU}
     *
     * @param newSku the SKU
     */
    public MovementQuery ofSku(String newSku) {
        return new MovementQuery(Optional.of(new Sku(newSku)), location, from, until, types, after, limit);
    }

    /**
     * {@return only those at a location} Without a SKU they are looked for along the journal.
     *
     * @param newLocation the location
     */
    public MovementQuery at(String newLocation) {
        return new MovementQuery(sku, Optional.of(new LocationId(newLocation)), from, until, types, after, limit);
    }

    /**
     * {@return only those recorded in a span of time}
     *
     * @param start the first instant
     * @param end the first instant after it
     */
    public MovementQuery between(Instant start, Instant end) {
        return new MovementQuery(
                sku, location, Checks.given("from", start), Checks.given("until", end), types, after, limit);
    }

    /**
     * {@return only those of these kinds}
     *
     * @param first one kind
     * @param others more kinds
     */
    public MovementQuery ofType(MovementType first, MovementType... others) {
        return new MovementQuery(sku, location, from, until, EnumSet.of(first, others), after, limit);
    }

    /**
     * {@return the page behind a movement, usually the last of the page before}
     *
     * @param last the movement
     */
    public MovementQuery after(Movement last) {
        return new MovementQuery(sku, location, from, until, types, last.point(), limit);
    }

    /**
     * {@return pages of another size}
     *
     * @param newLimit at most so many
     */
    public MovementQuery limit(int newLimit) {
        return new MovementQuery(sku, location, from, until, types, after, newLimit);
    }

    /**
     * {@return whether a movement is among those asked for, the limit aside}
     *
     * @param movement the movement
     */
    public boolean matches(Movement movement) {
        StockKey key = movement.posting().key();
        return (sku.isEmpty() || sku.get().equals(key.sku()))
                && (location.isEmpty() || location.get().equals(key.location()))
                && (from.isEmpty() || !movement.recordedAt().isBefore(from.get()))
                && (until.isEmpty() || movement.recordedAt().isBefore(until.get()))
                && types.contains(movement.posting().type())
                && movement.point().compareTo(after) > 0;
    }
}
