package dev.inventoryledger.policy;

import dev.inventoryledger.StockKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where a line that may be met from several places takes its units from. A pure function, safe for use by many threads:
 * the same answer for the same input, never more than is available, never more than is asked for.
 */
@FunctionalInterface
public interface AllocationPolicy {
    /**
     * A place that has units to promise. Immutable.
     *
     * @param key which stock
     * @param priority its location's priority; the lowest is preferred
     * @param available units that can be promised there; positive
     */
    record Candidate(StockKey key, int priority, long available) {}

    /**
     * Units taken from a place. Immutable.
     *
     * @param key which stock
     * @param quantity how many units; positive
     */
    record Take(StockKey key, long quantity) {}

    /**
     * {@return what to take; less than asked for only if there is less}
     *
     * @param quantity units asked for; positive
     * @param candidates where there are units, in the order of their keys
     */
    List<Take> allocate(long quantity, List<Candidate> candidates);

    /** {@return the policy that takes by location priority, then by stock key, and splits where one place is short} */
    static AllocationPolicy byPriority() {
        return AllocationPolicy::takeByPriority;
    }

    private static List<Take> takeByPriority(long quantity, List<Candidate> candidates) {
        List<Candidate> ordered = candidates.stream()
                .sorted(Comparator.comparingInt(Candidate::priority).thenComparing(Candidate::key))
                .toList();
        List<Take> takes = new ArrayList<>();
        long missing = quantity;
        for (Candidate candidate : ordered) {
            long taken = Math.min(missing, candidate.available());
            if (taken > 0) {
                takes.add(new Take(candidate.key(), taken));
                missing -= taken;
            }
        }
        return takes;
    }
}
