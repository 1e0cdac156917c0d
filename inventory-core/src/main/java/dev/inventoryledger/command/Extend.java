package dev.inventoryledger.command;

import dev.inventoryledger.CommandType;
import dev.inventoryledger.Hold;
import dev.inventoryledger.Origin;
import dev.inventoryledger.ReservationId;
import java.util.Objects;

/**
 * Prolongs a hold; it never shortens one. A hold that has ended by time is taken up again if its stock is free.
 *
 * @param origin its id, who sends it and why
 * @param reservationId which reservation
 * @param hold how long from now, or until when
 */
public record Extend(Origin origin, ReservationId reservationId, Hold hold) implements ReservationCommand {
    /**
     * Requires every part.
     *
     * @param origin its id, who sends it and why
     * @param reservationId which reservation
     * @param hold how long from now, or until when
     */
    public Extend {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(reservationId, "reservationId");
        Objects.requireNonNull(hold, "hold");
    }

    /**
     * {@return the command, under a random id}
     *
     * @param reservationId which reservation
     * @param hold how long from now, or until when
     */
    public static Extend of(ReservationId reservationId, Hold hold) {
        return new Extend(Origin.random(), reservationId, hold);
    }

    /**
     * {@return the same command with another origin}
     *
     * @param newOrigin its id, who sends it and why
     */
    public Extend with(Origin newOrigin) {
        return new Extend(newOrigin, reservationId, hold);
    }

    @Override
    public CommandType type() {
        return CommandType.EXTEND;
    }
}
