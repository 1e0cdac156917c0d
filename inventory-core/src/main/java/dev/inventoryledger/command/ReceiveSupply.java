package dev.inventoryledger.command;

import dev.inventoryledger.CommandType;
import dev.inventoryledger.Origin;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.supply.SupplyId;
import java.util.Objects;

/**
 * Takes in units that were expected: on-hand rises, fewer are expected, and those who wait for units are served in their order: by default
 * first come, first served. More may come than were expected.
 *
 * @param origin its id, who sends it and why
 * @param supplyId which supply
 * @param line what came, where, and how much
 */
public record ReceiveSupply(Origin origin, SupplyId supplyId, StockLine line) implements StockCommand {
    /**
     * Requires every part.
     *
     * @param origin its id, who sends it and why
     * @param supplyId which supply
     * @param line what came, where, and how much
     */
    public ReceiveSupply {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(supplyId, "supplyId");
        Objects.requireNonNull(line, "line");
    }

    /**
     * {@return the command, under a random id}
     *
     * @param supplyId which supply
     * @param sku what came
     * @param location where
     * @param quantity how many units
     * @throws IllegalArgumentException if a text is malformed or the quantity not positive
     */
    public static ReceiveSupply of(String supplyId, String sku, String location, long quantity) {
        return of(supplyId, new StockLine(StockKey.of(sku, location), quantity));
    }

    /**
     * {@return the command, under a random id}
     *
     * @param supplyId which supply
     * @param line what came, where, and how much
     * @throws IllegalArgumentException if the text is malformed
     */
    public static ReceiveSupply of(String supplyId, StockLine line) {
        return new ReceiveSupply(Origin.random(), new SupplyId(supplyId), line);
    }

    /**
     * {@return the same command with another origin}
     *
     * @param newOrigin its id, who sends it and why
     */
    public ReceiveSupply with(Origin newOrigin) {
        return new ReceiveSupply(newOrigin, supplyId, line);
    }

    @Override
    public CommandType type() {
        return CommandType.RECEIVE_SUPPLY;
    }
}
