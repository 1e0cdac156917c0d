package dev.inventoryledger.command;

import dev.inventoryledger.CommandType;
import dev.inventoryledger.Origin;
import dev.inventoryledger.Sku;
import dev.inventoryledger.internal.Checks;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Tells anew what is low, out or back, where that has changed without a movement: seasons begin and end, so do
 * holds, and a location becomes sellable again. No unit moves.
 *
 * @param origin its id, who sends it and why
 * @param skus which SKUs
 */
public record ReviewStock(Origin origin, List<Sku> skus) implements StockCommand {
    /**
     * Copies the SKUs.
     *
     * @param origin its id, who sends it and why
     * @param skus which SKUs
     * @throws IllegalArgumentException if there is no SKU or too many
     */
    public ReviewStock {
        Objects.requireNonNull(origin, "origin");
        skus = Checks.lines("skus", skus);
    }

    /**
     * {@return the command, under a random id}
     *
     * @param skus which SKUs
     * @throws IllegalArgumentException if there is no SKU, or one is malformed
     */
    public static ReviewStock of(String... skus) {
        return new ReviewStock(
                Origin.random(), Arrays.stream(skus).map(Sku::new).toList());
    }

    /**
     * {@return the same command with another origin}
     *
     * @param newOrigin its id, who sends it and why
     */
    public ReviewStock with(Origin newOrigin) {
        return new ReviewStock(newOrigin, skus);
    }

    @Override
    public CommandType type() {
        return CommandType.REVIEW_STOCK;
    }
}
