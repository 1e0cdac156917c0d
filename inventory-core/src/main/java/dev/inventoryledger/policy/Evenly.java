package dev.inventoryledger.policy;

import dev.inventoryledger.LocationId;
import dev.inventoryledger.StockKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes from all locations alike, round by round, until the line is met or nothing is left. */
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
        List<List<Candidate>> places = places(want);
        long missing = want.quantity();
        places.removeIf(lots -> isEmpty(lots, left));
        while (missing > 0 && !places.isEmpty()) {
            long share = Math.max(1, missing / places.size());
            for (List<Candidate> lots : places) {
                missing -= take(want, lots, Math.min(share, missing), left);
            }
            places.removeIf(lots -> isEmpty(lots, left));
        }
    }

    /** What each location has, the most preferred first; in each, the lot that expires first goes first. */
    private static List<List<Candidate>> places(Want want) {
        List<Candidate> all = new ArrayList<>(want.candidates());
        all.sort(InOrder.PRIORITY_FIRST);
        Map<LocationId, List<Candidate>> places = new LinkedHashMap<>();
        for (Candidate candidate : all) {
            places.computeIfAbsent(candidate.key().location(), unseen -> new ArrayList<>())
                    .add(candidate);
        }
        return new ArrayList<>(places.values());
    }

    private static boolean isEmpty(List<Candidate> lots, Left left) {
        return lots.stream().allMatch(lot -> left.at(lot) == 0);
    }

    private static long take(Want want, List<Candidate> lots, long units, Left left) {
        long taken = 0;
        for (Candidate lot : lots) {
            taken += left.take(want, lot, units - taken);
        }
        return taken;
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
