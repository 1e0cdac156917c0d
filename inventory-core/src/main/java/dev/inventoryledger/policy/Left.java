package dev.inventoryledger.policy;

import dev.inventoryledger.StockKey;
import dev.inventoryledger.policy.AllocationPolicy.Candidate;
import dev.inventoryledger.policy.AllocationPolicy.Demand;
import dev.inventoryledger.policy.AllocationPolicy.Take;
import dev.inventoryledger.policy.AllocationPolicy.Want;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What places still have while lines take from them. Used by one thread. */
final class Left {
    private final Map<StockKey, Long> left = new HashMap<>();
    private final List<Take> takes = new ArrayList<>();

    Left(Demand demand) {
        for (Want want : demand.wants()) {
            want.candidates().forEach(candidate -> left.put(candidate.key(), candidate.available()));
        }
    }

    long at(Candidate candidate) {
        return left.getOrDefault(candidate.key(), 0L);
    }

    /** Takes so many units, or as many as there are; says how many that were. */
    long take(Want want, Candidate candidate, long quantity) {
        long taken = Math.min(quantity, at(candidate));
        if (taken > 0) {
            left.put(candidate.key(), at(candidate) - taken);
            takes.add(new Take(want.line(), candidate.key(), taken));
        }
        return taken;
    }

    List<Take> takes() {
        return takes;
    }
}
