package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Balance;
import dev.inventoryledger.Item;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.MovementType;
import dev.inventoryledger.Phase;
import dev.inventoryledger.Shortfall;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.internal.decide.ReservationEdit.Part;
import dev.inventoryledger.policy.AllocationPolicy.Candidate;
import dev.inventoryledger.policy.AllocationPolicy.Take;
import dev.inventoryledger.spi.LevelScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds units for the lines of a reservation and promises them: the one way in which reserved rises. */
final class Placement {
    /** Lines that name a place go first: a line that may take from anywhere must not take what only they can use. */
    private static final Comparator<Part> PICKIEST_FIRST = Comparator.comparing(
                    (Part part) -> part.slot().asked().location().isEmpty())
            .thenComparing(part -> part.slot().asked().lot().isEmpty())
            .thenComparing(part -> part.slot().number());

    private final Draft draft;
    private final ReservationEdit edit;
    private final List<Shortfall> shortfalls = new ArrayList<>();
    private Optional<Instant> freesUpAt = Optional.empty();

    Placement(Draft draft, ReservationEdit edit) {
        this.draft = draft;
        this.edit = edit;
    }

    /** Places what it can; gives what it could not, by the slots without a key. */
    List<Part> place(List<Part> wanted) {
        require(wanted);
        List<Part> missing = new ArrayList<>();
        List<Part> pickiestFirst = new ArrayList<>(wanted);
        pickiestFirst.sort(PICKIEST_FIRST);
        for (Part part : pickiestFirst) {
            long units = place(part);
            if (units > 0) {
                missing.add(new Part(part.slot().nowhere(), units));
                shortfalls.add(new Shortfall(part.slot().asked(), units));
            }
        }
        return missing;
    }

    /** Loads at once what all parts need: their levels, then what is known of the places, and what is due there. */
    private void require(List<Part> wanted) {
        Set<Sku> skus = new LinkedHashSet<>();
        Needs places = draft.rows().needs();
        for (Part part : wanted) {
            skus.add(part.slot().asked().sku());
            places.scope(scope(part));
        }
        draft.catalog().requireKnown(skus, List.of());
        places.orMiss();
        Set<StockKey> keys = new LinkedHashSet<>();
        wanted.forEach(part -> keys.addAll(draft.rows().keysOf(scope(part))));
        Needs about = draft.rows().needs();
        keys.forEach(key -> about.location(key.location()));
        about.orMiss();
        draft.levels().requireDue(keys);
    }

    private static LevelScope scope(Part part) {
        return new LevelScope(part.slot().asked().sku(), part.slot().asked().location());
    }

    List<Shortfall> shortfalls() {
        return shortfalls;
    }

    Optional<Instant> freesUpAt() {
        return freesUpAt;
    }

    private long place(Part part) {
        Item item = draft.catalog().item(part.slot().asked().sku());
        if (!item.isTracked()) {
            edit.add(part.slot().nowhere(), Counter.OPEN, part.quantity());
            return 0;
        }
        List<Candidate> candidates = item.isActive() ? candidates(part) : List.of();
        long missing = part.quantity();
        for (Take take : allocate(part.quantity(), candidates)) {
            promise(part.slot().at(take.key()), take.quantity());
            missing -= take.quantity();
        }
        if (missing > 0) {
            candidates.forEach(candidate -> noteExpiry(draft.levels().nextExpiry(candidate.key())));
        }
        return missing;
    }

    /** Every place that the line may take from, those that have nothing now included. */
    private List<Candidate> candidates(Part part) {
        List<StockKey> keys = new ArrayList<>(draft.rows().keysOf(scope(part)));
        keys.removeIf(key -> !part.slot().asked().covers(key));
        Set<LocationId> places = new LinkedHashSet<>();
        keys.forEach(key -> places.add(key.location()));
        Map<LocationId, Integer> priorities = new HashMap<>();
        draft.catalog().promising(places).forEach(place -> priorities.put(place.id(), place.priority()));
        List<Candidate> candidates = new ArrayList<>();
        for (StockKey key : keys) {
            Integer priority = priorities.get(key.location());
            if (priority != null) {
                candidates.add(new Candidate(key, priority, draft.levels().available(key)));
            }
        }
        return candidates;
    }

    private List<Take> allocate(long quantity, List<Candidate> places) {
        List<Candidate> stocked = new ArrayList<>(places);
        stocked.removeIf(place -> place.available() <= 0);
        if (stocked.isEmpty()) {
            return List.of();
        }
        return ask(quantity, stocked);
    }

    private List<Take> ask(long quantity, List<Candidate> stocked) {
        try {
            List<Take> takes = draft.policies().allocation().allocate(quantity, stocked);
            check(quantity, stocked, takes);
            return takes;
        } catch (ArithmeticException faulty) {
            throw new IllegalStateException("the allocation policy failed", faulty);
        }
    }

    /** A policy may be the host's own: what it gives is not trusted. */
    private static void check(long quantity, List<Candidate> candidates, List<Take> takes) {
        Map<StockKey, Long> left = new HashMap<>();
        candidates.forEach(candidate -> left.put(candidate.key(), candidate.available()));
        long missing = quantity;
        boolean within = true;
        for (Take take : takes) {
            long rest = Math.subtractExact(left.getOrDefault(take.key(), 0L), take.quantity());
            missing = Math.subtractExact(missing, take.quantity());
            left.put(take.key(), rest);
            within &= take.quantity() > 0 && rest >= 0 && missing >= 0;
        }
        if (!within) {
            throw new IllegalStateException(
                    "the allocation policy took " + takes + " for " + quantity + " units from " + candidates);
        }
    }

    private void promise(ReservationEdit.Slot slot, long quantity) {
        StockKey key = slot.key().orElseThrow();
        draft.makeRoom(key, quantity);
        draft.catalog().location(key.location());
        post(key, MovementType.RESERVATION, new Balance(0, quantity, 0));
        if (edit.phase() == Phase.CONFIRMED) {
            post(key, MovementType.ALLOCATION, new Balance(0, 0, quantity));
        }
        edit.add(slot, Counter.OPEN, quantity);
    }

    private void post(StockKey key, MovementType type, Balance change) {
        draft.levels().post(key, type, Optional.of(edit.base().id()), change);
    }

    private void noteExpiry(Optional<Instant> expiry) {
        freesUpAt = Stream.concat(freesUpAt.stream(), expiry.stream()).min(Comparator.naturalOrder());
    }
}
