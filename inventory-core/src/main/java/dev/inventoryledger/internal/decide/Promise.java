package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Balance;
import dev.inventoryledger.MovementType;
import dev.inventoryledger.Phase;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationChange;
import dev.inventoryledger.ReservationState;
import dev.inventoryledger.Sku;
import dev.inventoryledger.internal.decide.ReservationEdit.Part;
import dev.inventoryledger.internal.decide.ReservationEdit.Slot;
import dev.inventoryledger.supply.SupplyId;
import dev.inventoryledger.supply.SupplyPromise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** One reservation being changed by a command: its counters and the levels move together. */
final class Promise {
    /** What is promised for no date comes after what is, and what is not promised last. */
    static final Comparator<Part> EARLIEST_PROMISE_FIRST = Comparator.comparing(
                    (Part part) -> part.slot().promise().isEmpty())
            .thenComparing(part ->
                    part.slot().promise().flatMap(SupplyPromise::expectedAt).orElse(Instant.MAX))
            .thenComparing(part -> part.slot()
                    .promise()
                    .flatMap(SupplyPromise::supply)
                    .map(SupplyId::value)
                    .orElse(""));

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

    /**
     * Takes all that is expired again, and what was promised before it was there: what has come by now, and the rest by a new promise; all
     * or nothing. Nobody waits for what is not tracked any more. The caller says what comes of it.
     */
    void retakeAll() {
        edit.enter(Phase.HELD);
        edit.retakenAt(draft.now());
        Placement placement = Placement.ofNew(draft, edit);
        Backordering backorders = new Backordering(draft, placement);
        List<Part> promised = merged(takeOff(part -> isPromised(part) || !isTracked(part)));
        List<Part> missing = takeAgain(edit.all(Counter.EXPIRED), promised, placement);
        List<Part> lost = new ArrayList<>();
        List<Part> stillWanted = backorders.promise(asPromised(missing, promised, lost));
        stillWanted.forEach(part -> edit.add(part.slot().nowhere(), Counter.OUTSTANDING, part.quantity()));
        lost.addAll(stillWanted);
        refuseIfLost(lost, Backordering.earlier(placement.freesUpAt(), backorders.freesUpAt()));
        edit.all(Counter.OUTSTANDING)
                .forEach(part -> draft.awaits(part.slot().asked().sku()));
        write(ReservationChange.RETAKEN);
    }

    /**
     * Takes some expired units again, all of them or none, lets them go and closes. The rest of the hold stays lost: it is
     * owed nothing in between, and what it was promised is noted for whoever takes it up later.
     */
    void fulfilLate(List<Part> parts) {
        edit.enter(Phase.HELD);
        Placement placement = Placement.ofNew(draft, edit);
        List<Part> lost = takeAgain(parts, List.of(), placement);
        List<Part> promised = takeOffPromised();
        promised.forEach(part -> edit.add(part.slot().nowhere(), Counter.OUTSTANDING, part.quantity()));
        refuseIfLost(lost, placement.freesUpAt());
        write(ReservationChange.RETAKEN);
        fulfil(open());
        edit.enter(Phase.CLOSED);
        for (Part part : promised) {
            edit.add(part.slot().nowhere(), Counter.OUTSTANDING, -part.quantity());
            edit.add(part.slot(), Counter.OUTSTANDING, part.quantity());
        }
    }

    /** Together with what was promised before it was there; gives what is not there, or not any more. */
    private List<Part> takeAgain(List<Part> expired, List<Part> promised, Placement placement) {
        expired.forEach(part -> edit.add(part.slot(), Counter.EXPIRED, -part.quantity()));
        List<Part> wanted = new ArrayList<>(expired);
        wanted.addAll(promised);
        return placement.placeAgain(wanted);
    }

    /**
     * As many units of a SKU as had been promised may be promised anew: to the line that they had been promised, and what that needs no more
     * to any other. The rest is lost.
     */
    private static List<Part> asPromised(List<Part> missing, List<Part> promised, List<Part> lost) {
        Map<Slot, Long> left = ReservationEdit.left(promised);
        List<Part> all = merged(missing);
        Map<Slot, Long> own = new HashMap<>();
        all.forEach(part -> own.put(part.slot(), drawn(slot -> slot.equals(part.slot()), part.quantity(), left)));
        List<Part> again = new ArrayList<>();
        for (Part part : all) {
            Sku sku = part.slot().asked().sku();
            long units = own.getOrDefault(part.slot(), 0L);
            units += drawn(slot -> slot.asked().sku().equals(sku), part.quantity() - units, left);
            if (units > 0) {
                again.add(new Part(part.slot(), units));
            }
            if (units < part.quantity()) {
                lost.add(new Part(part.slot(), part.quantity() - units));
            }
        }
        return again;
    }

