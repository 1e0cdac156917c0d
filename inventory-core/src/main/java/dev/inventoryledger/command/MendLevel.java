package dev.inventoryledger.command;

import dev.inventoryledger.CommandType;
import dev.inventoryledger.Origin;
import dev.inventoryledger.RebuildReport.Difference;
import java.util.Objects;

/**
 * Brings a level that was changed behind the ledger's back to what its postings come to, by an entry that says so. Rejected
 * where the level is no longer what was found.
 *
 * @param origin its id, who sends it and why
 * @param difference what a rebuild found
 */
public record MendLevel(Origin origin, Difference difference) implements StockCommand {
    /**
     * Requires both parts.
     *
     * @param origin its id, who sends it and why
     * @param difference what a rebuild found
     */
    public MendLevel {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(difference, "difference");
    }

    /**
     * {@return the command for one difference, under a random id}
     *
     * @param difference what a rebuild found
     */
    public static MendLevel of(Difference difference) {
        return new MendLevel(Origin.random(), difference);
    }

    /**
     * {@return the same command with another origin}
     *
     * @param newOrigin its id, who sends it and why
     */
    public MendLevel with(Origin newOrigin) {
        return new MendLevel(newOrigin, difference);
    }

    @Override
    public CommandType type() {
        return CommandType.MEND_LEVEL;
    }
}
