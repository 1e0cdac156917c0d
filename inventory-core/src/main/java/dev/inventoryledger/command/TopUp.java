package dev.inventoryledger.command;

import dev.inventoryledger.CommandType;
import dev.inventoryledger.Origin;
import dev.inventoryledger.ReservationId;
import java.util.Objects;

/**
 * Looks again for what a reservation still lacks: what is there now is held, the rest stays outstanding. Rejected once the reservation is
 * over; a hold that has ended by time is to be extended first.
 *
 * @param origin its id, who sends it and why
 * @param reservationId which reservation
 */
public record TopUp(Origin origin, ReservationId reservationId) implements ReservationCommand {
    /**
     * Requires every part.
     *
     * @param origin its id, who sends it and why
     * @param reservationId which reservation
     */
    public TopUp {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(reservationId, "reservationId");
    }

    /**
     * {@return the command, under a random id}
     *
     * @param reservationId which reservation
     */
    public static TopUp of(ReservationId reservationId) {
        return new TopUp(Origin.random(), reservationId);
    }

    /**
     * {@return the same command with another origin}
     *
     * @param newOrigin its id, who sends it and why
     */
    public TopUp with(Origin newOrigin) {
        return new TopUp(newOrigin, reservationId);
    }

    @Override
    public CommandType type() {
        return CommandType.TOP_UP;
    }
}
