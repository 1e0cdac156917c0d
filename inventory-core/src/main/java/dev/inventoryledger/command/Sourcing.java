package dev.inventoryledger.command;

import dev.inventoryledger.Coordinates;
import dev.inventoryledger.Location;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.internal.Checks;
import dev.inventoryledger.policy.AllocationPolicy.Take;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Where an order's units may come from, and by which policy. A reservation keeps it, but for what was planned: units that are found for it
 * later, by a top-up, by goods that come, or after its hold has ended, come from where it says, too. The policy is asked then about what is
 * still to be found, not about the whole order, and the ledger's own in its place if it was built without that one by then. Each method
 * gives a changed copy. Immutable.
 *
 * @param policy the name of the allocation policy; the ledger's own if none is named
 * @param destination where the order goes
 * @param within the location that the units come from, or from below it; from anywhere if none is named
 * @param capabilities what the locations must be able to do
 * @param planned exactly what to take, if that was planned; lines are numbered from 1
 */
public record Sourcing(
        Optional<String> policy,
        Optional<Coordinates> destination,
        Optional<LocationId> within,
        List<String> capabilities,
        Optional<List<Take>> planned) {
    /**
     * Checks the texts, and sorts the capabilities.
     *
     * @param policy the name of the allocation policy
     * @param destination where the order goes
     * @param within the location that the units come from, or from below it
     * @param capabilities what the locations must be able to do
     * @param planned exactly what to take
     * @throws IllegalArgumentException if a text is malformed
     */
    public Sourcing {
        policy.ifPresent(name -> Checks.identifier("policy", name));
        Objects.requireNonNull(destination, "destination");
        Objects.requireNonNull(within, "within");
        capabilities.forEach(capability -> Checks.identifier("capability", capability));
        capabilities = List.copyOf(new TreeSet<>(capabilities));
        planned = planned.map(List::copyOf);
    }

    /** {@return from anywhere, by the ledger's own policy} */
    public static Sourcing standard() {
        return new Sourcing(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty());
    }

    /**
     * {@return the same by another policy}
     *
     * @param name a name of {@link dev.inventoryledger.policy.AllocationPolicy}, or one that the ledger was built with
     */
    public Sourcing by(String name) {
        return new Sourcing(Checks.given("policy", name), destination, within, capabilities, planned);
    }

    /**
     * {@return the same for an order that goes somewhere}
     *
     * @param goal where to
     */
    public Sourcing to(Coordinates goal) {
        return new Sourcing(policy, Checks.given("destination", goal), within, capabilities, planned);
    }

    /**
     * {@return the same, from one location and all that is below it}
     *
     * @param location such as a region
     */
    public Sourcing within(String location) {
        return new Sourcing(policy, destination, Optional.of(new LocationId(location)), capabilities, planned);
    }

    /**
     * {@return the same, from locations that can do these things}
     *
     * @param wanted such as "ships-cold"
     */
    public Sourcing offering(String... wanted) {
        return new Sourcing(policy, destination, within, List.of(wanted), planned);
    }

    /**
     * {@return the same, exactly as planned} See {@link dev.inventoryledger.Plan}.
     *
     * @param takes what to take for each line
     */
    public Sourcing asPlanned(List<Take> takes) {
        return new Sourcing(policy, destination, within, capabilities, Checks.given("planned", takes));
    }

    /** {@return the same without a plan: what to take is found when it is taken} */
    public Sourcing unplanned() {
        return new Sourcing(policy, destination, within, capabilities, Optional.empty());
    }

    /**
     * {@return whether a location can do what is wanted}
     *
     * @param location the location
     */
    public boolean suits(Location location) {
        return location.offers(capabilities);
    }
}