    private static long drawn(Predicate<Slot> which, long quantity, Map<Slot, Long> left) {
        return ReservationEdit.take(which, quantity, left).stream()
                .mapToLong(Part::quantity)
                .sum();
    }

    private List<Part> takeOffPromised() {
        return takeOff(Promise::isPromised);
    }

    private static boolean isPromised(Part part) {
        return part.slot().promise().isPresent();
    }

    private boolean isTracked(Part part) {
        return draft.catalog().item(part.slot().asked().sku()).isTracked();
    }

    private void refuseIfLost(List<Part> lost, Optional<Instant> freesUpAt) {
        if (!lost.isEmpty()) {
            throw new Refusal(
                    RejectionReason.HOLD_LOST,
                    "reservationId " + reservation.id() + ": the hold ended at " + reservation.expiresAt()
                            + " and its stock is taken",
                    Shortfalls.of(merged(lost)),
                    freesUpAt);
        }
    }

    private List<Part> takeOff(Predicate<Part> which) {
        List<Part> parts = edit.all(Counter.OUTSTANDING).stream().filter(which).toList();
        parts.forEach(part -> edit.add(part.slot(), Counter.OUTSTANDING, -part.quantity()));
        return parts;
    }

    /** Looks for all outstanding units; tells how many were found. */
    long topUp() {
        return topUp(part -> true, part -> false);
    }

    /** Looks for the outstanding units of a SKU, some of which have come, perhaps by a supply; tells how many were found. */
    long topUp(Sku sku, Optional<SupplyId> by) {
        return topUp(
                part -> part.slot().asked().sku().equals(sku),
                part -> by.isPresent()
                        && part.slot().promise().flatMap(SupplyPromise::supply).equals(by));
    }

    /** What is found was promised against what came, as far as it may have been. */
    private long topUp(Predicate<Part> which, Predicate<Part> isPromisedOfWhatCame) {
        List<Part> wanted = takeOff(part -> which.test(part) && isStillGiven(part));
        List<Part> missing = Placement.ofOwed(draft, edit).place(merged(wanted));
        List<Part> kept = new ArrayList<>(wanted);
        kept.sort(Comparator.comparing(isPromisedOfWhatCame::test).thenComparing(EARLIEST_PROMISE_FIRST));
        missing.forEach(part -> putBack(part, kept));
        return reservation.outstanding() - edit.total(Counter.OUTSTANDING);
    }

    /** Of an item that is no longer sold only what has been promised is. */
    private boolean isStillGiven(Part part) {
        return isPromised(part)
                || draft.catalog().item(part.slot().asked().sku()).isActive();
    }

    /** A line's units are wanted alike, whatever they were promised against. */
    private static List<Part> merged(List<Part> parts) {
        Map<Slot, Long> units = new LinkedHashMap<>();
        parts.forEach(part -> units.merge(part.slot().nowhere(), part.quantity(), Math::addExact));
        return units.entrySet().stream()
                .map(unit -> new Part(unit.getKey(), unit.getValue()))
                .toList();
    }

    /** What is still missing keeps its earliest promises. */
    private void putBack(Part missing, List<Part> kept) {
        long left = missing.quantity();
        for (Part part : kept) {
            long some = part.slot().number() == missing.slot().number() ? Math.min(left, part.quantity()) : 0;
            if (some > 0) {
                edit.add(part.slot(), Counter.OUTSTANDING, some);
                left -= some;
            }
        }
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

    /** What is outstanding, as it is given up: what stays keeps its earliest promises. */
    List<Part> latestPromisesFirst() {
        List<Part> outstanding = new ArrayList<>(edit.all(Counter.OUTSTANDING));
        outstanding.sort(EARLIEST_PROMISE_FIRST.reversed());
        return outstanding;
    }
}
