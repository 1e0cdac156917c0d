package dev.inventoryledger.policy;

import dev.inventoryledger.LocationId;
import dev.inventoryledger.policy.AllocationPolicy.Candidate;
import dev.inventoryledger.policy.AllocationPolicy.Demand;
import dev.inventoryledger.policy.AllocationPolicy.Take;
import dev.inventoryledger.policy.AllocationPolicy.Want;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which locations an order could come from, and does. Stateless. */
final class Sources {
    private Sources() {}

    /** The locations that have anything of it, the most preferred first. */
    static List<LocationId> of(Demand demand) {
        Map<LocationId, Integer> priorities = new HashMap<>();
        for (Want want : demand.wants()) {
            want.candidates().forEach(place -> priorities.put(place.key().location(), place.priority()));
        }
        List<Map.Entry<LocationId, Integer>> ordered = new ArrayList<>(priorities.entrySet());
        ordered.sort(Map.Entry.<LocationId, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()));
        return ordered.stream().map(Map.Entry::getKey).toList();
    }

    /** The same demand, as if there were only these locations; of a single one, by priority, that takes as much as there is. */
    static List<Take> takenFrom(Collection<LocationId> locations, Demand demand) {
        List<Want> wants = new ArrayList<>();
        demand.wants()
                .forEach(want ->
                        wants.add(new Want(want.line(), want.quantity(), within(locations, want.candidates()))));
        if (locations.size() == 1) {
            // Lines come in the order of what is to spare everywhere. Of one place, what one line may take another may
            // take, too, or none of it: who has the least choice there goes first.
            wants.sort(Comparator.comparingInt(want -> want.candidates().size()));
        }
        return InOrder.BY_PRIORITY.allocate(new Demand(wants, demand.destination()));
    }

    private static List<Candidate> within(Collection<LocationId> locations, List<Candidate> candidates) {
        return candidates.stream()
                .filter(candidate -> locations.contains(candidate.key().location()))
                .toList();
    }

    static long units(List<Take> takes) {
        return takes.stream().mapToLong(Take::quantity).sum();
    }

    /** How many shipments that makes: one from each location. */
    static Set<LocationId> shipping(List<Take> takes) {
        Set<LocationId> locations = new HashSet<>();
        takes.forEach(take -> locations.add(take.key().location()));
        return locations;
    }
}
