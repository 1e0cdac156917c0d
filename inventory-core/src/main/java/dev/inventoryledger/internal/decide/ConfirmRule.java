package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Phase;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.command.Confirm;

/** A hold becomes an order. */
final class ConfirmRule implements ReservationRule<Confirm> {
    @Override
    public void apply(Confirm command, Draft draft, Promise promise) {
        promise.refuseIfOver();
        if (promise.reservation().phase() == Phase.CONFIRMED) {
            promise.leave();
            return;
        }
        boolean isComplete = promise.reservation().outstanding() == 0;
        promise.refuseUnless(
                isComplete || command.outstanding() == Confirm.Outstanding.ACCEPT,
                RejectionReason.OUTSTANDING_NOT_ACCEPTED);
        if (promise.isExpired()) {
            promise.retakeAll();
        }
        promise.confirm();
    }
}
