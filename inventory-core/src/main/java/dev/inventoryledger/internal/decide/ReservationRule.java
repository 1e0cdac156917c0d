package dev.inventoryledger.internal.decide;

import dev.inventoryledger.command.ReservationCommand;

/** A rule about a reservation that exists. */
interface ReservationRule<C extends ReservationCommand> extends Rule<C> {
    @Override
    default void needs(C command, Needs needs) {
        needs.reservation(command.reservationId());
    }

    @Override
    default void apply(C command, Draft draft) {
        apply(command, draft, Promise.of(draft, draft.current(command.reservationId())));
    }

    /** Changes the reservation as it stands now. */
    void apply(C command, Draft draft, Promise promise);
}
