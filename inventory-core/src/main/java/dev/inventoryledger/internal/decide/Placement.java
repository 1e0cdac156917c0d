package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Balance;
import dev.inventoryledger.Item;
import dev.inventoryledger.Location;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.MovementType;
import dev.inventoryledger.Phase;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.command.Sourcing;
import dev.inventoryledger.internal.Sums;
import dev.inventoryledger.internal.decide.ReservationEdit.Part;
import dev.inventoryledger.internal.decide.ReservationEdit.Slot;
import dev.inventoryledger.lot.LotDetails;
import dev.inventoryledger.policy.AllocationPolicy.Candidate;
import dev.inventoryledger.policy.AllocationPolicy.Take;
import dev.inventoryledger.policy.AllocationPolicy.Want;
import dev.inventoryledger.spi.LevelScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds units for the lines of a reservation and promises them: the one way in which reserved rises. */
final class Placement {
    /** A line that may take from anywhere must not take what only those can use that name a place. */
    static final Comparator<Part> PICKIEST_FIRST = Comparator.comparing((Part part) -> !part.namesLocation())
            .thenComparing(part -> !part.namesLot())
            .thenComparingInt(part -> part.slot().number());

    /** Who names both place and lot has no choice; of those that name one of them, the one goes first that can do without the least. */
    private static final Comparator<Search> LEAST_TO_SPARE_FIRST = Comparator.comparing((Search search) ->
                    !(search.part().namesLocation() && search.part().namesLot()))
            .thenComparingLong(Search::spare)
            .thenComparing(Search::part, PICKIEST_FIRST);

    private final Draft draft;
    private final ReservationEdit edit;
    private final Optional<Sourcing> sourcing;
    private final boolean isOfWhatIsOwed;

    /** Units that are left where somebody else of the same order would stay. */
    private final Map<StockKey, Long> kept = new HashMap<>();

    private Optional<Instant> freesUpAt = Optional.empty();

    /**
     * Units that are looked for.
     *
     * @param part which
     * @param item their item
     * @param places where they may come from, those that have nothing now included
     * @param stocked those that have something
     * @param units how many are there, those that are left to others of the order included
     */
    private record Search(Part part, Item item, List<Candidate> places, List<Candidate> stocked, long units) {
        /** How many units are there beyond those that are wanted; negative if they are too few. */
        long spare() {
            return part.namesAny() ? units - part.quantity() : Long.MAX_VALUE;
        }
    }

    private Placement(Draft draft, ReservationEdit edit, Optional<Sourcing> sourcing, boolean isOfWhatIsOwed) {
        this.draft = draft;
        this.edit = edit;
        this.sourcing = sourcing;
        this.isOfWhatIsOwed = isOfWhatIsOwed;
    }

    /** Of units that nobody has been promised, as a command says, which may have planned what to take. */
    static Placement asCommanded(Draft draft, ReservationEdit edit, Optional<Sourcing> sourcing) {
        return new Placement(draft, edit, sourcing, false);
    }

    /** Of units that nobody has been promised, or has been any more, as the reservation was sourced. */
    static Placement ofNew(Draft draft, ReservationEdit edit) {
        return new Placement(draft, edit, edit.base().sourcing(), false);
    }

    /** Of units that somebody waits for: whether their item is sold any more does not matter. */
    static Placement ofOwed(Draft draft, ReservationEdit edit) {
        return new Placement(draft, edit, edit.base().sourcing(), true);
    }

    /** Places what it can; gives what it could not, by the slots without a key. */
    List<Part> place(List<Part> wanted) {
        requirePlaces(wanted);
        List<Search> searches = new ArrayList<>(wanted.size());
        wanted.forEach(part -> searches.add(search(part)));
        searches.sort(LEAST_TO_SPARE_FIRST);
        long[] missing = new long[searches.size()];
        List<Want> wants = new ArrayList<>();
        for (int line = 0; line < missing.length; line++) {
            Search search = searches.get(line);
            Part part = search.part();
            if (search.item().isTracked()) {
                missing[line] = part.quantity();
                wants.add(new Want(line, part.quantity(), search.stocked()));
            } else {
                edit.add(part.slot().nowhere(), Counter.OPEN, part.quantity());
            }
        }
        List<Part> parts = new ArrayList<>(missing.length);
        searches.forEach(search -> parts.add(search.part()));
        List<Take> takes = Allocating.of(draft.policies(), sourcing).takes(parts, wants);
        requireRoom(takes);
        for (Take take : takes) {
            promise(parts.get(take.line()).slot().at(take.key()), take.quantity());
            missing[take.line()] -= take.quantity();
        }
        return missing(searches, missing);
    }

    /** Places units that stood somewhere: as far as they are free there they stay, whatever would be chosen by now; gives what it could not. */
    List<Part> placeAgain(List<Part> wanted) {
        requirePlaces(wanted);
        List<Part> fromAnywhere =
                wanted.stream().filter(part -> !part.namesAny()).toList();
        // Who may take from anywhere stays where it stood unless the others find too little without that.
        fromAnywhere.forEach(
                part -> part.slot().key().ifPresent(key -> kept.merge(key, part.quantity(), Math::addExact)));
        List<Part> missing =
                placeWhereTheyStood(wanted.stream().filter(Part::namesAny).toList());
        kept.clear();
        List<Part> still = new ArrayList<>(missing.isEmpty() ? missing : place(missing));
        still.addAll(placeWhereTheyStood(fromAnywhere));
        return still;
    }

