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
        if (promise.isExpired()) {
            retake(command, promise);
        }
        requireAccepted(command, promise, promise.edit().total(Counter.OUTSTANDING));
        promise.confirm();
    }

    /** What was outstanding may have come meanwhile. */
    private static void retake(Confirm command, Promise promise) {
        try {
            promise.retakeAll();
        } catch (Refusal lost) {
            requireAccepted(command, promise, promise.edit().total(Counter.OUTSTANDING));
            throw lost;
        }
    }

    private static void requireAccepted(Confirm command, Promise promise, long outstanding) {
        promise.refuseUnless(
                outstanding == 0 || command.outstanding() == Confirm.Outstanding.ACCEPT,
                RejectionReason.OUTSTANDING_NOT_ACCEPTED);
    }
}
