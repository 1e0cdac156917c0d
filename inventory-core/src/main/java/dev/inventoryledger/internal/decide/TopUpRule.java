package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Phase;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.ReservationChange;
import dev.inventoryledger.command.TopUp;
import dev.inventoryledger.spi.LoadRequest;

/** Outstanding units are looked for again; what is found joins the reservation in its phase. */
final class TopUpRule implements Rule<TopUp> {
    @Override
    public void needs(TopUp command, LoadRequest.Builder needs) {
        Promise.needs(command, needs);
    }

    @Override
    public void apply(TopUp command, Draft draft) {
        Promise promise = Promise.of(draft, command);
        promise.refuseUnless(promise.reservation().phase() != Phase.CLOSED, RejectionReason.RESERVATION_CLOSED);
        if (promise.topUp()) {
            promise.write(ReservationChange.TOPPED_UP);
        } else {
            promise.leave();
        }
    }
}
