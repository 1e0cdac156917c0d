package dev.inventoryledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.internal.OrderedIds;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ids that are made up are unique, and stand in the order of their making. */
class CommandIdTest {
    private static final long LAST = 56_800_235_583L;

    CommandIdTest() {}

    @Test
    void noTwoAreTheSameHoweverManyMakeThem() {
        List<String> ids = IntStream.range(0, 10_000)
                .parallel()
                .mapToObj(i -> CommandId.random().value())
                .toList();
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9A-Za-z]{20}"));
    }

    @Test
    void eachStandsBehindThoseBefore() {
        List<CommandId> ids = Stream.generate(CommandId::random).limit(10_000).toList();
        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    /** At these milliseconds since 1970, the first two random numbers of a new millisecond being these. */
    @ParameterizedTest
    @CsvSource({
        "0, 0 0, 00000000000000000000",
        "61 62, 0 0 1 2, 0000000z000000000000 00000010000001000002",
        "1 1, 7 8, 00000001000007000008 00000001000007000009",
        "5 4 5 6, 1 1 2 2, 00000005000001000001 00000005000001000002 00000005000001000003 00000006000002000002",
        "1 1, 0 LAST, 00000001000000zzzzzz 00000001000001000000",
        "1 1 2, LAST LAST, 00000001zzzzzzzzzzzz 00000002000000000000 00000002000000000001",
        "1769860800123, LAST 0, 0V9shY9Tzzzzzz000000",
    })
    void itIsTheTimeAndARandomNumber(String millis, String randoms, String ids) {
        Deque<Long> times = numbers(millis);
        Deque<Long> numbers = numbers(randoms);
        OrderedIds made = new OrderedIds(times::remove, new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException("only within bounds");
            }

            @Override
            public long nextLong(long bound) {
                assertThat(bound).isEqualTo(LAST + 1);
                return numbers.remove();
            }
        });
        List<String> found = new ArrayList<>();
        while (!times.isEmpty()) {
            found.add(made.next());
        }
        assertThat(String.join(" ", found)).isEqualTo(ids);
        assertThat(numbers).isEmpty();
    }

    private static Deque<Long> numbers(String text) {
        return new ArrayDeque<>(
                Arrays.stream(text.replace("LAST", String.valueOf(LAST)).split(" ", -1))
                        .map(Long::valueOf)
                        .toList());
    }
}
