package dev.inventoryledger.internal.read;

import dev.inventoryledger.Location;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.command.Sourcing;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.DocumentKind;
import dev.inventoryledger.spi.LoadRequest;
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
    private final StockStore store;

    Places(StockStore store) {
        this.store = store;
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
        Set<LocationId> missing = missingParents(known);
        while (!missing.isEmpty()) {
            known.putAll(load(missing));
            missing = missingParents(known);
        }
        places.removeIf(place -> !isWithin(place, top, known));
    }

    private static Set<LocationId> missingParents(Map<LocationId, Location> known) {
        Set<LocationId> missing = new HashSet<>();
        known.values().forEach(place -> place.parent().ifPresent(missing::add));
        missing.removeAll(known.keySet());
        return missing;
    }

    private static boolean isWithin(LocationId place, LocationId top, Map<LocationId, Location> known) {
        Optional<LocationId> at = Optional.of(place);
        while (at.isPresent() && !at.get().equals(top)) {
            at = Optional.ofNullable(known.get(at.get())).flatMap(Location::parent);
        }
        return at.isPresent();
    }

    private Map<LocationId, Location> load(Collection<LocationId> ids) {
        Map<LocationId, Location> found = new HashMap<>();
        if (ids.isEmpty()) {
            return found;
        }
        LoadRequest request = LoadRequest.builder()
                .documents(ids.stream()
                        .map(id -> new DocumentId(DocumentKind.LOCATION, id.value()))
                        .toList())
                .build();
        for (Document document : store.load(request).documents()) {
            Location place = (Location) document.body();
            found.put(place.id(), place);
        }
        return found;
    }
}
