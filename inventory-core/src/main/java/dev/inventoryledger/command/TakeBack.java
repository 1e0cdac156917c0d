package dev.inventoryledger.command;

import dev.inventoryledger.CommandType;
import dev.inventoryledger.Origin;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.internal.Checks;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Takes back what a customer returns: on-hand rises. Lines of untracked items are accepted and move nothing.
 *
 * @param origin its id, who sends it and why
 * @param lines what, where and how much; summed per stock key
 * @param effectiveAt when they came back, if that was earlier than it is written down; the postings state both times
 */
public record TakeBack(Origin origin, List<StockLine> lines, Optional<Instant> effectiveAt) implements StockCommand {
    /**
     * Copies the lines.
     *
     * @param origin its id, who sends it and why
     * @param lines what, where and how much
     * @param effectiveAt when they came back, if that was earlier than it is written down
     * @throws IllegalArgumentException if there is no line or too many, or the instant lies outside the years 1 to 9999
     */
    public TakeBack {
        Objects.requireNonNull(origin, "origin");
        lines = Checks.lines("lines", lines);
        effectiveAt = effectiveAt.map(instant -> Checks.instant("effectiveAt", instant));
    }

    /**
     * Takes effect when it is written down.
     *
     * @param origin its id, who sends it and why
     * @param lines what, where and how much
     * @throws IllegalArgumentException if there is no line or too many
     */
    public TakeBack(Origin origin, List<StockLine> lines) {
        this(origin, lines, Optional.empty());
    }

    /**
     * {@return the command for one line, under a random id}
     *
     * @param sku what
     * @param location where
     * @param quantity how many units
     * @throws IllegalArgumentException if a text is malformed or the quantity not positive
     */
    public static TakeBack of(String sku, String location, long quantity) {
        return of(new StockLine(StockKey.of(sku, location), quantity));
    }

    /**
     * {@return the command for several lines, under a random id}
     *
     * @param lines what, where and how much
     * @throws IllegalArgumentException if there is no line
     */
    public static TakeBack of(StockLine... lines) {
        return new TakeBack(Origin.random(), List.of(lines));
    }

    /**
     * {@return the same command with another origin}
     *
     * @param newOrigin its id, who sends it and why
     */
    public TakeBack with(Origin newOrigin) {
        return new TakeBack(newOrigin, lines, effectiveAt);
    }

    /**
     * {@return the same command, taking effect earlier than it is written down}
     *
     * @param instant when they came back; rejected if that is yet to come
     */
    public TakeBack effectiveAt(Instant instant) {
        return new TakeBack(origin, lines, Checks.given("effectiveAt", instant));
    }

    @Override
    public CommandType type() {
        return CommandType.TAKE_BACK;
    }
}
