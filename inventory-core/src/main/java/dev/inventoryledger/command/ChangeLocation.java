package dev.inventoryledger.command;

import dev.inventoryledger.CommandType;
import dev.inventoryledger.Location;
import dev.inventoryledger.Origin;
import java.util.Objects;

/**
 * Replaces the definition of a location. It can't become a part of itself.
 *
 * @param origin its id, who sends it and why
 * @param location its definition from now on
 */
public record ChangeLocation(Origin origin, Location location) implements LocationCommand {
    /**
     * Requires every part.
     *
     * @param origin its id, who sends it and why
     * @param location its definition from now on
     */
    public ChangeLocation {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(location, "location");
    }

    /**
     * {@return the command, under a random id}
     *
     * @param location its definition
     */
    public static ChangeLocation of(Location location) {
        return new ChangeLocation(Origin.random(), location);
    }

    /**
     * {@return the same command with another origin}
     *
     * @param newOrigin its id, who sends it and why
     */
    public ChangeLocation with(Origin newOrigin) {
        return new ChangeLocation(newOrigin, location);
    }

    @Override
    public CommandType type() {
        return CommandType.CHANGE_LOCATION;
    }
}
