package dev.inventoryledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.inventoryledger.Anchor;
import dev.inventoryledger.AuditReport;
import dev.inventoryledger.AuditReport.Violation;
import dev.inventoryledger.Entry;
import dev.inventoryledger.Hold;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.Location;
import dev.inventoryledger.RebuildReport;
import dev.inventoryledger.RebuildReport.Difference;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.StockStoreException;
import dev.inventoryledger.UnreadableEntryException;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.command.Sourcing;
import dev.inventoryledger.policy.Archive;
import dev.inventoryledger.policy.RetentionPolicy;
import dev.inventoryledger.spi.Codec;
import dev.inventoryledger.testkit.Heard;
import dev.inventoryledger.view.StockView;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever edits rows behind the ledger's back is found out, column by column and row by row. */
@ParameterizedClass
@EnumSource(Dialect.class)
class TamperingTest {
    private static final byte[] KEY = "not in the database".getBytes(StandardCharsets.UTF_8);

    private final Dialect dialect;
    private HikariDataSource dataSource;
    private InventoryLedger ledger;
    private Anchor anchor = Anchor.START;

    TamperingTest(Dialect dialect) {
        this.dialect = dialect;
    }

    @BeforeEach
    void open() {
        dataSource = dialect == Dialect.H2
                ? Databases.h2("TRANSACTION_READ_COMMITTED")
                : Databases.postgres("TRANSACTION_READ_COMMITTED");
        ledger = InventoryLedger.over(
                        JdbcStockStore.builder(dataSource).createSchema().build())
                .sealWith(KEY)
                .build();
        ledger.registerLocation(Location.of("A")).orElseThrow();
        ledger.registerItem(Item.of("TEA", "Tea").withReorder(3, 10)).orElseThrow();
        ledger.receive("TEA", "A", 10).orElseThrow();
        ledger.execute(Reserve.of(Line.of("TEA", 3).at("A"))
                        .as("R1")
                        .forOwner("cart")
                        .forOrder("order"))
                .orElseThrow();
        ledger.execute(Receive.of("TEA", "A", 1)).orElseThrow();
        ledger.extend(new ReservationId("R1"), Hold.lasting(Duration.ofDays(1))).orElseThrow();
        anchor = ledger.audit().anchor();
        assertThat(ledger.audit().violations()).isEmpty();
    }

