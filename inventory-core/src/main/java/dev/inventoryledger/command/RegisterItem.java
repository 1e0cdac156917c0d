package dev.inventoryledger.command;

import dev.inventoryledger.CommandType;
import dev.inventoryledger.Item;
import dev.inventoryledger.Origin;
import java.util.Objects;

/**
 * Adds an item to the catalog.
 *
 * @param origin its id, who sends it and why
 * @param item its definition
 */
public record RegisterItem(Origin origin, Item item) implements ItemCommand {
    /**
     * Requires every part.
     *
     * @param origin its id, who sends it and why
     * @param item its definition
     */
    public RegisterItem {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(item, "item");
    }

    /**
     * {@return the command, under a random id}
     *
     * @param item its definition
     */
    public static RegisterItem of(Item item) {
        return new RegisterItem(Origin.random(), item);
    }

    /**
     * {@return the same command with another origin}
     *
     * @param newOrigin its id, who sends it and why
     */
    public RegisterItem with(Origin newOrigin) {
        return new RegisterItem(newOrigin, item);
    }

    @Override
    public CommandType type() {
        return CommandType.REGISTER_ITEM;
    }
}
