package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Backorder;
import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.Lot;
import dev.inventoryledger.Sku;
import dev.inventoryledger.Tracking;
import dev.inventoryledger.internal.decide.ReservationEdit.Part;
import dev.inventoryledger.spi.SupplyBook;
import dev.inventoryledger.supply.SupplyPromise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Promises units before they are there, as far as their item allows that. */
final class Backordering {
    private final Draft draft;
    private final ReservationEdit edit;
    private final Placement placement;
    private final Map<Sku, Expected> expected = new HashMap<>();
    private final Map<Sku, Long> allowed = new HashMap<>();

    /** For the reservation that a placement is for, from where it may take. */
    Backordering(Draft draft, Placement placement) {
        this.draft = draft;
        this.placement = placement;
        edit = placement.edit();
    }

    /** Gives what could not be promised. */
    List<Part> promise(List<Part> missing) {
        require(missing);
        List<Part> rest = new ArrayList<>();
        for (Part part : missing) {
            Line asked = part.slot().asked();
            Item item = draft.catalog().item(asked.sku());
            Optional<Backorder> policy = item.backorder().filter(any -> item.isActive() && isPromisedOf(asked, item));
            long promised = policy.isPresent() ? promise(part, policy.get()) : 0;
            if (promised < part.quantity()) {
                rest.add(new Part(part.slot(), part.quantity() - promised));
            }
        }
        return rest;
    }

    /** Loads at once what is expected of all, and of whose holds that were promised units may have ended. */
    private void require(List<Part> missing) {
        Set<Sku> skus = new TreeSet<>();
        Needs books = draft.rows().needs();
        for (Part part : missing) {
            Line asked = part.slot().asked();
            if (draft.catalog().item(asked.sku()).backorder().isPresent()) {
                skus.add(asked.sku());
                books.supply(asked.sku());
                asked.lot().ifPresent(lot -> books.lot(asked.sku(), lot));
            }
        }
        books.orMiss();
        skus.removeIf(sku -> !draft.supply().of(sku).mayHaveDue(draft.now()));
        Backlog.require(skus, draft);
    }

    /**
     * Of a lot that may not be promised now nobody is promised units later; of a serial number there is one unit, now or never; and without a
     * lot no unit comes of an item that is told apart by it.
     */
    private boolean isPromisedOf(Line asked, Item item) {
        Optional<Lot> named = asked.lot().filter(lot -> !lot.equals(Lot.NONE));
        boolean isOfNoLot = asked.lot().isPresent() && named.isEmpty() && item.tracking() != Tracking.TRACKED;
        if (isOfNoLot || (named.isPresent() && item.tracking() == Tracking.BY_SERIAL)) {
            return false;
        }
        return named.flatMap(lot -> draft.catalog().findLot(asked.sku(), lot))
                .map(lot -> lot.promises(draft.now()))
                .orElse(true);
    }

    private long promise(Part part, Backorder policy) {
        Sku sku = part.slot().asked().sku();
        Expected coming = expected.computeIfAbsent(sku, unseen -> look(sku, policy));
        long most = Math.min(part.quantity(), allowed.getOrDefault(sku, 0L));
        Map<SupplyPromise, Long> dated = coming.take(part.slot().asked(), most, placement::suits);
        long promised = dated.values().stream().mapToLong(Long::longValue).sum();
        dated.forEach((promise, units) -> edit.add(part.slot().promised(promise), Counter.OUTSTANDING, units));
        if (policy.mode() == Backorder.Mode.BACKORDER && promised < most) {
            edit.add(part.slot().promised(coming.undated()), Counter.OUTSTANDING, most - promised);
            promised = most;
        }
        allowed.merge(sku, -promised, Long::sum);
        return promised;
    }

    /** Holds that have ended by time owe nothing any more. */
    private Expected look(Sku sku, Backorder policy) {
        if (draft.supply().of(sku).mayHaveDue(draft.now())) {
            new Backlog(draft, sku).waiting();
        }
        SupplyBook book = draft.supply().of(sku);
        allowed.put(sku, book.promisable(policy));
        Expected coming = new Expected(draft, book, book.free());
        placement.requireAbove(coming.places());
        return coming;
    }

    /** Before this no units come of what was short, and no hold ends that is promised any. */
    Optional<Instant> freesUpAt() {
        Optional<Instant> first = Optional.empty();
        for (Map.Entry<Sku, Expected> each : expected.entrySet()) {
            first = earlier(first, each.getValue().nextArrival());
            first = earlier(first, draft.supply().of(each.getKey()).dueFrom());
        }
        return first;
    }

    static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        return Stream.concat(one.stream(), other.stream()).min(Comparator.naturalOrder());
    }
}
