package dev.inventoryledger.command;

import dev.inventoryledger.CommandType;
import dev.inventoryledger.Origin;
import dev.inventoryledger.ReservationId;
import java.util.Objects;

/**
 * Turns a hold into an order: it no longer expires. A hold that has ended by time is taken up again if its stock is free.
 *
 * @param origin its id, who sends it and why
 * @param reservationId which reservation
 * @param outstanding what to do while units are outstanding
 */
public record Confirm(Origin origin, ReservationId reservationId, Outstanding outstanding)
        implements ReservationCommand {
    /**
     * Requires every part.
     *
     * @param origin its id, who sends it and why
     * @param reservationId which reservation
     * @param outstanding what to do while units are outstanding
     */
    public Confirm {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(reservationId, "reservationId");
        Objects.requireNonNull(outstanding, "outstanding");
    }

    /** What to do while units are outstanding. */
    public enum Outstanding {
        /** Reject the command. */
        REJECT,
        /** Confirm all the same; the units stay outstanding. */
        ACCEPT
    }

    /**
     * {@return the command, under a random id, rejected while units are outstanding}
     *
     * @param reservationId which reservation
     */
    public static Confirm of(ReservationId reservationId) {
        return new Confirm(Origin.random(), reservationId, Outstanding.REJECT);
    }

    /** {@return the same command, accepted even while units are outstanding} */
    public Confirm acceptingOutstanding() {
        return new Confirm(origin, reservationId, Outstanding.ACCEPT);
    }

    /**
     * {@return the same command with another origin}
     *
     * @param newOrigin its id, who sends it and why
     */
    public Confirm with(Origin newOrigin) {
        return new Confirm(newOrigin, reservationId, outstanding);
    }

    @Override
    public CommandType type() {
        return CommandType.CONFIRM;
    }
}
