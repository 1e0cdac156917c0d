package dev.inventoryledger.command;

import dev.inventoryledger.Entry;
import dev.inventoryledger.Fact;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import java.util.Optional;

/** A command about one reservation; it answers with the reservation. */
public sealed interface ReservationCommand extends Command<Reservation>
        permits Reserve, TopUp, Confirm, Fulfil, Release, Extend {
    /** {@return which reservation} */
    ReservationId reservationId();

    @Override
    default Reservation answerIn(Entry entry) {
        Reservation last = null;
        for (Fact fact : entry.facts()) {
            if (fact instanceof Fact.ReservationChanged changed
                    && changed.after().id().equals(reservationId())) {
                last = changed.after();
            }
        }
        return Optional.ofNullable(last).orElseThrow();
    }
}
