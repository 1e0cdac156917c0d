package dev.inventoryledger.command;

import dev.inventoryledger.CommandType;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.Lot;
import dev.inventoryledger.Origin;
import dev.inventoryledger.Sku;
import dev.inventoryledger.internal.Checks;
import java.util.List;
import java.util.Objects;

/**
 * Moves goods from one location to another at once. Only what is available can move: promised units stay.
 *
 * @param origin its id, who sends it and why
 * @param from where they leave
 * @param to where they arrive
 * @param lines what and how much; summed per SKU and lot
 */
public record Transfer(Origin origin, LocationId from, LocationId to, List<TransferLine> lines)
        implements StockCommand {
    /**
     * Copies the lines.
     *
     * @param origin its id, who sends it and why
     * @param from where they leave
     * @param to where they arrive
     * @param lines what and how much
     * @throws IllegalArgumentException if there is no line or too many, or both locations are the same
     */
    public Transfer {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Checks.check(!from.equals(to), "to", "must be another location than from", to);
        lines = Checks.lines("lines", lines);
    }

    /**
     * {@return the command for one line, under a random id}
     *
     * @param sku what
     * @param from where it leaves
     * @param to where it arrives
     * @param quantity how many units
     * @throws IllegalArgumentException if a text is malformed, the quantity not positive or both locations the same
     */
    public static Transfer of(String sku, String from, String to, long quantity) {
        return of(from, to, new TransferLine(new Sku(sku), Lot.NONE, quantity));
    }

    /**
     * {@return the command for several lines, under a random id}
     *
     * @param from where they leave
     * @param to where they arrive
     * @param lines what and how much
     * @throws IllegalArgumentException if there is no line or both locations are the same
     */
    public static Transfer of(String from, String to, TransferLine... lines) {
        return new Transfer(Origin.random(), new LocationId(from), new LocationId(to), List.of(lines));
    }

    /**
     * {@return the same command with another origin}
     *
     * @param newOrigin its id, who sends it and why
     */
    public Transfer with(Origin newOrigin) {
        return new Transfer(newOrigin, from, to, lines);
    }

    @Override
    public CommandType type() {
        return CommandType.TRANSFER;
    }
}
