package dev.inventoryledger.jdbc;

import dev.inventoryledger.Entry;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.jdbc.Layouts.PlacedLine;
import dev.inventoryledger.jdbc.Layouts.PlacedPosting;
import dev.inventoryledger.jdbc.Query.Column;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.Replacement;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Writes what most change sets hold with one statement, and so one round trip, however many rows that is: levels, reservations with
 * their lines, entries with their postings. Its text depends on what kinds of rows there are, not on how many. Stateless and safe for
 * use by many threads.
 */
final class OneStatement {
    private final Engine engine;
    private final Names names;
    private final String tenant;

    OneStatement(Engine engine, Names names, String tenant) {
        this.engine = engine;
        this.names = names;
        this.tenant = tenant;
    }

    /** The rest, cold rows most of all, is written table by table. */
    boolean fits(ChangeSet changes) {
        return engine.writesAtOnce()
                && changes.documents().isEmpty()
                && changes.claims().isEmpty()
                && changes.guardedLevels().isEmpty()
                && changes.prunesUpTo() == 0
                && !changes.entries().isEmpty()
                && changes.levels().stream().allMatch(change -> change.replaces() > 0)
                && changes.guardedDocuments().values().stream().allMatch(version -> version > 0);
    }

    /**
     * Whether every row had the version that it replaces, and every new one was new; if not, the transaction is to be rolled back.
     * Positions are taken once all that is checked was found, and is held: so they rise with the versions of a key, and whoever goes
     * stale leaves no gap.
     */
    boolean write(Connection connection, ChangeSet changes, List<Long> taken) throws SQLException {
        List<Replacement<Reservation>> added = changes.reservations().stream()
                .filter(each -> each.replaces() == 0)
                .toList();
        List<Replacement<Reservation>> changed = changes.reservations().stream()
                .filter(each -> each.replaces() > 0)
                .toList();
        List<Replacement<Reservation>> all = new ArrayList<>(changed);
        all.addAll(added);
        Parts parts = new Parts();
        parts.checked("g", guards(changes), changes.guardedDocuments().size());
        parts.checked("l", levels(changes.levels()), changes.levels().size());
        parts.checked("r", replaced(changed), changed.size());
        // What goes stale is to cost little: nothing is inserted before all that is replaced was found.
        parts.add(
                "k",
                Optional.of(new Query(engine).append("select ").and(parts.isAll).append(" as is_current")));
        Optional<Query> inserted = inserted(added);
        parts.add("i", inserted);
        parts.add(
                "p",
                Optional.of(positions(inserted.isPresent(), changes.entries().size())));
        parts.add("n", lines(all));
        parts.add("x", surplus(changed));
        parts.add("e", Optional.of(entries(changes.entries())));
        parts.add("o", postings(changes.entries()));
        Query query = parts.query.append(" select p.positions, (select count(*) from e) from p");
        try (PreparedStatement statement = query.prepare(connection);
                ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
                throw new SQLException("the statement that writes a change set answered nothing");
            }
            Array positions = rows.getArray(1);
            if (positions == null) {
                return false;
            }
            taken.addAll(List.of((Long[]) positions.getArray()));
            return rows.getLong(2) == taken.size();
        }
    }

    /** The parts of the statement, and what must have come of those that check something. */
    private final class Parts {
        private final Query query = new Query(engine);
        private final Query isAll = new Query(engine).append("true");

        void add(String name, Optional<Query> part) {
            part.ifPresent(present -> query.append((query.isEmpty() ? "with " : ", ") + name + " as (")
                    .and(present)
                    .append(")"));
        }

        void checked(String name, Optional<Query> part, int rows) {
            add(name, part);
            part.ifPresent(present -> isAll.append(" and (select count(*) from " + name + ") = ?", rows));
        }
    }

    /** Those who insert are waited for: a duplicate among their rows must not cost a position. */
    private Query positions(boolean afterInserts, int count) {
        return new Query(engine)
                .append(
                        "select array_agg(nextval('" + names.positions() + "')) as positions"
                                + " from generate_series(1, case when (select is_current from k)"
                                + (afterInserts ? " and (select count(*) from i) >= 0" : "")
                                + " then cast(? as bigint) else 0 end)",
                        count);
    }

    private Optional<Query> guards(ChangeSet changes) {
        if (changes.guardedDocuments().isEmpty()) {
            return Optional.empty();
        }
        List<DocumentId> ids = List.copyOf(changes.guardedDocuments().keySet());
        return Optional.of(new Query(engine)
                .append("select 1 from ")
                .rows(
                        "c",
                        Column.texts("kind", ids.stream().map(DocumentId::kind).toList()),
                        Column.texts("name", ids.stream().map(DocumentId::name).toList()),
                        Column.numbers(
                                "version",
                                List.copyOf(changes.guardedDocuments().values())))
                .append(
                        " cross join lateral (select 1 from " + names.document() + " d where d.tenant = ?"
                                + " and d.kind = c.kind and d.name = c.name and d.version = c.version for share) d",
                        tenant));
    }

    private Optional<Query> levels(List<Replacement<LevelRow>> changes) {
        return replaced(
                names.level(),
                Layouts.LEVEL_KEY,
                Layouts.LEVEL,
                changes,
                "x.sku = k.sku and x.location = k.location and x.lot = k.lot");
    }

    private Optional<Query> replaced(List<Replacement<Reservation>> changes) {
        return replaced(names.reservation(), Layouts.RESERVATION_KEY, Layouts.RESERVATION, changes, "x.id = k.id");
    }

    /** Rows are looked up by their keys, then updated where they lie: a plan that reads the whole table is out of the question. */
    private <R> Optional<Query> replaced(
            String table,
            Layout<Replacement<R>> key,
            Layout<Replacement<R>> row,
            List<Replacement<R>> changes,
            String isSame) {
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        Layout<Replacement<R>> all = key.and(row).number("replaces", Replacement::replaces);
        return Optional.of(new Query(engine)
                .append("update " + table + " l set " + row.assigned() + " from (select k.*, x.ctid as place from ")
                .rows("k", all.columns(changes))
                .append(
                        " cross join lateral (select x.ctid from " + table + " x where x.tenant = ? and " + isSame
                                + " and x.version = k.replaces offset 0) x) c"
                                + " where l.ctid = c.place and l.version = c.replaces returning 1",
                        tenant));
    }

    private Optional<Query> inserted(List<Replacement<Reservation>> changes) {
        Layout<Replacement<Reservation>> all = Layouts.RESERVATION_KEY.and(Layouts.RESERVATION);
        return inserted(names.reservation(), all, changes)
                .map(query -> query.append(" where (select is_current from k) returning 1"));
    }

    private <R> Optional<Query> inserted(String table, Layout<R> layout, List<R> rows) {
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Query(engine)
                .append("insert into " + table + " (tenant, " + layout.names() + ")")
                .append(" select ?, " + layout.selected() + " from ", tenant)
                .rows("c", layout.columns(rows)));
    }

    private Optional<Query> lines(List<Replacement<Reservation>> changes) {
        List<PlacedLine> lines = new ArrayList<>();
        changes.forEach(change -> lines.addAll(PlacedLine.of(change.row())));
        boolean mayStand = changes.stream().anyMatch(change -> change.replaces() > 0);
        String ifItStands = mayStand
                ? " on conflict (tenant, reservation_id, ordinal) do update set " + Layouts.LINE.assignedExcluded()
                : "";
        return inserted(names.line(), Layouts.LINE_KEY.and(Layouts.LINE), lines)
                .map(query -> query.append(" where (select positions from p) is not null" + ifItStands));
    }

    /** A changed reservation may have fewer lines than before. */
    private Optional<Query> surplus(List<Replacement<Reservation>> changes) {
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        Layout<Replacement<Reservation>> lengths = Layouts.RESERVATION_KEY.number(
                "lines", change -> (long) change.row().lines().size());
        return Optional.of(new Query(engine)
                .append("delete from " + names.line() + " n where n.ctid = any(array(select x.ctid from ")
                .rows("c", lengths.columns(changes))
                .append(
                        " cross join lateral (select x.ctid from " + names.line() + " x where x.tenant = ?"
                                + " and x.reservation_id = c.id and x.ordinal >= c.lines offset 0) x))"
                                + " and (select positions from p) is not null",
                        tenant));
    }

    private Query entries(List<Entry> entries) {
        return placed(names.entry(), Layouts.ENTRY, entries, numbers(entries.size()))
                .append(" on conflict (tenant, command_id) do nothing returning 1");
    }

    private Optional<Query> postings(List<Entry> entries) {
        List<PlacedPosting> postings = PlacedPosting.of(entries);
        if (postings.isEmpty()) {
            return Optional.empty();
        }
        List<Long> numbers = new ArrayList<>(postings.size());
        postings.forEach(posting -> numbers.add(posting.number() + 1L));
        return Optional.of(placed(names.posting(), Layouts.POSTING, postings, numbers));
    }

    /** Each row at the position that was taken for the entry of this number, from 1. */
    private <R> Query placed(String table, Layout<R> layout, List<R> rows, List<Long> numbers) {
        Column[] columns = Arrays.copyOf(layout.columns(rows), layout.fields().size() + 1);
        columns[columns.length - 1] = Column.numbers("q", numbers);
        return new Query(engine)
                .append("insert into " + table + " (position, tenant, " + layout.names() + ")")
                .append(" select p.positions[c.q], ?, " + layout.selected() + " from p, ", tenant)
                .rows("c", columns)
                .append(" where p.positions is not null");
    }

    private static List<Long> numbers(int size) {
        return LongStream.rangeClosed(1, size).boxed().toList();
    }
}
