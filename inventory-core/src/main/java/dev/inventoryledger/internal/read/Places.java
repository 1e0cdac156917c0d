package dev.inventoryledger.internal.read;

import dev.inventoryledger.Location;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.command.Sourcing;
import dev.inventoryledger.spi.DocumentKind;
import dev.inventoryledger.spi.StockStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which locations count for a question. Stateless but for its store. */
final class Places {
    private final Documents documents;

    Places(StockStore store) {
        documents = new Documents(store);
    }

    /** Those that may promise their stock, and suit the wish. */
    Set<LocationId> promising(Collection<LocationId> ids, Sourcing wish) {
        Map<LocationId, Location> known = load(ids);
        Set<LocationId> promising = new TreeSet<>();
        for (Location place : known.values()) {
            if (place.promises() && wish.suits(place)) {
                promising.add(place.id());
            }
        }
        wish.within().ifPresent(top -> keepWithin(top, promising, known));
        return promising;
    }

    /** Goes up the tree one generation with each load. */
    private void keepWithin(LocationId top, Set<LocationId> places, Map<LocationId, Location> known) {
        Set<LocationId> asked = new HashSet<>(known.keySet());
        Set<LocationId> parents = parents(known.values(), asked);
        while (!parents.isEmpty()) {
            asked.addAll(parents);
            Map<LocationId, Location> found = load(parents);
            known.putAll(found);
            parents = parents(found.values(), asked);
        }
        places.removeIf(place -> !isWithin(place, top, known));
    }

    private static Set<LocationId> parents(Collection<Location> places, Set<LocationId> asked) {
        Set<LocationId> parents = new HashSet<>();
        places.forEach(place -> place.parent().ifPresent(parents::add));
        parents.removeAll(asked);
        return parents;
    }

    /** No step is taken twice, whatever a store says. */
    private static boolean isWithin(LocationId place, LocationId top, Map<LocationId, Location> known) {
        Set<LocationId> passed = new HashSet<>();
        Optional<LocationId> at = Optional.of(place);
        while (at.isPresent() && !at.get().equals(top) && passed.add(at.get())) {
            at = Optional.ofNullable(known.get(at.get())).flatMap(Location::parent);
        }
        return at.filter(top::equals).isPresent();
    }

    private Map<LocationId, Location> load(Collection<LocationId> ids) {
        Map<LocationId, Location> found = new HashMap<>();
        documents
                .all(DocumentKind.LOCATION, ids.stream().map(LocationId::value).toList(), Location.class)
                .forEach(place -> found.put(place.id(), place));
        return found;
    }
}
