package dev.inventoryledger;

import dev.inventoryledger.internal.Checks;
import java.util.Objects;
import java.util.Optional;

/**
 * A place that holds stock, as the catalog knows it. Immutable; each {@code with…} method gives a changed copy.
 *
 * @param id its name in commands
 * @param name what people call it; 1 to 500 UTF-16 units
 * @param type what kind of place it is
 * @param status whether it takes part in new promises
 * @param sellability whether its stock may be promised
 * @param priority where "anywhere" takes from first: the lowest number, then the lowest id
 * @param parent the location it is part of
 */
public record Location(
        LocationId id,
        String name,
        LocationType type,
        Status status,
        Sellability sellability,
        int priority,
        Optional<LocationId> parent) {
    /**
     * Checks the name.
     *
     * @param id its name in commands
     * @param name what people call it
     * @param type what kind of place it is
     * @param status whether it takes part in new promises
     * @param sellability whether its stock may be promised
     * @param priority where "anywhere" takes from first: the lowest number, then the lowest id
     * @param parent the location it is part of
     * @throws IllegalArgumentException if the name is malformed
     */
    public Location {
        Objects.requireNonNull(id, "id");
        Checks.text("location name", name);
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(sellability, "sellability");
        Objects.requireNonNull(parent, "parent");
    }

    /**
     * An active, sellable warehouse of priority 0, named like its id.
     *
     * @param id its name
     * @return the location
     * @throws IllegalArgumentException if the text is malformed
     */
    public static Location of(String id) {
        return new Location(
                new LocationId(id),
                id,
                LocationType.WAREHOUSE,
                Status.ACTIVE,
                Sellability.SELLABLE,
                0,
                Optional.empty());
    }

    /**
     * {@return a copy with another name}
     *
     * @param newName what people call it now
     */
    public Location withName(String newName) {
        return new Location(id, newName, type, status, sellability, priority, parent);
    }

    /**
     * {@return a copy of another kind}
     *
     * @param newType what kind of place it is
     */
    public Location withType(LocationType newType) {
        return new Location(id, name, newType, status, sellability, priority, parent);
    }

    /**
     * {@return a copy that is active or not}
     *
     * @param newStatus whether it takes part in new promises
     */
    public Location withStatus(Status newStatus) {
        return new Location(id, name, type, newStatus, sellability, priority, parent);
    }

    /**
     * {@return a copy that is sellable or not}
     *
     * @param newSellability whether its stock may be promised
     */
    public Location withSellability(Sellability newSellability) {
        return new Location(id, name, type, status, newSellability, priority, parent);
    }

    /**
     * {@return a copy with another priority}
     *
     * @param newPriority the lowest is taken from first
     */
    public Location withPriority(int newPriority) {
        return new Location(id, name, type, status, sellability, newPriority, parent);
    }

    /**
     * {@return a copy that is part of another location}
     *
     * @param parentId the location it is part of
     */
    public Location withParent(String parentId) {
        return new Location(id, name, type, status, sellability, priority, Optional.of(new LocationId(parentId)));
    }

    /** {@return whether it takes part in new promises} */
    public boolean isActive() {
        return status == Status.ACTIVE;
    }

    /** {@return whether its stock may be promised now: it is active and sellable} */
    public boolean promises() {
        return isActive() && sellability == Sellability.SELLABLE;
    }
}
