package dev.inventoryledger.command;

import dev.inventoryledger.CommandType;
import dev.inventoryledger.Origin;
import dev.inventoryledger.Sku;
import dev.inventoryledger.supply.SupplyId;
import java.util.Objects;

/**
 * Expects a supply no more. What was promised against it is promised against other supply, or is owed without a date.
 *
 * @param origin its id, who sends it and why
 * @param supplyId which supply
 * @param sku of what
 */
public record CancelSupply(Origin origin, SupplyId supplyId, Sku sku) implements SupplyCommand {
    /**
     * Requires every part.
     *
     * @param origin its id, who sends it and why
     * @param supplyId which supply
     * @param sku of what
     */
    public CancelSupply {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(supplyId, "supplyId");
        Objects.requireNonNull(sku, "sku");
    }

    /**
     * {@return the command, under a random id}
     *
     * @param supplyId which supply
     * @param sku of what
     * @throws IllegalArgumentException if a text is malformed
     */
    public static CancelSupply of(String supplyId, String sku) {
        return new CancelSupply(Origin.random(), new SupplyId(supplyId), new Sku(sku));
    }

    /**
     * {@return the same command with another origin}
     *
     * @param newOrigin its id, who sends it and why
     */
    public CancelSupply with(Origin newOrigin) {
        return new CancelSupply(newOrigin, supplyId, sku);
    }

    @Override
    public CommandType type() {
        return CommandType.CANCEL_SUPPLY;
    }
}
