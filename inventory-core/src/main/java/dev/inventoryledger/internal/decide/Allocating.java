package dev.inventoryledger.internal.decide;

import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.command.Sourcing;
import dev.inventoryledger.internal.decide.ReservationEdit.Part;
import dev.inventoryledger.policy.AllocationPolicy;
import dev.inventoryledger.policy.AllocationPolicy.Candidate;
import dev.inventoryledger.policy.AllocationPolicy.Demand;
import dev.inventoryledger.policy.AllocationPolicy.Take;
import dev.inventoryledger.policy.AllocationPolicy.Want;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks where units are to be taken, and checks the answer: a policy may be the host's own, and a plan may be old. */
record Allocating(AllocationPolicy policy, Optional<Sourcing> sourcing) {
    static Allocating of(Policies policies, Optional<Sourcing> sourcing) {
        return new Allocating(policies.allocation(sourcing), sourcing);
    }

    /** Wants are numbered by their place among the parts. */
    List<Take> takes(List<Part> parts, List<Want> wants) {
        Optional<List<Take>> planned = sourcing.flatMap(Sourcing::planned);
        List<Want> possible = new ArrayList<>(wants);
        possible.removeIf(want -> want.candidates().isEmpty());
        return planned.isPresent() ? asPlanned(planned.get(), parts, possible) : asked(possible);
    }

    /** Whatever a policy would choose by now: what was planned, if it is still there. */
    private static List<Take> asPlanned(List<Take> planned, List<Part> parts, List<Want> wants) {
        // A command calls its lines by their numbers.
        List<Integer> numbers = parts.stream().map(part -> part.slot().number()).toList();
        List<Take> takes = planned.stream()
                .map(take -> new Take(numbers.indexOf(take.line()), take.key(), take.quantity()))
                .toList();
        if (!isPossible(wants, takes)) {
            throw new Refusal(
                    RejectionReason.PLAN_OUTDATED, "planned: " + planned + ", but by now there is only " + wants);
        }
        return takes;
    }

    private List<Take> asked(List<Want> wants) {
        if (wants.isEmpty()) {
            return List.of();
        }
        List<Take> takes = answer(new Demand(wants, sourcing.flatMap(Sourcing::destination)));
        if (!isPossible(wants, takes)) {
            throw new IllegalStateException("the allocation policy took " + takes + " for " + wants);
        }
        return takes;
    }

    /** Its overflow is no overflow of the ledger's. */
    private List<Take> answer(Demand demand) {
        try {
            return policy.allocate(demand);
        } catch (ArithmeticException faulty) {
            throw new IllegalStateException("the allocation policy failed", faulty);
        }
    }

    private static boolean isPossible(List<Want> wants, List<Take> takes) {
        if (wants.size() == 1 && takes.size() == 1) {
            return isPossible(wants.get(0), takes.get(0));
        }
        Map<Integer, Want> asked = new HashMap<>();
        Map<StockKey, Long> left = new HashMap<>();
        Map<Integer, Long> missing = new HashMap<>();
        for (Want want : wants) {
            asked.put(want.line(), want);
            missing.put(want.line(), want.quantity());
            want.candidates().forEach(candidate -> left.put(candidate.key(), candidate.available()));
        }
        for (Take take : takes) {
            Want want = asked.get(take.line());
            if (want == null || take.quantity() <= 0 || !isOffered(want, take.key())) {
                return false;
            }
            if (draw(left, take.key(), take.quantity()) < 0 || draw(missing, take.line(), take.quantity()) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Most orders are so: the same as for many, without their tables. */
    private static boolean isPossible(Want want, Take take) {
        boolean isWanted = take.line() == want.line() && take.quantity() > 0 && take.quantity() <= want.quantity();
        for (Candidate candidate : want.candidates()) {
            if (isWanted && candidate.key().equals(take.key())) {
                return take.quantity() <= candidate.available();
            }
        }
        return false;
    }

    private static boolean isOffered(Want want, StockKey key) {
        for (Candidate candidate : want.candidates()) {
            if (candidate.key().equals(key)) {
                return true;
            }
        }
        return false;
    }

    /** What is left then; no quantity is so large that this would overflow, since it begins at zero or more. */
    private static <K> long draw(Map<K, Long> from, K key, long quantity) {
        return from.merge(key, -quantity, Long::sum);
    }
}
