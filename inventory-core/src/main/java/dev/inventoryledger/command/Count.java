package dev.inventoryledger.command;

import dev.inventoryledger.CommandType;
import dev.inventoryledger.Origin;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.internal.Checks;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * States what somebody counted: on-hand becomes that, and the difference is posted. Allowed while stock is reserved; where
 * less was counted than is promised, reality wins: the newest holds, then the newest confirmed reservations, become
 * outstanding for the missing units.
 *
 * @param origin its id, who sends it and why
 * @param lines what was counted; each stock key once
 */
public record Count(Origin origin, List<CountedLine> lines) implements StockCommand {
    /**
     * Copies the lines.
     *
     * @param origin its id, who sends it and why
     * @param lines what was counted
     * @throws IllegalArgumentException if there is no line or too many, or a stock key stands twice
     */
    public Count {
        Objects.requireNonNull(origin, "origin");
        lines = Checks.lines("lines", lines);
        Set<StockKey> counted = new HashSet<>();
        for (CountedLine line : lines) {
            Checks.check(counted.add(line.key()), "lines", "must name each stock key once", line.key());
        }
    }

    /**
     * {@return the command for one line, under a random id}
     *
     * @param sku what
     * @param location where
     * @param counted how many units are there
     * @throws IllegalArgumentException if a text is malformed or the quantity negative
     */
    public static Count of(String sku, String location, long counted) {
        return of(new CountedLine(StockKey.of(sku, location), counted));
    }

    /**
     * {@return the command for several lines, under a random id}
     *
     * @param lines what, where and how much
     * @throws IllegalArgumentException if there is no line or a stock key stands twice
     */
    public static Count of(CountedLine... lines) {
        return new Count(Origin.random(), List.of(lines));
    }

    /**
     * {@return the same command with another origin}
     *
     * @param newOrigin its id, who sends it and why
     */
    public Count with(Origin newOrigin) {
        return new Count(newOrigin, lines);
    }

    @Override
    public CommandType type() {
        return CommandType.COUNT;
    }
}
