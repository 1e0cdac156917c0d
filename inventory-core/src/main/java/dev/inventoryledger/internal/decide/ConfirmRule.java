package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Phase;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.command.Confirm;
import dev.inventoryledger.spi.LoadRequest;

/** A hold becomes an order. */
final class ConfirmRule implements Rule<Confirm> {
    @Override
    public void needs(Confirm command, LoadRequest.Builder needs) {
        Promise.needs(command, needs);
    }

    @Override
    public void apply(Confirm command, Draft draft) {
        Promise promise = Promise.of(draft, command);
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
            promise.retake(promise.edit().all(Counter.EXPIRED));
        }
        promise.confirm();
    }
}