    @AfterEach
    void close() {
        dataSource.close();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).as(sql).isEqualTo(1);
        }
    }

    private String single(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).as(sql).isTrue();
            return rows.getString(1);
        }
    }

    private Set<String> columns(String table) throws SQLException {
        Set<String> names = new TreeSet<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select * from inventory_" + table)) {
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                names.add(rows.getMetaData().getColumnName(i).toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    /** What each column is changed to; a change that the database itself refuses needs no audit. */
    private static Map<String, String> changes(String... columnsAndValues) {
        Map<String, String> changes = new LinkedHashMap<>();
        for (int i = 0; i < columnsAndValues.length; i += 2) {
            changes.put(columnsAndValues[i], columnsAndValues[i + 1]);
        }
        return changes;
    }

    private void eachIsFound(String table, String row, String subject, Map<String, String> changes, Set<String> derived)
            throws SQLException {
        Set<String> known = new TreeSet<>(changes.keySet());
        known.addAll(derived);
        assertThat(known).as("no column of " + table + " is left out").isEqualTo(columns(table));
        List<String> missed = new ArrayList<>();
        for (Map.Entry<String, String> change : changes.entrySet()) {
            String column = change.getKey();
            copy(table);
            String set = " set " + column + " = " + change.getValue() + " where ";
            if (isAccepted("update inventory_" + table + set + row)) {
                AuditReport report = ledger.audit();
                if (!names(report.violations(), subject)) {
                    missed.add(column + ": " + report.violations());
                }
                restore(table);
            }
        }
        assertThat(missed).isEmpty();
        assertThat(ledger.audit(anchor).violations()).as("all is as it was").isEmpty();
    }

    private static boolean names(List<Violation> violations, String subject) {
        return violations.stream().anyMatch(violation -> violation.toString().contains(subject));
    }

    private boolean isAccepted(String sql) throws SQLException {
        try {
            execute(sql);
            return true;
        } catch (SQLException refused) {
            assertThat(refused.getSQLState()).as(sql + ": " + refused).startsWith("23");
            return false;
        }
    }

    private void copy(String table) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists copy");
            statement.execute("create table copy as select * from inventory_" + table);
        }
    }

    private void restore(String table) throws SQLException {
        Set<String> columns = columns(table);
        columns.removeAll(List.of("below_point"));
        String names = String.join(", ", columns);
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("delete from inventory_" + table);
            statement.execute("insert into inventory_" + table + " (" + names + ") select " + names + " from copy");
        }
    }

    private String bytes(String hex) {
        return dialect == Dialect.H2 ? "X'" + hex + "'" : "decode('" + hex + "', 'hex')";
    }

    private static final String LATER = "timestamp with time zone '2030-01-01 00:00:00+00'";

    @Test
    void everyColumnOfALevel() throws Exception {
        eachIsFound(
                "level",
                "sku = 'TEA'",
                "TEA@A",
                changes(
                        "tenant", "'other'",
                        "sku", "'CUP'",
                        "location", "'B'",
                        "lot", "'L'",
                        "version", "version + 1",
                        "on_hand", "on_hand + 1",
                        "reserved", "reserved - 1",
                        "allocated", "1",
                        "status", "'OUT'",
                        "changed_at", LATER,
                        "due_from", LATER),
                dialect == Dialect.H2 ? Set.of("below_point", "terms") : Set.of("terms"));
    }

    /** That a level sends whoever asks to its item is no harm; that it speaks for another kind of item is. */
    @Test
    void termsThatAreNotTheItems() throws Exception {
        ledger.changeItem(Item.of("TEA", "Tea").withLeadTime(Duration.ofDays(1)))
                .orElseThrow();
        execute("update inventory_level set terms = 'PLAIN' where sku = 'TEA'");
        assertThat(names(ledger.audit().violations(), "TEA@A")).isTrue();
    }

    @Test
    void everyColumnOfAReservation() throws Exception {
        eachIsFound(
                "reservation",
                "id = 'R1'",
                "R1",
                changes(
                        "tenant", "'other'",
                        "id", "'R2'",
                        "version", "version + 1",
                        "phase", "'CONFIRMED'",
                        "owner", "'another'",
                        "order_id", "null",
                        "created_at", LATER,
                        "changed_at", LATER,
                        "expires_at", LATER,
                        "sourcing",
                                bytes(HexFormat.of()
                                        .formatHex(
                                                Codec.encode(Sourcing.standard().within("B")))),
                        "retaken_at", LATER),
                Set.of());
    }

    @Test
    void everyColumnOfALine() throws Exception {
        eachIsFound(
                "reservation_line",
                "reservation_id = 'R1'",
                "R1",
                changes(
                        "tenant", "'other'",
                        "reservation_id", "'R2'",
                        "ordinal", "1",
                        "number", "2",
                        "sku", "'CUP'",
                        "location", "'B'",
                        "lot", "'L'",
                        "asked_location", "null",
                        "asked_lot", "'L'",
                        "asked_quantity", "4",
                        "phase", "'CONFIRMED'",
                        "expires_at", LATER,
                        "requested", "requested + 1",
                        "open", "open + 1",
                        "outstanding", "1",
                        "fulfilled", "1",
                        "released", "1",
                        "expired", "1",
                        "promised_supply", "'PO-1'",
                        "promised_at", LATER),
                Set.of());
        for (String shifted : List.of("outstanding", "fulfilled", "released", "expired")) {
            copy("reservation_line");
            execute("update inventory_reservation_line set open = open - 1, " + shifted + " = 1");
            assertThat(names(ledger.audit().violations(), "R1")).as(shifted).isTrue();
            restore("reservation_line");
        }
    }

    @Test
    void everyColumnOfAnEntry() throws Exception {
        String position = single("select min(position) from inventory_posting where type = 'RESERVATION'");
        eachIsFound(
                "entry",
                "position = " + position,
                " " + position,
                changes(
                        "tenant", "'other'",
                        "position", "position + 1000",
                        "type", "'TRANSFER'",
                        "command_id", "'another'",
                        "rejected_command_id", "'another'",
                        "actor", "'mallory'",
                        "reason", "'because'",
                        "reference", "'elsewhere'",
                        "content_high", "content_high + 1",
                        "content_low", "content_low + 1",
                        "recorded_at", LATER,
                        "facts", bytes("0400"),
                        "digest_high", "digest_high + 1",
                        "digest_low", "null"),
                Set.of());
    }

    @Test
    void everyColumnOfAPosting() throws Exception {
        String position = single("select min(position) from inventory_posting where type = 'RESERVATION'");
        eachIsFound(
                "posting",
                "position = " + position,
                "position " + position,
                changes(
                        "position", "position + 1000",
                        "ordinal", "1",
                        "tenant", "'other'",
                        "sku", "'CUP'",
                        "location", "'B'",
                        "lot", "'L'",
                        "version", "version + 7",
                        "type", "'SHORTAGE'",
                        "reservation_id", "'R2'",
                        "on_hand_before", "on_hand_before + 1",
                        "reserved_before", "reserved_before + 1",
                        "allocated_before", "allocated_before + 1",
                        "on_hand_after", "on_hand_after + 1",
                        "reserved_after", "reserved_after + 1",
                        "allocated_after", "allocated_after + 1",
                        "effective_at", LATER,
                        "recorded_at", LATER),
                Set.of());
    }

    private void isFound(String table, String sql, String subject) throws SQLException {
        copy(table);
        execute(sql);
        List<Violation> violations = ledger.audit().violations();
        assertThat(names(violations, subject)).as(sql + " gives " + violations).isTrue();
        restore(table);
    }

    @Test
    void rowsThatAreRemoved() throws Exception {
        String position = single("select min(position) from inventory_posting where type = 'RESERVATION'");
        isFound("level", "delete from inventory_level", "TEA@A");
        isFound("reservation", "delete from inventory_reservation", "R1");
        isFound("reservation_line", "delete from inventory_reservation_line", "R1");
        isFound("posting", "delete from inventory_posting where position = " + position, "position " + position);
        isFound("entry", "delete from inventory_entry where position = " + position, "version 3 follows version 1");
        isFound("entry", "delete from inventory_entry where type = 'EXTEND'", "R1");
    }

    @Test
    void rowsThatAreInserted() throws Exception {
        isFound(
                "level",
                "insert into inventory_level (tenant, sku, location, lot, version, on_hand, reserved, allocated,"
                        + " status, changed_at) values ('', 'GHOST', 'A', '', 1, 5, 0, 0, 'IN_STOCK', " + LATER + ")",
                "GHOST@A");
        String ghost =
                "insert into inventory_reservation (tenant, id, version, phase, created_at, changed_at, expires_at)"
                        + " values ('', 'GHOST', 1, 'CLOSED', " + LATER + ", " + LATER + ", " + LATER + ")";
        isFound("reservation", ghost, "GHOST");
        String line = "insert into inventory_reservation_line (tenant, reservation_id, ordinal, number, sku, location,"
                + " lot, asked_quantity, phase, expires_at, requested, open, outstanding, fulfilled, released, expired)"
                + " select '', '%s', 1, 2, 'TEA', 'A', '', 1, phase, expires_at, 1, 0, 0, 1, 0, 0"
                + " from inventory_reservation where id = 'R1'";
        isFound("reservation_line", line.formatted("R1"), "R1");
        isFound("reservation_line", line.formatted("GHOST"), "GHOST");
        String posting = "insert into inventory_posting (position, ordinal, tenant, sku, location, lot, version, type,"
                + " on_hand_before, reserved_before, allocated_before, on_hand_after, reserved_after, allocated_after,"
                + " effective_at, recorded_at) select %s, 1, '', '%s', 'A', '', 9, 'RECEIPT', 0, 0, 0, 1, 0, 0,"
                + " recorded_at, recorded_at from inventory_entry where type = 'EXTEND'";
        isFound("posting", posting.formatted("999999", "GHOST"), "GHOST");
        isFound("posting", posting.formatted("-5", "GHOST"), "GHOST");
        String position = single("select position from inventory_entry where type = 'EXTEND'");
        isFound("posting", posting.formatted(position, "TEA"), "posting " + position);
        isFound(
                "entry",
                "insert into inventory_entry (position, tenant, type, command_id, content_high, content_low,"
                        + " recorded_at, facts) select position + 1000, '', type, 'forged', 1, 2, recorded_at, facts"
                        + " from inventory_entry where type = 'EXTEND'",
                "bears no digest");
        ledger.prune(RetentionPolicy.keeping(Duration.ZERO), Archive.NOTHING);
        isFound("reservation", ghost, "GHOST");
    }

    /** Whoever has no key can't work digests out, nor do without. */
    @Test
    void digestsThatAreTakenAwayFromTheFirstOn() throws Exception {
        isFound(
                "entry",
                "update inventory_entry set digest_low = null"
                        + " where position = (select min(position) from inventory_entry)",
                "bears no digest");
    }

    @Test
    void whatNoLedgerCouldHaveWrittenIsNamed() throws Exception {
        String position = single("select min(position) from inventory_posting where type = 'RESERVATION'");
        isFound("entry", "update inventory_entry set type = 'X' where position = " + position, "position " + position);
        isFound("posting", "update inventory_posting set type = 'X' where position = " + position, position);
        for (String broken : List.of("level set status = 'X'", "reservation_line set asked_quantity = -1")) {
            String table = broken.substring(0, broken.indexOf(' '));
            copy(table);
            execute("update inventory_" + broken);
            assertThatThrownBy(() -> ledger.audit())
                    .isInstanceOf(StockStoreException.class)
                    .hasMessageContaining("cannot be read");
            restore(table);
        }
        ledger.registerLocation(Location.of("B")).orElseThrow();
        ledger.transfer("TEA", "A", "B", 1).orElseThrow();
        isFound(
                "posting",
                "update inventory_posting set on_hand_before = " + Long.MIN_VALUE
                        + " where type = 'TRANSFER' and location = 'A'",
                "TEA");
        assertThat(ledger.audit(anchor).violations()).isEmpty();
    }

    /** Whoever says that entries were pruned has to say it in the document, which is sealed. */
    @Test
    void aPruningThatNobodyDid() throws Exception {
        String pruned = "the journal was pruned up to ";
        String tip = single("select max(position) from inventory_entry");
        copy("pruning");
        execute("insert into inventory_pruning (tenant, up_to) values ('', " + tip + ")");
        assertThat(names(ledger.audit().violations(), pruned + tip)).isTrue();
        assertThat(names(ledger.audit(anchor).violations(), pruned + tip)).isTrue();
        restore("pruning");
        ledger.prune(RetentionPolicy.keeping(Duration.ZERO), Archive.NOTHING);
        assertThat(ledger.audit().violations()).isEmpty();
        isFound("document", "delete from inventory_document where kind = 'PRUNING'", pruned + tip);
        isFound("pruning", "update inventory_pruning set up_to = up_to + 1", pruned);
    }

    /** What only the anchor can show: a tail that is cut off so that everything agrees, and entries that move nothing. */
    @Test
    void whatOnlyAnAnchorShows() throws Exception {
        ledger.registerItem(Item.of("CUP", "Cup")).orElseThrow();
        Anchor withCup = ledger.audit().anchor();
        execute("delete from inventory_entry where position = " + withCup.position());
        execute("delete from inventory_document where name = 'CUP'");
        assertThat(ledger.audit().violations())
                .as("nothing that is left betrays it")
                .isEmpty();
        assertThat(ledger.audit(withCup).violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.message()).contains("its tail is gone"));
        ledger.registerItem(Item.of("MUG", "Mug")).orElseThrow();
        assertThat(ledger.audit(withCup).isClean())
                .as("nor does what is written since hide it")
                .isFalse();
    }

    private long itemVersion() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select version from inventory_document where kind = 'ITEM' and name = 'TEA'")) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        }
    }

    /** By a version that the level has had with other figures. */
    @Test
    void aViewFollowsWhatIsMended() throws Exception {
        execute("update inventory_level set on_hand = 99, version = version + 1");
        try (StockView view = ledger.view()) {
            ledger.rebuild().differences().forEach(found -> ledger.mend(found).orElseThrow());
            long mended = ledger.entries(0, 100).stream()
                    .mapToLong(Entry::position)
                    .max()
                    .orElseThrow();
            Heard.until(
                    "the view has come so far", () -> view.availability("TEA").position() >= mended);
            assertThat(view.availability("TEA").value()).isEqualTo(ledger.availability("TEA"));
        }
    }

    /** Its level would differ from a journal that lacks it, and be mended for that. */
    @Test
    void aRebuildDoesNotPassOverWhatItCannotRead() throws Exception {
        String position = single("select max(position) from inventory_posting where type = 'RECEIPT'");
        execute("update inventory_posting set type = 'X' where position = " + position);
        assertThatThrownBy(ledger::rebuild)
                .isInstanceOf(UnreadableEntryException.class)
                .hasMessageContaining(position);
        assertThat(ledger.audit().violations()).isNotEmpty();
    }

    @Test
    void aLevelThatWasEditedIsMendedByAnEntry() throws Exception {
        execute("update inventory_level set on_hand = 99, version = 12");
        RebuildReport report = ledger.rebuild();
        Difference found = report.differences().get(0);
        assertThat(report.differences()).hasSize(1);
        assertThat(found.key()).isEqualTo(StockKey.of("TEA", "A"));
        assertThat(found.stored().onHand()).isEqualTo(99);
        assertThat(found.balance().onHand()).isEqualTo(11);
        long unmended = itemVersion();
        ledger.mend(found).orElseThrow();
        assertThat(itemVersion())
                .as("whoever remembers the level as it was looks again")
                .isGreaterThan(unmended);
        assertThat(ledger.level("TEA", "A").onHand()).isEqualTo(11);
        assertThat(ledger.rebuild().isClean()).isTrue();
        assertThat(ledger.audit(anchor).violations()).isEmpty();
        execute("delete from inventory_level");
        long before = itemVersion();
        ledger.mend(ledger.rebuild().differences().get(0)).orElseThrow();
        assertThat(ledger.level("TEA", "A").reserved()).isEqualTo(3);
        assertThat(itemVersion())
                .as("whoever relied on the item having no level there looks again")
                .isGreaterThan(before);
        assertThat(ledger.audit(anchor).violations()).isEmpty();
        ledger.fulfil(new ReservationId("R1")).orElseThrow();
        assertThat(ledger.audit(anchor).violations()).isEmpty();
    }
}
