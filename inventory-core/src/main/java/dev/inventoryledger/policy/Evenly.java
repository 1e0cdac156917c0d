package dev.inventoryledger.policy;

import dev.inventoryledger.StockKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes from all places alike, round by round, until the line is met or nothing is left. */
final class Evenly implements AllocationPolicy {
    static final Evenly POLICY = new Evenly();

    private Evenly() {}

    @Override
    public List<Take> allocate(Demand demand) {
        Left left = new Left(demand);
        demand.wants().forEach(want -> spread(want, left));
        return summed(left.takes());
    }

    private static void spread(Want want, Left left) {
        List<Candidate> places = new ArrayList<>(want.candidates());
        places.sort(InOrder.PRIORITY_FIRST);
        long missing = want.quantity();
        places.removeIf(place -> left.at(place) == 0);
        while (missing > 0 && !places.isEmpty()) {
            long share = Math.max(1, missing / places.size());
            for (Candidate place : places) {
                missing -= left.take(want, place, Math.min(share, missing));
            }
            places.removeIf(place -> left.at(place) == 0);
        }
    }

    /** What several rounds took from one place is one take. */
    private static List<Take> summed(List<Take> takes) {
        record Source(int line, StockKey key) {}
        Map<Source, Take> sums = new LinkedHashMap<>();
        for (Take take : takes) {
            sums.merge(
                    new Source(take.line(), take.key()),
                    take,
                    (one, other) -> new Take(one.line(), one.key(), one.quantity() + other.quantity()));
        }
        return List.copyOf(sums.values());
    }
}
