package dev.inventoryledger.command;

import dev.inventoryledger.CommandType;
import dev.inventoryledger.Line;
import dev.inventoryledger.Origin;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.internal.Checks;
import java.util.List;
import java.util.Objects;

/**
 * Lets promised units go: on-hand falls. Whole, or in part by naming lines; a hold may be fulfilled without being confirmed.
 * Of a hold that has ended by time, what is to go is taken again if it is free: wherever the reservation's lines allow, or where the
 * command's own lines name a place or a lot, just there.
 *
 * @param origin its id, who sends it and why
 * @param reservationId which reservation
 * @param lines which units; empty for all that are left
 */
public record Fulfil(Origin origin, ReservationId reservationId, List<Line> lines) implements ReservationCommand {
    /**
     * Copies the lines.
     *
     * @param origin its id, who sends it and why
     * @param reservationId which reservation
     * @param lines which units
     * @throws IllegalArgumentException if there are too many lines
     */
    public Fulfil {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(reservationId, "reservationId");
        lines = Checks.optionalLines("lines", lines);
    }

    /**
     * {@return the command for all that is left, under a random id}
     *
     * @param reservationId which reservation
     */
    public static Fulfil of(ReservationId reservationId) {
        return new Fulfil(Origin.random(), reservationId, List.of());
    }

    /**
     * {@return the command for a part, under a random id}
     *
     * @param reservationId which reservation
     * @param first which units go
     * @param others more of them
     */
    public static Fulfil of(ReservationId reservationId, Line first, Line... others) {
        return new Fulfil(Origin.random(), reservationId, Checks.joined(first, others));
    }

    /**
     * {@return the same command with another origin}
     *
     * @param newOrigin its id, who sends it and why
     */
    public Fulfil with(Origin newOrigin) {
        return new Fulfil(newOrigin, reservationId, lines);
    }

    @Override
    public CommandType type() {
        return CommandType.FULFIL;
    }
}
