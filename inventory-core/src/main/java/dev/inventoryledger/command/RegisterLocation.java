package dev.inventoryledger.command;

import dev.inventoryledger.CommandType;
import dev.inventoryledger.Location;
import dev.inventoryledger.Origin;
import java.util.Objects;

/**
 * Adds a location to the catalog.
 *
 * @param origin its id, who sends it and why
 * @param location its definition
 */
public record RegisterLocation(Origin origin, Location location) implements LocationCommand {
    /**
     * Requires every part.
     *
     * @param origin its id, who sends it and why
     * @param location its definition
     */
    public RegisterLocation {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(location, "location");
    }

    /**
     * {@return the command, under a random id}
     *
     * @param location its definition
     */
    public static RegisterLocation of(Location location) {
        return new RegisterLocation(Origin.random(), location);
    }

    /**
     * {@return the same command with another origin}
     *
     * @param newOrigin its id, who sends it and why
     */
    public RegisterLocation with(Origin newOrigin) {
        return new RegisterLocation(newOrigin, location);
    }

    @Override
    public CommandType type() {
        return CommandType.REGISTER_LOCATION;
    }
}
