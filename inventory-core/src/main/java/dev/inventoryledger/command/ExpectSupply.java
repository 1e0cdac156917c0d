package dev.inventoryledger.command;

import dev.inventoryledger.CommandType;
import dev.inventoryledger.Origin;
import dev.inventoryledger.internal.Checks;
import dev.inventoryledger.supply.InboundSupply;
import java.util.Objects;

/**
 * Announces units that are to come in, or says anew how many are expected where and when. Promises follow, in the order
 * in which the ledger serves those who wait.
 *
 * @param origin its id, who sends it and why
 * @param supply what is expected from now on
 */
public record ExpectSupply(Origin origin, InboundSupply supply) implements SupplyCommand {
    /**
     * Requires every part.
     *
     * @param origin its id, who sends it and why
     * @param supply what is expected from now on
     * @throws IllegalArgumentException if no unit is expected
     */
    public ExpectSupply {
        Objects.requireNonNull(origin, "origin");
        Checks.positive("quantity", supply.quantity());
    }

    /**
     * {@return the command, under a random id}
     *
     * @param supply what is expected from now on
     * @throws IllegalArgumentException if no unit is expected
     */
    public static ExpectSupply of(InboundSupply supply) {
        return new ExpectSupply(Origin.random(), supply);
    }

    /**
     * {@return the same command with another origin}
     *
     * @param newOrigin its id, who sends it and why
     */
    public ExpectSupply with(Origin newOrigin) {
        return new ExpectSupply(newOrigin, supply);
    }

    @Override
    public CommandType type() {
        return CommandType.EXPECT_SUPPLY;
    }
}
