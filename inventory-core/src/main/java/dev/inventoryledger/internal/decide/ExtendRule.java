package dev.inventoryledger.internal.decide;

import dev.inventoryledger.OwnerId;
import dev.inventoryledger.Phase;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationChange;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.command.Extend;
import java.time.Instant;

/** A hold is prolonged, never shortened. */
final class ExtendRule implements ReservationRule<Extend> {
    @Override
    public void apply(Extend command, Draft draft, Promise promise) {
        Reservation reservation = promise.reservation();
        Instant expiresAt = Expiry.of(command.hold(), draft);
        promise.refuseIfOver();
        promise.refuseUnless(reservation.phase() != Phase.CONFIRMED, RejectionReason.ALREADY_CONFIRMED);
        if (promise.isExpired()) {
            reservation.owner().ifPresent(owner -> claimAgain(owner, promise, draft));
            promise.edit().expireAt(expiresAt);
            promise.retakeAll();
        }
        if (!expiresAt.isAfter(reservation.expiresAt())) {
            promise.leave();
            return;
        }
        promise.edit().expireAt(expiresAt);
        promise.write(ReservationChange.EXTENDED);
    }

    /** The owner may have made another hold since; an owner has one at a time. */
    private static void claimAgain(OwnerId owner, Promise promise, Draft draft) {
        ReservationId id = promise.reservation().id();
        boolean isFree = draft.rows()
                .claim(ReserveRule.claim(owner))
                .map(claim -> new ReservationId(claim.holder()))
                .filter(holder -> !holder.equals(id))
                .map(draft::current)
                .filter(other -> other.phase() == Phase.HELD)
                .isEmpty();
        promise.refuseUnless(isFree, RejectionReason.HOLD_REPLACED);
        draft.claim(ReserveRule.claim(owner), id.value());
    }
}
