package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Balance;
import dev.inventoryledger.MovementType;
import dev.inventoryledger.Phase;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationChange;
import dev.inventoryledger.ReservationState;
import dev.inventoryledger.internal.decide.ReservationEdit.Part;
import java.util.List;
import java.util.Optional;

/** One reservation being changed by a command: its counters and the levels move together. */
final class Promise {
    private final Draft draft;
    private final Reservation reservation;
    private final ReservationEdit edit;

    private Promise(Draft draft, Reservation reservation) {
        this.draft = draft;
        this.reservation = reservation;
        edit = new ReservationEdit(reservation);
        draft.levels().require(reservation.lines());
    }

    static Promise of(Draft draft, Reservation reservation) {
        return new Promise(draft, reservation);
    }

    Reservation reservation() {
        return reservation;
    }

    ReservationEdit edit() {
        return edit;
    }

    boolean isExpired() {
        return reservation.state() == ReservationState.EXPIRED;
    }

    /** A hold that has ended by time may be taken up again; after any other end nothing can be done. */
    void refuseIfOver() {
        refuseUnless(reservation.phase() != Phase.CLOSED || isExpired(), RejectionReason.RESERVATION_CLOSED);
    }

    void refuseUnless(boolean holds, RejectionReason reason) {
        Refusal.unless(holds, reason, "reservationId", reservation.id());
    }

    /** The answer where the reservation is already as the command wants it. */
    void leave() {
        draft.put(ReservationChange.UNCHANGED, reservation);
    }

    void write(ReservationChange change) {
        draft.put(change, edit.done());
    }

    /** Takes expired units again, all of them or none. The caller says which phase comes of it. */
    void retake(List<Part> parts) {
        edit.enter(Phase.HELD);
        parts.forEach(part -> edit.add(part.slot(), Counter.EXPIRED, -part.quantity()));
        Placement placement = new Placement(draft, edit, Optional.empty());
        if (!placement.place(parts).isEmpty()) {
            throw new Refusal(
                    RejectionReason.HOLD_LOST,
                    "reservationId " + reservation.id() + ": the hold ended at " + reservation.expiresAt()
                            + " and its stock is taken",
                    placement.shortfalls(),
                    placement.freesUpAt());
        }
        write(ReservationChange.RETAKEN);
    }

    /** Looks for outstanding units; tells whether any were found. */
    boolean topUp() {
        List<Part> wanted = edit.all(Counter.OUTSTANDING);
        wanted.forEach(part -> edit.add(part.slot(), Counter.OUTSTANDING, -part.quantity()));
        List<Part> missing = new Placement(draft, edit, Optional.empty()).place(wanted);
        missing.forEach(part -> edit.add(part.slot(), Counter.OUTSTANDING, part.quantity()));
        return edit.total(Counter.OUTSTANDING) < reservation.outstanding();
    }

    void confirm() {
        for (Part part : edit.all(Counter.OPEN)) {
            post(part, MovementType.ALLOCATION, new Balance(0, 0, part.quantity()));
        }
        edit.enter(Phase.CONFIRMED);
        write(ReservationChange.CONFIRMED);
    }

    void fulfil(List<Part> parts) {
        for (Part part : parts) {
            edit.move(part, Counter.OPEN, Counter.FULFILLED);
            post(part, MovementType.FULFILMENT, new Balance(-part.quantity(), -part.quantity(), -allocated(part)));
        }
    }

    void release(Counter from, List<Part> parts) {
        for (Part part : parts) {
            edit.move(part, from, Counter.RELEASED);
            if (from == Counter.OPEN) {
                giveBack(part, MovementType.RELEASE);
            }
        }
    }

    /** Units that proved missing: still wanted, no longer promised from where they were. */
    void lose(Part part) {
        edit.add(part.slot(), Counter.OPEN, -part.quantity());
        edit.add(part.slot().nowhere(), Counter.OUTSTANDING, part.quantity());
        giveBack(part, MovementType.SHORTAGE);
    }

    /** Gives up all that is left and closes. */
    void releaseAll() {
        release(Counter.OUTSTANDING, edit.all(Counter.OUTSTANDING));
        release(Counter.OPEN, edit.all(Counter.OPEN));
        edit.enter(Phase.CLOSED);
        write(ReservationChange.RELEASED);
    }

    private void giveBack(Part part, MovementType type) {
        post(part, type, new Balance(0, -part.quantity(), -allocated(part)));
    }

    private long allocated(Part part) {
        return edit.phase() == Phase.CONFIRMED ? part.quantity() : 0;
    }

    /** Units of untracked items stand under no key and move nothing. */
    private void post(Part part, MovementType type, Balance change) {
        part.slot().key().ifPresent(key -> draft.levels().post(key, type, Optional.of(reservation.id()), change));
    }

    List<Part> open() {
        return edit.all(Counter.OPEN);
    }
}
