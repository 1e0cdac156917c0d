package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Balance;
import dev.inventoryledger.Item;
import dev.inventoryledger.Location;
import dev.inventoryledger.MovementType;
import dev.inventoryledger.Phase;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.command.Sourcing;
import dev.inventoryledger.internal.decide.ReservationEdit.Part;
import dev.inventoryledger.internal.decide.ReservationEdit.Slot;
import dev.inventoryledger.lot.LotDetails;
import dev.inventoryledger.policy.AllocationPolicy.Candidate;
import dev.inventoryledger.policy.AllocationPolicy.Take;
import dev.inventoryledger.policy.AllocationPolicy.Want;
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
    static final Comparator<Part> PICKIEST_FIRST = Comparator.comparing((Part part) -> !part.namesLocation())
            .thenComparing(part -> !part.namesLot())
            .thenComparing(part -> part.slot().number());

    private final Draft draft;
    private final ReservationEdit edit;
    private final Optional<Sourcing> sourcing;
    private Optional<Instant> freesUpAt = Optional.empty();

    Placement(Draft draft, ReservationEdit edit, Optional<Sourcing> sourcing) {
        this.draft = draft;
        this.edit = edit;
        this.sourcing = sourcing;
    }

    /** Places what it can; gives what it could not, by the slots without a key. */
    List<Part> place(List<Part> wanted) {
        require(wanted);
        List<Part> parts = new ArrayList<>(wanted);
        parts.sort(PICKIEST_FIRST);
        long[] missing = new long[parts.size()];
        List<Want> wants = new ArrayList<>();
        List<List<Candidate>> places = new ArrayList<>();
        for (int line = 0; line < missing.length; line++) {
            Part part = parts.get(line);
            Item item = draft.catalog().item(part.slot().asked().sku());
            missing[line] = item.isTracked() ? part.quantity() : 0;
            places.add(item.isTracked() && item.isActive() ? candidates(part) : List.of());
            if (item.isTracked()) {
                wants.add(new Want(line, part.quantity(), stocked(places.get(line))));
            } else {
                edit.add(part.slot().nowhere(), Counter.OPEN, part.quantity());
            }
        }
        for (Take take : Allocating.of(draft.policies(), sourcing).takes(parts, wants)) {
            promise(parts.get(take.line()).slot().at(take.key()), take.quantity());
            missing[take.line()] -= take.quantity();
        }
        return missing(parts, missing, places);
    }

    private List<Part> missing(List<Part> parts, long[] units, List<List<Candidate>> places) {
        List<Part> missing = new ArrayList<>();
        for (int line = 0; line < units.length; line++) {
            if (units[line] > 0) {
                Slot slot = parts.get(line).slot();
                missing.add(new Part(slot.nowhere(), units[line]));
                places.get(line).forEach(place -> noteExpiry(draft.levels().nextExpiry(place.key())));
            }
        }
        return missing;
    }

    /** Loads at once what all parts need: their levels, then what is known of the places, and what is due there. */
    private void require(List<Part> wanted) {
        List<Sku> skus = new ArrayList<>();
        Needs places = draft.rows().needs();
        for (Part part : wanted) {
            skus.add(part.slot().asked().sku());
            places.scope(scope(part));
        }
        draft.catalog().requireKnown(skus, List.of());
        places.orMiss();
        Set<StockKey> keys = new LinkedHashSet<>();
        wanted.forEach(part -> keys.addAll(draft.levels().keysOf(scope(part))));
        Needs about = draft.rows().needs();
        keys.forEach(key -> about.location(key.location()).lot(key));
        about.orMiss();
        Map<Sku, Long> most = new HashMap<>();
        wanted.forEach(part -> most.merge(part.slot().asked().sku(), part.quantity(), Long::sum));
        draft.levels().requireDue(keys, key -> most.getOrDefault(key.sku(), 0L));
    }

    private static LevelScope scope(Part part) {
        return new LevelScope(part.slot().asked().sku(), part.slot().asked().location());
    }

    ReservationEdit edit() {
        return edit;
    }

    Optional<Instant> freesUpAt() {
        return freesUpAt;
    }

    /** Every place that the line may take from, those that have nothing now included. */
    private List<Candidate> candidates(Part part) {
        List<Candidate> candidates = new ArrayList<>();
        for (StockKey key : draft.levels().keysOf(scope(part))) {
            if (part.covers(key)) {
                candidate(key).ifPresent(candidates::add);
            }
        }
        return candidates;
    }

    private Optional<Candidate> candidate(StockKey key) {
        Optional<LotDetails> lot = draft.catalog().peekLot(key);
        boolean isBarred = lot.isPresent() && !lot.get().promises(draft.now());
        Optional<Location> place = draft.catalog().promising(key.location());
        if (isBarred || place.isEmpty() || !suits(place.get())) {
            return Optional.empty();
        }
        return Optional.of(new Candidate(
                key,
                place.get().priority(),
                place.get().coordinates(),
                lot.flatMap(LotDetails::expiresAt),
                draft.levels().available(key)));
    }

    /** Whether units may come from there, as far as the command says. */
    boolean suits(Location place) {
        return sourcing.map(wish -> suits(place, wish)).orElse(true);
    }

    private boolean suits(Location place, Sourcing wish) {
        return wish.suits(place)
                && wish.within()
                        .map(top -> draft.catalog().isWithin(place.id(), top))
                        .orElse(true);
    }

    private static List<Candidate> stocked(List<Candidate> places) {
        List<Candidate> stocked = new ArrayList<>(places);
        stocked.removeIf(place -> place.available() <= 0);
        return stocked;
    }

    private void promise(Slot slot, long quantity) {
        StockKey key = slot.key().orElseThrow();
        draft.makeRoom(key, quantity);
        draft.catalog().relyOn(key);
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
