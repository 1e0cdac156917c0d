package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Fact;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.Phase;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationChange;
import dev.inventoryledger.ReservationLine;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.command.Sourcing;
import dev.inventoryledger.internal.decide.ReservationEdit.Part;
import dev.inventoryledger.internal.decide.ReservationEdit.Slot;
import dev.inventoryledger.spi.OutstandingReservations;
import dev.inventoryledger.spi.SupplyBook;
import dev.inventoryledger.supply.SupplyId;
import dev.inventoryledger.supply.SupplyPromise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/** Those who wait for units of one SKU, in the order in which they are served. */
final class Backlog {
    private static final int FEW = 256;

    private final Draft draft;
    private final Sku sku;

    Backlog(Draft draft, Sku sku) {
        this.draft = draft;
        this.sku = sku;
    }

    /** Loads at once who waits for units of several SKUs, and what serving them takes. */
    static void require(Collection<Sku> skus, Draft draft) {
        if (skus.isEmpty()) {
            return;
        }
        Needs queues = draft.rows().needs();
        skus.forEach(sku -> queues.supply(sku).outstanding(new OutstandingReservations(sku, FEW)));
        queues.orMiss();
        List<Reservation> found = new ArrayList<>();
        List<Part> wanted = new ArrayList<>();
        for (Sku sku : skus) {
            for (Reservation each : draft.rows().outstanding(new OutstandingReservations(sku, FEW))) {
                found.add(each);
                wanted.addAll(waiting(each, sku));
            }
        }
        draft.levels().requireOf(found);
        Set<StockKey> keys = Placement.require(wanted, draft);
        requireAbove(Placement.places(keys), found, draft);
    }

    /** Loads at once what tells who may have units that are in these places. */
    private static void requireAbove(Collection<LocationId> places, List<Reservation> waiting, Draft draft) {
        if (waiting.stream()
                .anyMatch(each -> each.sourcing().flatMap(Sourcing::within).isPresent())) {
            draft.catalog().requireAbove(places);
        }
    }

    private static List<Part> waiting(Reservation reservation, Sku sku) {
        return reservation.lines().stream()
                .filter(line -> line.sku().equals(sku) && line.outstanding() > 0)
                .map(line -> new Part(new Slot(line.number(), line.asked()), line.outstanding()))
                .toList();
    }

    /** All that wait; holds that have ended by time are closed and wait no more. */
    List<Reservation> waiting() {
        List<Reservation> found = load(FEW);
        draft.levels().requireOf(found);
        List<Reservation> waiting = new ArrayList<>();
        for (Reservation stored : found) {
            Reservation reservation = draft.current(stored.id());
            if (reservation.phase() != Phase.CLOSED) {
                waiting.add(reservation);
            }
        }
        SupplyBook book = draft.supply().of(sku);
        if (book.dueFrom().isPresent()) {
            draft.supply().put(book.dueFrom(firstEnd(waiting)));
        }
        waiting.sort(draft.policies().serving());
        return waiting;
    }

    private List<Reservation> load(int limit) {
        List<Reservation> found = draft.rows().outstanding(new OutstandingReservations(sku, limit));
        return found.size() < limit ? found : load(Math.multiplyExact(limit, Levels.FEW));
    }

    private Optional<Instant> firstEnd(List<Reservation> waiting) {
        return waiting.stream()
                .filter(each -> each.phase() == Phase.HELD && !promises(each).isEmpty())
                .map(Reservation::expiresAt)
                .min(Comparator.naturalOrder());
    }

    private List<ReservationLine> promises(Reservation reservation) {
        return reservation.lines().stream()
                .filter(line -> line.sku().equals(sku)
                        && line.outstanding() > 0
                        && line.promise().isPresent())
                .toList();
    }

    /** Units came under these keys, perhaps by a supply: as long as any are left, they go to those who wait, in their order. */
    void serve(Collection<StockKey> came, Optional<SupplyId> by) {
        for (Reservation reservation : waiting()) {
            if (came.stream().noneMatch(key -> draft.levels().available(key) > 0)) {
                return;
            }
            Promise promise = Promise.of(draft, reservation);
            if (promise.topUp(sku, by) > 0) {
                promise.write(ReservationChange.FILLED);
            }
        }
    }

