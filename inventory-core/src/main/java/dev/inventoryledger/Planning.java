package dev.inventoryledger;

import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.internal.execute.Planner;
import dev.inventoryledger.internal.execute.Planner.Planned;
import java.util.List;
import java.util.Optional;

/**
 * Makes plans of reservations.
 *
 * @param planner decides without committing
 */
record Planning(Planner planner) {
    Plan plan(Reserve command) {
        Planned<Reservation> planned = planner.plan(command);
        Optional<Outcome.Rejected<Reservation>> no = planned.rejection();
        boolean isShort = no.isPresent() && no.get().reason() == RejectionReason.INSUFFICIENT_STOCK;
        return isShort ? planOf(command.partially(), no) : planOf(command, planned, no);
    }

    /** What there is, where that is not enough. */
    private Plan planOf(Reserve partial, Optional<Outcome.Rejected<Reservation>> no) {
        return planOf(partial, planner.plan(partial), no);
    }

    private static Plan planOf(
            Reserve command, Planned<Reservation> planned, Optional<Outcome.Rejected<Reservation>> no) {
        return planned.state()
                .map(made -> Plan.of(command, made, no))
                .orElseGet(() -> new Plan(command, List.of(), List.of(), no.or(planned::rejection)));
    }
}
