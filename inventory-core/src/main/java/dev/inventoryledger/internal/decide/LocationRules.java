package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Fact;
import dev.inventoryledger.Location;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Sellability;
import dev.inventoryledger.Status;
import dev.inventoryledger.command.ChangeLocation;
import dev.inventoryledger.command.DeactivateLocation;
import dev.inventoryledger.command.RegisterLocation;
import dev.inventoryledger.command.Ship;

/** The catalog of locations. */
final class LocationRules {
    private LocationRules() {}

    static void register(RegisterLocation command, Draft draft) {
        Location location = command.location();
        boolean isNew = draft.catalog().findLocation(location.id()).isEmpty();
        Refusal.unless(isNew, RejectionReason.LOCATION_EXISTS, "location", location.id());
        write(location, draft);
        requireWayNotForSale(location);
        draft.state(new Fact.LocationRegistered(location));
    }

    static void change(ChangeLocation command, Draft draft) {
        replace(draft.catalog().location(command.location().id()), command.location(), draft);
        requireWayNotForSale(command.location());
    }

    static void deactivate(DeactivateLocation command, Draft draft) {
        Location location = draft.catalog().location(command.location());
        replace(location, location.withStatus(Status.INACTIVE), draft);
    }

    private static void requireWayNotForSale(Location location) {
        boolean isWay = location.id().equals(Ship.IN_TRANSIT);
        Refusal.unless(
                !isWay || location.sellability() == Sellability.NOT_SELLABLE,
                RejectionReason.LOCATION_SELLABLE,
                "location",
                location.id());
    }

    private static void replace(Location before, Location after, Draft draft) {
        write(after, draft);
        draft.state(new Fact.LocationChanged(before, after));
    }

    private static void write(Location location, Draft draft) {
        location.parent()
                .ifPresent(parent -> Refusal.unless(
                        !draft.catalog().isWithin(parent, location.id()),
                        RejectionReason.PARENT_CYCLE,
                        "parent",
                        parent));
        draft.catalog().put(location);
    }
}
