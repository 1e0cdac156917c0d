package dev.inventoryledger.command;

import dev.inventoryledger.CommandType;
import dev.inventoryledger.Origin;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.internal.Checks;
import java.util.List;
import java.util.Objects;

/**
 * Corrects on-hand up or down, for a reason; several keys in one atomic command. Only what is available can be taken away:
 * promised units stay. The reason stands in the origin. A line may say what it was found to correct: where that has changed, the
 * command is rejected.
 *
 * @param origin its id, who sends it and why
 * @param lines what, where and by how much; summed per stock key
 */
public record Adjust(Origin origin, List<Adjustment> lines) implements StockCommand {
    /**
     * Copies the lines.
     *
     * @param origin its id, who sends it and why
     * @param lines what, where and by how much
     * @throws IllegalArgumentException if there is no line or too many, or the origin states no reason
     */
    public Adjust {
        Objects.requireNonNull(origin, "origin");
        lines = Checks.lines("lines", lines);
        Checks.check(origin.reason().isPresent(), "reason", "must be stated for an adjustment", origin.reason());
    }

    /**
     * {@return the command for one line, under a random id}
     *
     * @param sku what
     * @param location where
     * @param change by how many units, up or down
     * @param reason why
     * @throws IllegalArgumentException if a text is malformed or the change zero
     */
    public static Adjust of(String sku, String location, long change, String reason) {
        return of(reason, new Adjustment(StockKey.of(sku, location), change));
    }

    /**
     * {@return the command for several lines, under a random id}
     *
     * @param reason why
     * @param lines what, where and by how much
     * @throws IllegalArgumentException if there is no line or the reason is malformed
     */
    public static Adjust of(String reason, Adjustment... lines) {
        return new Adjust(Origin.random().because(reason), List.of(lines));
    }

    /**
     * {@return the same command with another origin, and for the same reason where that states none}
     *
     * @param newOrigin its id, who sends it and perhaps why
     */
    public Adjust with(Origin newOrigin) {
        boolean isReasoned = newOrigin.reason().isPresent();
        return new Adjust(
                isReasoned ? newOrigin : newOrigin.because(origin.reason().orElseThrow()), lines);
    }

    @Override
    public CommandType type() {
        return CommandType.ADJUST;
    }
}
