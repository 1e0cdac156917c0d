package dev.inventoryledger.command;

import dev.inventoryledger.CommandType;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.Origin;
import java.util.Objects;

/**
 * Takes a location out of new promises. What it holds stays: stock can still be moved and counted, and open reservations
 * still be confirmed, fulfilled and released.
 *
 * @param origin its id, who sends it and why
 * @param location which
 */
public record DeactivateLocation(Origin origin, LocationId location) implements LocationCommand {
    /**
     * Requires every part.
     *
     * @param origin its id, who sends it and why
     * @param location which
     */
    public DeactivateLocation {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(location, "location");
    }

    /**
     * {@return the command, under a random id}
     *
     * @param location which
     * @throws IllegalArgumentException if the text is malformed
     */
    public static DeactivateLocation of(String location) {
        return new DeactivateLocation(Origin.random(), new LocationId(location));
    }

    /**
     * {@return the same command with another origin}
     *
     * @param newOrigin its id, who sends it and why
     */
    public DeactivateLocation with(Origin newOrigin) {
        return new DeactivateLocation(newOrigin, location);
    }

    @Override
    public CommandType type() {
        return CommandType.DEACTIVATE_LOCATION;
    }
}