    /** Who can do without the least stays first, as it would choose first. */
    private List<Part> placeWhereTheyStood(List<Part> wanted) {
        List<Part> parts = wanted.stream()
                .map(this::search)
                .sorted(LEAST_TO_SPARE_FIRST)
                .map(Search::part)
                .toList();
        List<Part> others = new ArrayList<>();
        requireRoomWhereTheyStood(parts);
        for (Part part : parts) {
            long stay = Math.min(part.quantity(), stillFree(part));
            if (stay > 0) {
                promise(part.slot(), stay);
            }
            if (stay < part.quantity()) {
                others.add(new Part(part.slot(), part.quantity() - stay, part.named()));
            }
        }
        return place(others);
    }

    private void requireRoomWhereTheyStood(List<Part> parts) {
        Map<StockKey, Long> room = new HashMap<>();
        for (Part part : parts) {
            long free = stillFree(part);
            part.slot()
                    .key()
                    .filter(key -> free > 0)
                    .ifPresent(key ->
                            room.put(key, Math.min(free, Sums.saturated(room.getOrDefault(key, 0L), part.quantity()))));
        }
        draft.requireRoom(room);
    }

    private long stillFree(Part part) {
        boolean isGiven = isGiven(draft.catalog().item(part.slot().asked().sku()));
        return part.slot()
                .key()
                .filter(key -> isGiven && part.covers(key))
                .filter(key -> candidate(key).isPresent())
                .map(draft.levels()::available)
                .filter(available -> available > 0)
                .orElse(0L);
    }

    private boolean isGiven(Item item) {
        return item.isTracked() && (item.isActive() || isOfWhatIsOwed);
    }

    private Search search(Part part) {
        Item item = draft.catalog().item(part.slot().asked().sku());
        List<Candidate> places = isGiven(item) ? candidates(part) : List.of();
        long units = 0;
        for (Candidate place : places) {
            units = Sums.saturated(units, Math.max(0, place.available() + kept.getOrDefault(place.key(), 0L)));
        }
        return new Search(part, item, places, stocked(places), units);
    }

    private void requireRoom(List<Take> takes) {
        if (takes.size() > 1) {
            Map<StockKey, Long> taken = new HashMap<>();
            takes.forEach(take -> taken.merge(take.key(), take.quantity(), Math::addExact));
            draft.requireRoom(taken);
        }
    }

    private List<Part> missing(List<Search> searches, long[] units) {
        List<Part> missing = new ArrayList<>();
        for (int line = 0; line < units.length; line++) {
            if (units[line] > 0) {
                Search search = searches.get(line);
                Part part = search.part();
                missing.add(new Part(part.slot().nowhere(), units[line], part.named()));
                search.places().forEach(place -> noteExpiry(draft.levels().nextExpiry(place.key())));
            }
        }
        return missing;
    }

    private void requirePlaces(List<Part> wanted) {
        Set<StockKey> keys = require(wanted, draft);
        if (namesRegion()) {
            draft.catalog().requireAbove(places(keys));
        }
    }

    private boolean namesRegion() {
        return sourcing.flatMap(Sourcing::within).isPresent();
    }

    static Set<LocationId> places(Set<StockKey> keys) {
        return keys.stream().map(StockKey::location).collect(Collectors.toSet());
    }

    /** Loads at once what tells whether units may come from these places. */
    void requireAbove(Collection<LocationId> places) {
        if (namesRegion()) {
            draft.catalog().requireAbove(places);
        }
    }

    /** Loads at once what all parts need: their levels, then what is known of the places, and what is due there; gives their keys. */
    static Set<StockKey> require(List<Part> wanted, Draft draft) {
        List<Sku> skus = new ArrayList<>();
        Needs places = draft.rows().needs();
        for (Part part : wanted) {
            skus.add(part.slot().asked().sku());
            places.scope(scope(part));
        }
        draft.catalog().requireKnown(skus, List.of());
        places.orMiss();
        Set<StockKey> keys = new LinkedHashSet<>();
        wanted.stream()
                .map(Placement::scope)
                .distinct()
                .forEach(scope -> keys.addAll(draft.levels().keysOf(scope)));
        Needs about = draft.rows().needs();
        keys.forEach(key -> about.location(key.location()).lot(key));
        about.orMiss();
        Map<Sku, Long> most = new HashMap<>();
        wanted.forEach(part -> most.merge(part.slot().asked().sku(), part.quantity(), Long::sum));
        draft.levels().requireDue(keys, key -> most.getOrDefault(key.sku(), 0L));
        return keys;
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
                draft.levels().available(key) - kept.getOrDefault(key, 0L)));
    }

    /** Whether units may come from there, as far as the reservation says. */
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
