package dev.inventoryledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.Balance;
import dev.inventoryledger.CommandType;
import dev.inventoryledger.Entry;
import dev.inventoryledger.Fingerprint;
import dev.inventoryledger.Line;
import dev.inventoryledger.MovementType;
import dev.inventoryledger.Origin;
import dev.inventoryledger.Phase;
import dev.inventoryledger.Posting;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.ReservationLine;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.StockStatus;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.Replacement;
import dev.inventoryledger.spi.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The text of the one statement is remembered by the shape of what it writes: whatever has the same shape must have the same text. */
class StatementTextTest {
    private static final Instant NOW = Instant.EPOCH;
    private static final int MANY = 3;

    private final Map<Integer, String> texts = new HashMap<>();
    private int names;

    @Property(tries = 2_000)
    void changeSetsOfOneShapeAreWrittenByOneText(
            @ForAll @Size(min = 1, max = MANY) List<@IntRange(max = 8_191) Integer> seeds) {
        List<ChangeSet> parts = seeds.stream().map(this::changes).toList();
        String text = new OneStatement(Engine.of(Dialect.POSTGRESQL), new Names("", "inventory_"), "shop")
                .prepare(parts)
                .query()
                .text();
        assertThat(text).isEqualTo(texts.merge(NumberedRows.of(parts).shape(), text, (first, later) -> first));
    }

    /** Two bits say how many rows there are of a kind, from none to three, and one whether there are one or two entries. */
    private ChangeSet changes(int seed) {
        Map<DocumentId, Long> guards = new TreeMap<>();
        some(seed, this::guard).forEach(id -> guards.put(id, 1L));
        List<Replacement<Reservation>> reservations =
                new ArrayList<>(some(seed >> 2, number -> reservation(1, seed >> 9)));
        reservations.addAll(some(seed >> 4, number -> reservation(0, seed >> 9)));
        List<Entry> entries = some((seed >> 6) % 2 + 1, number -> entry(seed >> 11, nameOf(number, reservations)));
        return new ChangeSet(
                some(seed >> 7, this::level), reservations, List.of(), Map.of(), guards, List.of(), entries);
    }

    /** Commands that make a reservation are told by that. */
    private String nameOf(int command, List<Replacement<Reservation>> made) {
        return command < made.size() ? made.get(command).row().id().value() : name();
    }

    private static <T> List<T> some(int bits, IntFunction<T> row) {
        return IntStream.range(0, bits % (MANY + 1)).mapToObj(row).toList();
    }

    private String name() {
        return "N" + ++names;
    }

    private DocumentId guard(int number) {
        return DocumentId.ofItem(new Sku(name()));
    }

    private Replacement<LevelRow> level(int number) {
        LevelRow row = new LevelRow(
                StockKey.of(name(), "A"), 2, Balance.ZERO, StockStatus.IN_STOCK, NOW, Optional.empty(), Terms.PLAIN);
        return new Replacement<>(1, row);
    }

    private Replacement<Reservation> reservation(long replaces, int lines) {
        List<ReservationLine> all = some(lines, number -> line(number + 1));
        Reservation row = new Reservation(
                new ReservationId(name()),
                replaces + 1,
                Phase.HELD,
                all,
                Optional.empty(),
                Optional.empty(),
                NOW,
                NOW,
                NOW);
        return new Replacement<>(replaces, row);
    }

    private static ReservationLine line(int number) {
        return new ReservationLine(
                number, Line.of("TEA", 1), Optional.of(StockKey.of("TEA", "A")), 1, 1, 0, 0, 0, 0, Optional.empty());
    }

    private Entry entry(int postings, String commandId) {
        return new Entry(
                Entry.UNPLACED,
                CommandType.RECEIVE,
                Origin.of(commandId),
                new Fingerprint(1, 2),
                NOW,
                some(postings, this::posting),
                List.of(),
                Optional.empty());
    }

    private Posting posting(int number) {
        return new Posting(
                StockKey.of(name(), "A"),
                2,
                MovementType.RECEIPT,
                Optional.empty(),
                Balance.ZERO,
                new Balance(1, 0, 0),
                NOW);
    }
}
