package dev.inventoryledger.internal.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.Balance;
import dev.inventoryledger.CommandId;
import dev.inventoryledger.CommandType;
import dev.inventoryledger.Entry;
import dev.inventoryledger.Fingerprint;
import dev.inventoryledger.Origin;
import dev.inventoryledger.Phase;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.StockStatus;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.DocumentKind;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.Replacement;
import dev.inventoryledger.spi.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A batch falls into parts that share no SKU and no reservation; what may bind more than that stays whole. */
class PartsTest {
    private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");

    /** What each command writes: a stock key, a reservation (#), a level that it relies on (!) or several of these. */
    @ParameterizedTest
    @CsvSource({
        "TEA@A, 1",
        "TEA@A CUP@A POT@A, 1 2 3",
        "TEA@A CUP@A TEA@A CUP@A, 1+3 2+4",
        "TEA@A TEA@B, 1+2",
        "TEA@A CUP@A TEA@B&CUP@B POT@A, 1+2+3 4",
        "TEA@A CUP@A&POT@A JAR@A POT@B&JAR@B, 1 2+3+4",
        "#R1 #R2 #R1, 1+3 2",
        "#R1&TEA@A #R1&CUP@A CUP@B, 1+2+3",
        "TEA@A CUP@A&!POT@A, 1+2",
        "TEA@A - CUP@A, 1 2 3",
    })
    void whatSharesNothingIsApart(String writes, String parts) {
        List<ChangeSet> changes = all(writes);
        assertThat(Parts.of(changes, entries(changes.size())))
                .extracting(PartsTest::commands)
                .containsExactly(parts.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource({
        "TEA@A, 1",
        "TEA@A CUP@A, 1 2",
        "TEA@A CUP@A POT@A JAR@A, 1+2 3+4",
        "TEA@A CUP@A POT@A, 1 2+3",
        "TEA@A CUP@A TEA@A CUP@A, 1+3 2+4",
        "TEA@A TEA@A CUP@A TEA@A POT@A, 1+2+4 3+5",
        "TEA@A CUP@A POT@A TEA@A JAR@A CUP@A, 1+3+4 2+5+6",
        "TEA@A CUP@A CUP@B CUP@A POT@A, 1+5 2+3+4",
        "TEA@A TEA@B, 1+2",
        "TEA@A CUP@A&!POT@A, 1+2",
    })
    void whatSharesNothingIsPutTogetherToHalves(String writes, String halves) {
        List<ChangeSet> changes = all(writes);
        assertThat(Parts.halves(changes, entries(changes.size())))
                .extracting(PartsTest::commands)
                .containsExactly(halves.split(" ", -1));
    }

    private static List<ChangeSet> all(String writes) {
        return Stream.of(writes.split(" ", -1)).map(PartsTest::changes).toList();
    }

    private static List<Entry> entries(int size) {
        return Stream.iterate(1, i -> i + 1)
                .limit(size)
                .map(i -> entry(String.valueOf(i)))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"2", "4"})
    void entriesOfRefusalsKeepItWhole(int entries) {
        List<ChangeSet> changes = List.of(changes("TEA@A"), changes("CUP@A"), changes("POT@A"));
        List<Entry> all = entries(entries);
        assertThat(Parts.of(changes, all)).singleElement().satisfies(part -> {
            assertThat(part.entries()).isEqualTo(all);
            assertThat(part.levels()).hasSize(3);
        });
    }

    private static String commands(ChangeSet part) {
        return String.join(
                "+",
                part.entries().stream()
                        .map(Entry::commandId)
                        .map(CommandId::value)
                        .toList());
    }

    private static ChangeSet changes(String writes) {
        List<Replacement<LevelRow>> levels = new ArrayList<>();
        List<Replacement<Reservation>> reservations = new ArrayList<>();
        Map<StockKey, Long> guarded = writes.contains("!") ? Map.of(StockKey.of("POT", "Z"), 1L) : Map.of();
        for (String each : writes.split("&", -1)) {
            if (each.startsWith("#")) {
                reservations.add(new Replacement<>(1, reservation(each.substring(1))));
            } else if (each.contains("@") && !each.startsWith("!")) {
                String[] key = each.split("@", -1);
                levels.add(new Replacement<>(1, level(StockKey.of(key[0], key[1]))));
            }
        }
        // That all rely on the same document binds nothing.
        Map<DocumentId, Long> documents = Map.of(new DocumentId(DocumentKind.LOCATION, "A"), 1L);
        return new ChangeSet(levels, reservations, List.of(), guarded, documents, List.of(), List.of());
    }

    private static LevelRow level(StockKey key) {
        return new LevelRow(key, 2, new Balance(5, 0, 0), StockStatus.IN_STOCK, NOW, Optional.empty(), Terms.PLAIN);
    }

    private static Reservation reservation(String id) {
        return new Reservation(
                new ReservationId(id), 2, Phase.HELD, List.of(), Optional.empty(), Optional.empty(), NOW, NOW, NOW);
    }

    private static Entry entry(String command) {
        return new Entry(
                Entry.UNPLACED,
                CommandType.RESERVE,
                Origin.of(command),
                new Fingerprint(1, 2),
                NOW,
                List.of(),
                List.of(),
                Optional.empty());
    }
}
