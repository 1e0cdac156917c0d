package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Phase;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.ReservationChange;
import dev.inventoryledger.command.TopUp;

/** Outstanding units are looked for again; what is found joins the reservation in its phase. */
final class TopUpRule implements ReservationRule<TopUp> {
    @Override
    public void apply(TopUp command, Draft draft, Promise promise) {
        promise.refuseUnless(promise.reservation().phase() != Phase.CLOSED, RejectionReason.RESERVATION_CLOSED);
        if (promise.topUp() > 0) {
            promise.write(ReservationChange.TOPPED_UP);
        } else {
            promise.leave();
        }
    }
}
