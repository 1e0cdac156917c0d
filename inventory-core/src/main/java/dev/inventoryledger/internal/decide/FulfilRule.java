package dev.inventoryledger.internal.decide;

import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.ReservationChange;
import dev.inventoryledger.command.Fulfil;
import dev.inventoryledger.internal.decide.ReservationEdit.Part;
import java.util.List;

/** Promised units leave; on-hand falls. */
final class FulfilRule implements ReservationRule<Fulfil> {
    @Override
    public void apply(Fulfil command, Draft draft, Promise promise) {
        promise.refuseIfOver();
        Counter from = promise.isExpired() ? Counter.EXPIRED : Counter.OPEN;
        List<Part> going = promise.edit().select(command.lines(), from);
        promise.refuseUnless(!going.isEmpty(), RejectionReason.NOT_THAT_MANY_OPEN);
        if (promise.isExpired()) {
            promise.fulfilLate(going);
        } else {
            promise.fulfil(going);
            promise.edit().closeIfDone();
        }
        promise.write(ReservationChange.FULFILLED);
    }
}
