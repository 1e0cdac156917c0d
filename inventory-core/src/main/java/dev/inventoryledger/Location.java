package dev.inventoryledger;

import dev.inventoryledger.internal.Checks;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

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
 * @param capabilities what it can do, such as "pickup"; each 1 to 100 UTF-16 units
 * @param address where post finds it
 * @param coordinates where it is
 */
public record Location(
        LocationId id,
        String name,
        LocationType type,
        Status status,
        Sellability sellability,
        int priority,
        Optional<LocationId> parent,
        List<String> capabilities,
        Optional<Address> address,
        Optional<Coordinates> coordinates) {
    /**
     * Checks the texts, and sorts the capabilities.
     *
     * @param id its name in commands
     * @param name what people call it
     * @param type what kind of place it is
     * @param status whether it takes part in new promises
     * @param sellability whether its stock may be promised
     * @param priority where "anywhere" takes from first: the lowest number, then the lowest id
     * @param parent the location it is part of
     * @param capabilities what it can do
     * @param address where post finds it
     * @param coordinates where it is
     * @throws IllegalArgumentException if a text is malformed
     */
    public Location {
        Objects.requireNonNull(id, "id");
        Checks.text("location name", name);
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(sellability, "sellability");
        Objects.requireNonNull(parent, "parent");
        capabilities.forEach(capability -> Checks.identifier("capability", capability));
        capabilities = List.copyOf(new TreeSet<>(capabilities));
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(coordinates, "coordinates");
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
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * {@return a copy with another name}
     *
     * @param newName what people call it now
     */
    public Location withName(String newName) {
        return new Location(
                id, newName, type, status, sellability, priority, parent, capabilities, address, coordinates);
    }

    /**
     * {@return a copy of another kind}
     *
     * @param newType what kind of place it is
     */
    public Location withType(LocationType newType) {
        return new Location(
                id, name, newType, status, sellability, priority, parent, capabilities, address, coordinates);
    }

    /**
     * {@return a copy that is active or not}
     *
     * @param newStatus whether it takes part in new promises
     */
    public Location withStatus(Status newStatus) {
        return new Location(
                id, name, type, newStatus, sellability, priority, parent, capabilities, address, coordinates);
    }

    /**
     * {@return a copy that is sellable or not}
     *
     * @param newSellability whether its stock may be promised
     */
    public Location withSellability(Sellability newSellability) {
        return new Location(
                id, name, type, status, newSellability, priority, parent, capabilities, address, coordinates);
    }

    /**
     * {@return a copy with another priority}
     *
     * @param newPriority the lowest is taken from first
     */
    public Location withPriority(int newPriority) {
        return new Location(
                id, name, type, status, sellability, newPriority, parent, capabilities, address, coordinates);
    }

    /**
     * {@return a copy that is part of another location}
     *
     * @param parentId the location it is part of
     */
    public Location withParent(String parentId) {
        return new Location(
                id,
                name,
                type,
                status,
                sellability,
                priority,
                Optional.of(new LocationId(parentId)),
                capabilities,
                address,
                coordinates);
    }

    /**
     * {@return a copy that can do other things}
     *
     * @param newCapabilities such as "ships-cold"; what it could do before and is not named it can no longer
     * @throws IllegalArgumentException if one is malformed
     */
    public Location withCapabilities(String... newCapabilities) {
        return new Location(
                id, name, type, status, sellability, priority, parent, List.of(newCapabilities), address, coordinates);
    }

    /**
     * {@return a copy with another address}
     *
     * @param newAddress where post finds it now
     */
    public Location withAddress(Address newAddress) {
        return new Location(
                id,
                name,
                type,
                status,
                sellability,
                priority,
                parent,
                capabilities,
                Checks.given("address", newAddress),
                coordinates);
    }

    /**
     * {@return a copy that is somewhere else}
     *
     * @param newCoordinates where it is now
     */
    public Location withCoordinates(Coordinates newCoordinates) {
        return new Location(
                id,
                name,
                type,
                status,
                sellability,
                priority,
                parent,
                capabilities,
                address,
                Checks.given("coordinates", newCoordinates));
    }

    /**
     * {@return whether it can do all of these}
     *
     * @param wanted capabilities
     */
    public boolean offers(Collection<String> wanted) {
        return capabilities.containsAll(wanted);
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
