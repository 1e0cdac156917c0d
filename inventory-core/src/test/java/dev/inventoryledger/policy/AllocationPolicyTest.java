package dev.inventoryledger.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.Coordinates;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.Lot;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.policy.AllocationPolicy.Candidate;
import dev.inventoryledger.policy.AllocationPolicy.Demand;
import dev.inventoryledger.policy.AllocationPolicy.Take;
import dev.inventoryledger.policy.AllocationPolicy.Want;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every policy keeps to, and what each is for. Orders are written {@code quantity of place=units/priority place=… ; …}. */
class AllocationPolicyTest {
    private static final Map<String, AllocationPolicy> ALL = AllocationPolicy.builtIn();

    AllocationPolicyTest() {}

    private static Coordinates onTheEquator(int degrees) {
        return Coordinates.of(0, degrees);
    }

    private static Optional<Instant> expiry(Random random) {
        int day = random.nextInt(5);
        return day == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(day));
    }

    /** One line for each SKU, over the same locations; the location's letter is its place on the equator, too. */
    private static Demand demand(Random random, int locations, int lines) {
        List<Want> wants = new ArrayList<>();
        int[] priorities = random.ints(locations, 0, 3).toArray();
        for (int line = 0; line < lines; line++) {
            List<Candidate> candidates = new ArrayList<>();
            for (int place = 0; place < locations; place++) {
                long units = random.nextInt(6);
                if (units > 0) {
                    StockKey key = StockKey.of("SKU" + line, String.valueOf((char) ('A' + place)));
                    candidates.add(new Candidate(
                            key, priorities[place], Optional.of(onTheEquator(place)), expiry(random), units));
                }
            }
            wants.add(new Want(line, 1 + random.nextInt(9), candidates));
        }
        wants.removeIf(want -> want.candidates().isEmpty());
        return new Demand(wants, Optional.of(onTheEquator(random.nextInt(locations))));
    }

    @Provide
    Arbitrary<Demand> small() {
        return Arbitraries.randomValue(random -> demand(random, 1 + random.nextInt(6), 1 + random.nextInt(4)));
    }

    @Provide
    Arbitrary<Demand> large() {
        return Arbitraries.randomValue(random -> demand(random, 13 + random.nextInt(7), 1 + random.nextInt(4)));
    }

    private static long units(List<Take> takes) {
        return takes.stream().mapToLong(Take::quantity).sum();
    }

    private static Set<LocationId> shipments(List<Take> takes) {
        Set<LocationId> locations = new HashSet<>();
        takes.forEach(take -> locations.add(take.key().location()));
        return locations;
    }

    private static long possible(Demand demand) {
        long sum = 0;
        for (Want want : demand.wants()) {
            long there =
                    want.candidates().stream().mapToLong(Candidate::available).sum();
            sum += Math.min(there, want.quantity());
        }
        return sum;
    }

    @Property
    void noneTakesMoreThanThereIsOrThanIsAskedFor(@ForAll("small") Demand demand) {
        ALL.forEach((name, policy) -> {
            Map<StockKey, Long> left = new HashMap<>();
            demand.wants().forEach(want -> want.candidates().forEach(each -> left.put(each.key(), each.available())));
            Map<Integer, Long> missing = new HashMap<>();
            demand.wants().forEach(want -> missing.put(want.line(), want.quantity()));
            for (Take take : policy.allocate(demand)) {
                assertThat(take.quantity()).as(name).isPositive();
                assertThat(left.merge(take.key(), -take.quantity(), Long::sum))
                        .as(name)
                        .isNotNegative();
                assertThat(missing.merge(take.line(), -take.quantity(), Long::sum))
                        .as(name)
                        .isNotNegative();
            }
        });
    }

    @Property
    void allButTheSingleLocationTakeAllThatThereIs(@ForAll("small") Demand demand) {
        ALL.forEach((name, policy) -> {
            if (!name.equals(AllocationPolicy.SINGLE_LOCATION)) {
                assertThat(units(policy.allocate(demand))).as(name).isEqualTo(possible(demand));
            }
        });
    }

    @Property
    void theSameInputGivesTheSameAnswer(@ForAll("small") Demand demand) {
        ALL.forEach(
                (name, policy) -> assertThat(policy.allocate(demand)).as(name).isEqualTo(policy.allocate(demand)));
    }

    @Property
    void byPriorityEmptiesAPlaceBeforeItTurnsToALesserOne(@ForAll("small") Demand demand) {
        Map<StockKey, Long> taken = new HashMap<>();
        AllocationPolicy.byPriority().allocate(demand).forEach(take -> taken.put(take.key(), take.quantity()));
        for (Want want : demand.wants()) {
            for (Candidate lesser : want.candidates()) {
                for (Candidate better : want.candidates()) {
                    if (InOrder.PRIORITY_FIRST.compare(better, lesser) < 0 && taken.containsKey(lesser.key())) {
                        assertThat(taken).containsEntry(better.key(), better.available());
                    }
                }
            }
        }
    }

    /** Against trying out every set of locations. */
    @Property
    void noSetOfLocationsIsSmallerThanTheFewestShipments(@ForAll("small") Demand demand) {
        List<LocationId> locations = Sources.of(demand);
        int fewest = locations.size();
        for (int set = 0; set < 1 << locations.size(); set++) {
            List<LocationId> chosen = new ArrayList<>();
            for (int i = 0; i < locations.size(); i++) {
                if ((set >> i & 1) == 1) {
                    chosen.add(locations.get(i));
                }
            }
            if (units(Sources.takenFrom(chosen, demand)) == possible(demand)) {
                fewest = Math.min(fewest, chosen.size());
            }
        }
        List<Take> takes = AllocationPolicy.fewestShipments().allocate(demand);
        assertThat(shipments(takes)).hasSize(Math.min(fewest, locations.size()));
    }

    @Property
    void theFewestShipmentsAreNeverMoreThanByPriority(@ForAll("large") Demand demand) {
        List<Take> fewest = AllocationPolicy.fewestShipments().allocate(demand);
        List<Take> byPriority = AllocationPolicy.byPriority().allocate(demand);
        assertThat(units(fewest)).isEqualTo(units(byPriority));
        assertThat(shipments(fewest))
                .hasSizeLessThanOrEqualTo(shipments(byPriority).size());
    }

    /** Twelve places, each of which has something that no other has: every set of eleven would have to be tried. */
    @Test
    void anOrderOfVeryManyLinesHoldsNobodyUp() {
        List<Want> wants = new ArrayList<>();
        for (int line = 0; line < 10_000; line++) {
            wants.add(want(line, "1 of " + (char) ('A' + line % 12) + "=1/1"));
        }
        Demand demand = new Demand(wants, Optional.empty());
        long start = System.nanoTime();
        assertThat(shipments(AllocationPolicy.fewestShipments().allocate(demand)))
                .hasSize(12);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    /** One line of as many units as there are places, each of which has one. */
    @Test
    void anOrderFromVeryManyPlacesHoldsNobodyUp() {
        List<Candidate> places = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            places.add(new Candidate(StockKey.of("TEA", "L" + i), 1, Optional.empty(), Optional.empty(), 1));
        }
        Demand demand = new Demand(List.of(new Want(0, places.size(), places)), Optional.empty());
        long start = System.nanoTime();
        assertThat(shipments(AllocationPolicy.fewestShipments().allocate(demand)))
                .hasSize(600);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    /** A warehouse has all of it, and two thousand stores have one each. */
    @Test
    void anOrderThatManyPlacesHavePartOfIsTakenFromTheOneThatHasAll() {
        List<Candidate> places = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            places.add(new Candidate(StockKey.of("TEA", "L" + i), 0, Optional.empty(), Optional.empty(), 1));
        }
        places.add(new Candidate(StockKey.of("TEA", "WAREHOUSE"), 1, Optional.empty(), Optional.empty(), 500));
        Demand demand = new Demand(List.of(new Want(0, 3, places)), Optional.empty());
        assertThat(shipments(AllocationPolicy.fewestShipments().allocate(demand)))
                .containsExactly(new LocationId("WAREHOUSE"));
    }

    @Property
    void aSingleLocationIsTheOneThatHasMost(@ForAll("small") Demand demand) {
        List<Take> takes = AllocationPolicy.singleLocation().allocate(demand);
        assertThat(shipments(takes)).hasSizeLessThanOrEqualTo(1);
        for (LocationId other : Sources.of(demand)) {
            assertThat(units(takes)).isGreaterThanOrEqualTo(units(Sources.takenFrom(List.of(other), demand)));
        }
    }

    /** A line that names the place may take any lot of it, one that names the lot only that. Elsewhere there is more of the lot. */
    @ParameterizedTest
    @ValueSource(strings = {AllocationPolicy.SINGLE_LOCATION, AllocationPolicy.FEWEST_SHIPMENTS})
    void whoHasNoChoiceAmongThePlacesChosenGoesFirst(String policy) {
        Candidate first = new Candidate(StockKey.of("TEA", "A", "L1"), 0, Optional.empty(), Optional.empty(), 1);
        Candidate second = new Candidate(StockKey.of("TEA", "A", "L2"), 0, Optional.empty(), Optional.empty(), 2);
        Candidate elsewhere = new Candidate(StockKey.of("TEA", "B", "L1"), 1, Optional.empty(), Optional.empty(), 100);
        Demand demand = new Demand(
                List.of(new Want(0, 2, List.of(first, second)), new Want(1, 1, List.of(first, elsewhere))),
                Optional.empty());
        List<Take> takes = Objects.requireNonNull(ALL.get(policy)).allocate(demand);
        assertThat(shipments(takes)).containsExactly(new LocationId("A"));
        assertThat(units(takes)).isEqualTo(3);
    }

    @Property
    void nothingIsLeftThatExpiresBeforeWhatIsTaken(@ForAll("large") Demand demand) {
        Map<StockKey, Long> taken = new HashMap<>();
        AllocationPolicy.firstExpiring().allocate(demand).forEach(take -> taken.put(take.key(), take.quantity()));
        for (Want want : demand.wants()) {
            Instant firstLeft = want.candidates().stream()
                    .filter(place -> taken.getOrDefault(place.key(), 0L) < place.available())
                    .map(place -> place.expiresAt().orElse(Instant.MAX))
                    .min(Instant::compareTo)
                    .orElse(Instant.MAX);
            assertThat(want.candidates())
                    .filteredOn(place -> taken.containsKey(place.key()))
                    .allMatch(place -> !place.expiresAt().orElse(Instant.MAX).isAfter(firstLeft));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            priority         | 5 of A=3/2 B=4/1 C=9/3            | A1 B4
            priority         | 2 of A=3/1 B=4/1                  | A2
            fewest-shipments | 5 of A=3/2 B=4/1 C=9/3            | C5
            fewest-shipments | 5 of A=3/2 B=4/1 C=4/3            | A1 B4
            fewest-shipments | 1 of A=1/1 C=1/3 ; 1 of B=1/1 C=1/3 | C1 C1
            nearest          | 5 of A=3/2 B=4/1 C=9/3            | A3 B2
            single-location  | 5 of A=3/2 B=4/1 C=5/3            | C5
            single-location  | 5 of A=3/2 B=4/1                  | B4
            priority         | 2 of Ax=1/1 Ay=1/1/8 Az=1/1/7 B=9/2/1 | Ay1 Az1
            first-expiring-first-out | 5 of A=3/1/9 B=4/2/3 C=9/0  | A1 B4
            first-expiring-first-out | 5 of A=3/1/3 B=4/0/3 C=9/0  | A1 B4
            evenly           | 6 of A=3/2 B=4/1 C=9/3            | A2 B2 C2
            evenly           | 7 of A=1/2 B=4/1 C=9/3            | A1 B3 C3
            evenly           | 5 of A=3/2 B=4/1 C=9/3            | A2 B2 C1
            evenly           | 4 of Ax=9/1/8 Ay=9/1/7 B=9/2/1    | Ay2 B2
            evenly           | 8 of Ax=9/1/8 Ay=3/1/7 B=9/2/1    | Ax1 Ay3 B4
            """)
    void eachTakesInItsOwnWay(String name, String order, String expected) {
        List<Want> wants = new ArrayList<>();
        for (String line : order.split(";", -1)) {
            wants.add(want(wants.size(), line.strip()));
        }
        List<String> takes = new ArrayList<>();
        for (Take take :
                Objects.requireNonNull(ALL.get(name)).allocate(new Demand(wants, Optional.of(onTheEquator(0))))) {
            takes.add(take.key().location() + "" + take.key().lot() + take.quantity());
        }
        assertThat(takes.stream().sorted()).containsExactly(expected.split(" ", -1));
    }

    private static Want want(int line, String text) {
        String[] words = text.split(" ", -1);
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 2; i < words.length; i++) {
            String[] parts = words[i].split("[=/]", -1);
            Coordinates where = onTheEquator(parts[0].charAt(0) - 'A');
            candidates.add(new Candidate(
                    new StockKey(
                            new Sku("SKU" + line),
                            new LocationId(parts[0].substring(0, 1)),
                            new Lot(parts[0].substring(1))),
                    Integer.parseInt(parts[2]),
                    Optional.of(where),
                    parts.length > 3 ? Optional.of(Instant.ofEpochSecond(Long.parseLong(parts[3]))) : Optional.empty(),
                    Long.parseLong(parts[1])));
        }
        return new Want(line, Long.parseLong(words[0]), candidates);
    }
}
