package dev.inventoryledger.command;

import dev.inventoryledger.CommandType;
import dev.inventoryledger.Line;
import dev.inventoryledger.Origin;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.internal.Checks;
import java.util.List;
import java.util.Objects;

/**
 * Gives promised units back, whole or in part by naming lines. In part, what is outstanding is given up before what is
 * held.
 *
 * @param origin its id, who sends it and why
 * @param reservationId which reservation
 * @param lines which units; empty for all that are left
 */
public record Release(Origin origin, ReservationId reservationId, List<Line> lines) implements ReservationCommand {
    /**
     * Copies the lines.
     *
     * @param origin its id, who sends it and why
     * @param reservationId which reservation
     * @param lines which units
     * @throws IllegalArgumentException if there are too many lines
     */
    public Release {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(reservationId, "reservationId");
        lines = Checks.optionalLines("lines", lines);
    }

    /**
     * {@return the command for all that is left, under a random id}
     *
     * @param reservationId which reservation
     */
    public static Release of(ReservationId reservationId) {
        return new Release(Origin.random(), reservationId, List.of());
    }

    /**
     * {@return the command for a part, under a random id}
     *
     * @param reservationId which reservation
     * @param first which units are given back
     * @param others more of them
     */
    public static Release of(ReservationId reservationId, Line first, Line... others) {
        return new Release(Origin.random(), reservationId, Checks.joined(first, others));
    }

    /**
     * {@return the same command with another origin}
     *
     * @param newOrigin its id, who sends it and why
     */
    public Release with(Origin newOrigin) {
        return new Release(newOrigin, reservationId, lines);
    }

    @Override
    public CommandType type() {
        return CommandType.RELEASE;
    }
}
