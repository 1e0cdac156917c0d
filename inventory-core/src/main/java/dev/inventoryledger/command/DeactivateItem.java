package dev.inventoryledger.command;

import dev.inventoryledger.CommandType;
import dev.inventoryledger.Origin;
import dev.inventoryledger.Sku;
import java.util.Objects;

/**
 * Takes an item out of new promises. What it holds stays: stock can still be moved and counted, and open reservations
 * still be confirmed, fulfilled and released. Who was promised units before they came still gets them when they do.
 *
 * @param origin its id, who sends it and why
 * @param sku which
 */
public record DeactivateItem(Origin origin, Sku sku) implements ItemCommand {
    /**
     * Requires every part.
     *
     * @param origin its id, who sends it and why
     * @param sku which
     */
    public DeactivateItem {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(sku, "sku");
    }

    /**
     * {@return the command, under a random id}
     *
     * @param sku which
     * @throws IllegalArgumentException if the text is malformed
     */
    public static DeactivateItem of(String sku) {
        return new DeactivateItem(Origin.random(), new Sku(sku));
    }

    /**
     * {@return the same command with another origin}
     *
     * @param newOrigin its id, who sends it and why
     */
    public DeactivateItem with(Origin newOrigin) {
        return new DeactivateItem(newOrigin, sku);
    }

    @Override
    public CommandType type() {
        return CommandType.DEACTIVATE_ITEM;
    }
}
