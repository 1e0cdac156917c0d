package dev.inventoryledger.policy;

import dev.inventoryledger.LocationId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes all that there is from as few locations as possible. */
final class FewestShipments implements AllocationPolicy {
    static final FewestShipments POLICY = new FewestShipments();

    /** So many locations have some four thousand subsets, each of which may be tried. */
    private static final int MOST_FOR_EXACT = 12;

    /** Places of lines that are looked at, over and over: as many as take half a second at most, in which nobody else is served. */
    private static final long MOST_LOOKS = 10_000_000;

    private FewestShipments() {}

    @Override
    public List<Take> allocate(Demand demand) {
        List<Take> byPriority = InOrder.BY_PRIORITY.allocate(demand);
        int most = Sources.shipping(byPriority).size();
        if (most <= 1) {
            return byPriority;
        }
        List<LocationId> locations = Sources.of(demand);
        Search search = new Search(demand, locations, Sources.units(byPriority));
        long places = demand.wants().stream()
                .mapToLong(want -> want.candidates().size())
                .sum();
        boolean isFew = locations.size() <= MOST_FOR_EXACT && places << locations.size() <= MOST_LOOKS;
        long steps = Math.min(most - 1, MOST_LOOKS / (places * locations.size()));
        return (isFew ? search.exactly(most - 1) : search.greedily(steps)).orElse(byPriority);
    }

    /** Looks for locations that have so many units of it together; those that are preferred are tried first. */
    private record Search(Demand demand, List<LocationId> locations, long units) {
        Optional<List<Take>> exactly(int most) {
            for (int size = 1; size <= most; size++) {
                Optional<List<Take>> found = among(size, 0, new ArrayList<>());
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }

        private Optional<List<Take>> among(int size, int from, List<LocationId> chosen) {
            if (chosen.size() == size) {
                return Optional.of(Sources.takenFrom(chosen, demand)).filter(takes -> Sources.units(takes) >= units);
            }
            Optional<List<Take>> found = Optional.empty();
            for (int i = from; i <= locations.size() - (size - chosen.size()) && found.isEmpty(); i++) {
                chosen.add(locations.get(i));
                found = among(size, i + 1, chosen);
                chosen.remove(chosen.size() - 1);
            }
            return found;
        }

        Optional<List<Take>> greedily(long most) {
            Set<LocationId> chosen = new LinkedHashSet<>();
            List<Take> takes = List.of();
            while (Sources.units(takes) < units && chosen.size() < most) {
                takes = best(chosen);
            }
            return Optional.of(takes).filter(found -> Sources.units(found) >= units);
        }

        /** Chooses one more. */
        private List<Take> best(Set<LocationId> chosen) {
            List<Take> best = List.of();
            LocationId next = locations.get(0);
            for (LocationId location : locations) {
                Set<LocationId> more = new LinkedHashSet<>(chosen);
                more.add(location);
                List<Take> takes = Sources.takenFrom(more, demand);
                boolean isNew = more.size() > chosen.size();
                if (isNew && Sources.units(takes) > Sources.units(best)) {
                    best = takes;
                    next = location;
                }
            }
            chosen.add(next);
            return best;
        }
    }
}
