package dev.inventoryledger.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.StockKey;
import dev.inventoryledger.policy.AllocationPolicy.Candidate;
import dev.inventoryledger.policy.AllocationPolicy.Take;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** A policy takes no more than there is and no less than it could. */
class AllocationPolicyTest {
    private static final AllocationPolicy POLICY = AllocationPolicy.byPriority();

    @Provide
    Arbitrary<List<Candidate>> candidates() {
        return Combinators.combine(
                        Arbitraries.strings().withCharRange('A', 'F').ofLength(1),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.longs().between(1, 9))
                .as((place, priority, available) -> new Candidate(StockKey.of("TEA", place), priority, available))
                .list()
                .ofMaxSize(6)
                .uniqueElements(Candidate::key);
    }

    @Property
    void itTakesWhatIsAskedForWhereThereIsEnough(
            @ForAll("candidates") List<Candidate> candidates, @ForAll @LongRange(min = 1, max = 60) long quantity) {
        Map<StockKey, Long> available =
                candidates.stream().collect(Collectors.toMap(Candidate::key, Candidate::available));
        List<Take> takes = POLICY.allocate(quantity, candidates);
        assertThat(takes)
                .allMatch(take -> take.quantity() > 0 && take.quantity() <= available.getOrDefault(take.key(), 0L));
        assertThat(takes).extracting(Take::key).doesNotHaveDuplicates();
        long there = candidates.stream().mapToLong(Candidate::available).sum();
        assertThat(takes.stream().mapToLong(Take::quantity).sum()).isEqualTo(Math.min(quantity, there));
    }

    @Property
    void itEmptiesAPlaceBeforeItTurnsToALesserOne(
            @ForAll("candidates") List<Candidate> candidates, @ForAll @LongRange(min = 1, max = 60) long quantity) {
        Map<StockKey, Long> taken =
                POLICY.allocate(quantity, candidates).stream().collect(Collectors.toMap(Take::key, Take::quantity));
        for (Candidate lesser : candidates) {
            for (Candidate better : candidates) {
                boolean isBetter = better.priority() < lesser.priority()
                        || (better.priority() == lesser.priority()
                                && better.key().compareTo(lesser.key()) < 0);
                if (isBetter && taken.containsKey(lesser.key())) {
                    assertThat(taken).containsEntry(better.key(), better.available());
                }
            }
        }
    }

    @Property
    void theOrderOfTheCandidatesDoesNotMatter(
            @ForAll("candidates") List<Candidate> candidates, @ForAll @LongRange(min = 1, max = 60) long quantity) {
        List<Candidate> shuffled = new ArrayList<>(candidates);
        Collections.shuffle(shuffled, new Random(quantity));
        assertThat(POLICY.allocate(quantity, shuffled)).isEqualTo(POLICY.allocate(quantity, candidates));
    }
}
