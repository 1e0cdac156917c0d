package dev.inventoryledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.inventoryledger.Balance;
import dev.inventoryledger.CommandType;
import dev.inventoryledger.Entry;
import dev.inventoryledger.Fingerprint;
import dev.inventoryledger.MovementType;
import dev.inventoryledger.Origin;
import dev.inventoryledger.Phase;
import dev.inventoryledger.Posting;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.StockStatus;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.CommitResult;
import dev.inventoryledger.spi.CommitResult.Committed;
import dev.inventoryledger.spi.CommitResult.Stale;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.DocumentKind;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.Replacement;
import dev.inventoryledger.spi.Snapshot;
import dev.inventoryledger.spi.Terms;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On PostgreSQL, one statement writes several change sets, and leaves those that are stale. */
class SeveralChangeSetsTest {
    private static final HikariDataSource DATA_SOURCE = Databases.postgres("TRANSACTION_READ_COMMITTED");

    private final JdbcStockStore store = Databases.newTenant(DATA_SOURCE);
    private int commands;

    SeveralChangeSetsTest() {
        // Of each, version 1.
        for (String key : List.of("TEA@A", "TEA@B", "CUP@A", "POT@A")) {
            committed(new ChangeSet(
                    List.of(level(key, 0)),
                    List.of(),
                    List.of(),
                    Map.of(),
                    Map.of(),
                    List.of(),
                    List.of(entry(key, 1))));
        }
        for (String id : List.of("R1", "R2")) {
            committed(new ChangeSet(
                    List.of(),
                    List.of(reservation(id, 0)),
                    List.of(),
                    Map.of(),
                    Map.of(),
                    List.of(),
                    List.of(entry())));
        }
    }