    /** What is expected has changed: every promise is made anew, in the order of those who wait. */
    void redate() {
        List<Reservation> waiting = waiting();
        SupplyBook book = draft.supply().of(sku);
        Expected expected = new Expected(draft, book, book.quantities());
        requireAbove(expected.places(), waiting, draft);
        waiting.stream().filter(each -> !promises(each).isEmpty()).forEach(each -> redate(each, expected));
    }

    private void redate(Reservation before, Expected expected) {
        ReservationEdit edit = new ReservationEdit(before);
        Placement placement = Placement.ofOwed(draft, edit);
        List<Part> parts = new ArrayList<>(edit.all(Counter.OUTSTANDING));
        parts.removeIf(part ->
                part.slot().promise().isEmpty() || !part.slot().asked().sku().equals(sku));
        parts.sort(Placement.PICKIEST_FIRST);
        List<Part> missing = new ArrayList<>();
        for (Part part : parts) {
            edit.add(part.slot(), Counter.OUTSTANDING, -part.quantity());
            missing.add(new Part(part.slot(), part.quantity() - promise(part, placement, expected)));
        }
        keepDates(missing, edit, parts)
                .forEach(part ->
                        edit.add(part.slot().promised(expected.undated()), Counter.OUTSTANDING, part.quantity()));
        Reservation after = edit.done();
        if (!after.lines().equals(before.lines())) {
            draft.put(ReservationChange.REDATED, after);
            tell(before, after);
        }
    }

    /** Gives how many units are promised against what is expected. */
    private static long promise(Part part, Placement placement, Expected expected) {
        Map<SupplyPromise, Long> taken = expected.take(part.slot().asked(), part.quantity(), placement::suits);
        taken.forEach(
                (promise, units) -> placement.edit().add(part.slot().promised(promise), Counter.OUTSTANDING, units));
        return taken.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Who was owed without a supply keeps the date that was told; what of such dates a line no longer needs is another's. Gives the rest. */
    private static List<Part> keepDates(List<Part> missing, ReservationEdit edit, List<Part> before) {
        Map<Slot, Long> told = ReservationEdit.left(before.stream()
                .filter(part ->
                        part.slot().promise().flatMap(SupplyPromise::supply).isEmpty())
                .sorted(Promise.EARLIEST_PROMISE_FIRST)
                .toList());
        List<Part> rest = keepDatesOf((part, slot) -> part.slot().number() == slot.number(), missing, edit, told);
        return keepDatesOf((part, slot) -> true, rest, edit, told);
    }

    private static List<Part> keepDatesOf(
            BiPredicate<Part, Slot> isFor, List<Part> missing, ReservationEdit edit, Map<Slot, Long> told) {
        List<Part> rest = new ArrayList<>();
        for (Part part : missing) {
            long left = part.quantity();
            for (Part date : ReservationEdit.take(slot -> isFor.test(part, slot), left, told)) {
                SupplyPromise promise = date.slot().promise().orElseThrow();
                edit.add(part.slot().promised(promise), Counter.OUTSTANDING, date.quantity());
                left -= date.quantity();
            }
            if (left > 0) {
                rest.add(new Part(part.slot(), left));
            }
        }
        return rest;
    }

    private void tell(Reservation before, Reservation after) {
        Optional<Instant> then = lastOf(before);
        Optional<Instant> now = lastOf(after);
        if (!then.equals(now)) {
            draft.state(new Fact.PromiseRedated(after.id(), after.order(), sku, then, now));
        }
    }

    /** When the last of the units is expected; empty if nobody knows. */
    private Optional<Instant> lastOf(Reservation reservation) {
        List<Optional<Instant>> dates = promises(reservation).stream()
                .map(line -> line.promise().orElseThrow().expectedAt())
                .toList();
        return dates.contains(Optional.<Instant>empty())
                ? Optional.empty()
                : dates.stream().flatMap(Optional::stream).max(Comparator.naturalOrder());
    }
}
