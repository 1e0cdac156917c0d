package dev.inventoryledger.command;

import dev.inventoryledger.CommandType;
import dev.inventoryledger.Origin;
import dev.inventoryledger.lot.LotDetails;
import java.util.Objects;

/**
 * Says when a lot expires, or that it is promised no more, in place of what was said before; a date that is not said stays. What is
 * promised already stays so.
 *
 * @param origin its id, who sends it and why
 * @param details what is known of the lot
 */
public record DescribeLot(Origin origin, LotDetails details) implements LotCommand {
    /**
     * Requires every part.
     *
     * @param origin its id, who sends it and why
     * @param details what is known of the lot
     */
    public DescribeLot {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(details, "details");
    }

    /**
     * {@return the command, under a random id}
     *
     * @param details what is known of the lot
     */
    public static DescribeLot of(LotDetails details) {
        return new DescribeLot(Origin.random(), details);
    }

    /**
     * {@return the same command with another origin}
     *
     * @param newOrigin its id, who sends it and why
     */
    public DescribeLot with(Origin newOrigin) {
        return new DescribeLot(newOrigin, details);
    }

    @Override
    public CommandType type() {
        return CommandType.DESCRIBE_LOT;
    }
}
