package dev.inventoryledger.policy;

import dev.inventoryledger.Coordinates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Empties one place before it turns to the next.
 *
 * @param orderFor which place comes first, given where the order goes
 */
record InOrder(Function<Optional<Coordinates>, Comparator<AllocationPolicy.Candidate>> orderFor)
        implements AllocationPolicy {
    static final Comparator<Candidate> PRIORITY_FIRST = Comparator.comparingInt(Candidate::priority)
            .thenComparing(candidate -> candidate.key().location())
            .thenComparing(InOrder::expiry)
            .thenComparing(Candidate::key);

    static final InOrder BY_PRIORITY = new InOrder(destination -> PRIORITY_FIRST);

    static final InOrder NEAREST =
            new InOrder(destination -> Comparator.comparingLong((Candidate candidate) -> metres(candidate, destination))
                    .thenComparing(PRIORITY_FIRST));

    static final InOrder FIRST_EXPIRING =
            new InOrder(destination -> Comparator.comparing(InOrder::expiry).thenComparing(PRIORITY_FIRST));

    private static Instant expiry(Candidate candidate) {
        return candidate.expiresAt().orElse(Instant.MAX);
    }

    private static long metres(Candidate candidate, Optional<Coordinates> destination) {
        return destination
                .flatMap(goal -> candidate.coordinates().map(goal::metresTo))
                .orElse(Long.MAX_VALUE);
    }

    @Override
    public List<Take> allocate(Demand demand) {
        Comparator<Candidate> order = orderFor.apply(demand.destination());
        Left left = new Left(demand);
        for (Want want : demand.wants()) {
            List<Candidate> ordered = new ArrayList<>(want.candidates());
            ordered.sort(order);
            long missing = want.quantity();
            for (Candidate candidate : ordered) {
                missing -= left.take(want, candidate, missing);
            }
        }
        return left.takes();
    }
}
