package dev.inventoryledger.command;

import dev.inventoryledger.Entry;
import dev.inventoryledger.Fact;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;

/** A command about one reservation; it answers with the reservation. */
public sealed interface ReservationCommand extends Command<Reservation>
        permits Reserve, TopUp, Confirm, Fulfil, Release, Extend {
    /** {@return which reservation} */
    ReservationId reservationId();

    @Override
    default Reservation answerIn(Entry entry) {
        return entry.facts(Fact.ReservationChanged.class).stream()
                .map(Fact.ReservationChanged::after)
                .filter(reservation -> reservation.id().equals(reservationId()))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }
}
