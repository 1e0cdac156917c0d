package dev.inventoryledger.internal.decide;

import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.command.ExpireHolds;
import java.util.List;

/** Holds that are due are closed. */
final class ExpireHoldsRule implements Rule<ExpireHolds> {
    @Override
    public void needs(ExpireHolds command, Needs needs) {
        command.reservationIds().forEach(needs::reservation);
    }

    @Override
    public void apply(ExpireHolds command, Draft draft) {
        List<Reservation> due = command.reservationIds().stream()
                .distinct()
                .flatMap((ReservationId id) -> draft.find(id).stream())
                .filter(reservation -> reservation.isDue(draft.now()))
                .toList();
        Refusal.unless(!due.isEmpty(), RejectionReason.NOTHING_DUE, "reservationIds", command.reservationIds());
        draft.levels()
                .require(due.stream().flatMap(hold -> hold.lines().stream()).toList());
        due.forEach(draft::expire);
    }
}
