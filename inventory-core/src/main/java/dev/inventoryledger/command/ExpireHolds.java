package dev.inventoryledger.command;

import dev.inventoryledger.CommandType;
import dev.inventoryledger.Entry;
import dev.inventoryledger.Fact;
import dev.inventoryledger.Origin;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.internal.Checks;
import java.util.List;
import java.util.Objects;

/**
 * Closes holds that are due. Housekeeping: a hold stops counting at its expiry whether or not this is ever sent. Answers
 * with the reservations that it closed; those that are not due are left alone.
 *
 * @param origin its id, who sends it and why
 * @param reservationIds which holds
 */
public record ExpireHolds(Origin origin, List<ReservationId> reservationIds) implements Command<List<Reservation>> {
    /**
     * Copies the ids.
     *
     * @param origin its id, who sends it and why
     * @param reservationIds which holds
     * @throws IllegalArgumentException if there is no id or too many
     */
    public ExpireHolds {
        Objects.requireNonNull(origin, "origin");
        reservationIds = Checks.lines("reservationIds", reservationIds);
    }

    /**
     * {@return the command, under a random id}
     *
     * @param reservationIds which holds
     * @throws IllegalArgumentException if there is no id or too many
     */
    public static ExpireHolds of(List<ReservationId> reservationIds) {
        return new ExpireHolds(Origin.random(), reservationIds);
    }

    @Override
    public List<Reservation> answerIn(Entry entry) {
        return entry.facts(Fact.ReservationChanged.class).stream()
                .map(Fact.ReservationChanged::after)
                .toList();
    }

    /**
     * {@return the same command with another origin}
     *
     * @param newOrigin its id, who sends it and why
     */
    public ExpireHolds with(Origin newOrigin) {
        return new ExpireHolds(newOrigin, reservationIds);
    }

    @Override
    public CommandType type() {
        return CommandType.EXPIRE_HOLDS;
    }
}