    /** Each change set names what it replaces, with the version; those that are written are told by their numbers. */
    @ParameterizedTest
    @CsvSource({
        "TEA@A:1 CUP@A:1 POT@A:1, 1 2 3",
        "TEA@A:1 CUP@A:2 POT@A:1, 1 3",
        "TEA@A:2 CUP@A:2 POT@A:1, 3",
        "TEA@A:2 CUP@A:2 POT@A:2, ''",
        "POT@A:1 CUP@A:2 TEA@A:1, 1 3",
        "TEA@A:1&TEA@B:1 CUP@A:2 POT@A:1, 1 3",
        "TEA@A:1&TEA@B:2 CUP@A:1, 2",
        "TEA@A:2&TEA@B:1 CUP@A:1, 2",
        "TEA@A:1&R1:1 CUP@A:1&R2:2 POT@A:1, 1 3",
        "TEA@A:2&R1:1 CUP@A:1, 2",
        "R1:1 R2:2 R3:0, 1 3",
        "R3:0&TEA@A:2 R4:0&CUP@A:1, 2",
        "R1:2 R3:0, 2",
        "R3:0 R4:0, 1 2",
        "R1:0 TEA@A:1, ''",
    })
    void whatIsStaleIsLeft(String writes, String written) {
        List<ChangeSet> parts =
                Stream.of(writes.split(" ", -1)).map(this::changes).toList();
        long before = store.extent().newest();
        List<CommitResult> results = store.commitEach(parts);
        List<String> found = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            if (results.get(i) instanceof Committed) {
                found.add(String.valueOf(i + 1));
            }
            assertIsWholeOrNothing(parts.get(i), results.get(i));
        }
        assertThat(String.join(" ", found)).isEqualTo(written);
        // No position is lost.
        assertThat(store.extent().newest()).isEqualTo(before + found.size());
    }

    @Test
    void aDuplicateCommandKeepsAllBack() {
        ChangeSet first = changes("TEA@A:1");
        committed(first);
        ChangeSet again = changes("CUP@A:1").entering(first.entries());
        assertThat(store.commitEach(List.of(again, changes("POT@A:1")))).hasOnlyElementsOfType(Stale.class);
    }

    @Test
    void aGuardThatFailsKeepsAllBack() {
        ChangeSet guarded = changes("TEA@A:1");
        ChangeSet relying = new ChangeSet(
                guarded.levels(),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(new DocumentId(DocumentKind.ITEM, "TEA"), 1L),
                List.of(),
                guarded.entries());
        assertThat(store.commitEach(List.of(relying, changes("POT@A:1")))).hasOnlyElementsOfType(Stale.class);
    }

    @Test
    @Timeout(30)
    void nobodyWaitsForWhoeverWritesARow() throws Exception {
        try (Connection other = DATA_SOURCE.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            assertThat(statement.executeUpdate("update inventory_level set on_hand = on_hand where sku = 'CUP'"))
                    .isPositive();
            List<CommitResult> results =
                    store.commitEach(List.of(changes("TEA@A:1"), changes("CUP@A:1"), changes("POT@A:1")));
            assertThat(results.get(0)).isInstanceOf(Committed.class);
            assertThat(results.get(1)).isInstanceOf(Stale.class);
            assertThat(results.get(2)).isInstanceOf(Committed.class);
            other.rollback();
        }
        committed(changes("CUP@A:1"));
    }

    @AfterEach
    void positionsOfAKeyRiseWithItsVersions() throws Exception {
        try (Connection connection = DATA_SOURCE.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select count(*) from inventory_posting p join inventory_posting q"
                                + " on q.tenant = p.tenant and q.sku = p.sku and q.location = p.location"
                                + " where q.version > p.version and q.position < p.position")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getLong(1)).isZero();
        }
    }

    private void assertIsWholeOrNothing(ChangeSet part, CommitResult result) {
        boolean isWritten = result instanceof Committed;
        Snapshot after = store.load(part.rows());
        for (Entry entry : part.entries()) {
            assertThat(after.remembered().containsKey(entry.commandId())).isEqualTo(isWritten);
        }
        for (Replacement<LevelRow> change : part.levels()) {
            assertThat(after.levels().contains(change.row())).as("%s", change).isEqualTo(isWritten);
        }
        for (Replacement<Reservation> change : part.reservations()) {
            Reservation row = change.row();
            assertThat(row.equals(after.reservations().get(row.id())))
                    .as("%s", change)
                    .isEqualTo(isWritten);
        }
        if (result instanceof Stale stale) {
            assertThat(stale.current().request().covers(part.rows())).isTrue();
            assertThat(stale.current().levels()).containsAll(after.levels());
        } else {
            Entry entry = part.entries().get(0);
            long position = ((Committed) result).positions().get(0);
            assertThat(after.remembered()).containsEntry(entry.commandId(), entry.at(position));
        }
    }

    private void committed(ChangeSet changes) {
        assertThat(store.commit(changes)).isInstanceOf(Committed.class);
    }

    private ChangeSet changes(String writes) {
        List<Replacement<LevelRow>> levels = new ArrayList<>();
        List<Replacement<Reservation>> reservations = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        for (String each : writes.split("&", -1)) {
            String[] row = each.split(":", -1);
            long replaces = Long.parseLong(row[1]);
            if (row[0].contains("@")) {
                levels.add(level(row[0], replaces));
                entries.add(entry(row[0], replaces + 1));
            } else {
                reservations.add(reservation(row[0], replaces));
                entries.add(entry());
            }
        }
        return new ChangeSet(levels, reservations, List.of(), Map.of(), Map.of(), List.of(), entries.subList(0, 1));
    }

    private static StockKey key(String name) {
        String[] key = name.split("@", -1);
        return StockKey.of(key[0], key[1]);
    }

    private static Replacement<LevelRow> level(String key, long replaces) {
        return new Replacement<>(
                replaces,
                new LevelRow(
                        key(key),
                        replaces + 1,
                        new Balance(replaces + 5, 0, 0),
                        StockStatus.IN_STOCK,
                        TestClock.START,
                        Optional.empty(),
                        Terms.PLAIN));
    }

    private Replacement<Reservation> reservation(String id, long replaces) {
        return new Replacement<>(
                replaces,
                new Reservation(
                        new ReservationId(id),
                        replaces + 1,
                        Phase.HELD,
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        TestClock.START,
                        TestClock.START.plusSeconds(commands),
                        TestClock.START));
    }

    private Entry entry(String key, long version) {
        Posting posting = new Posting(
                key(key),
                version,
                MovementType.RECEIPT,
                Optional.empty(),
                new Balance(version + 3, 0, 0),
                new Balance(version + 4, 0, 0),
                TestClock.START);
        return entry(List.of(posting));
    }

    private Entry entry() {
        return entry(List.of());
    }

    private Entry entry(List<Posting> postings) {
        commands++;
        return new Entry(
                Entry.UNPLACED,
                CommandType.RECEIVE,
                Origin.of("c" + commands),
                new Fingerprint(1, 2),
                TestClock.START,
                postings,
                List.of(),
                Optional.empty());
    }
}
