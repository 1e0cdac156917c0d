package dev.inventoryledger.jdbc;

import dev.inventoryledger.Entry;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.jdbc.Layouts.PlacedLine;
import dev.inventoryledger.jdbc.Layouts.PlacedPosting;
import dev.inventoryledger.jdbc.Query.Column;
import dev.inventoryledger.spi.ChangeSet;
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
import org.jspecify.annotations.Nullable;

/**
 * Writes what most change sets hold with one statement, and so one round trip, however many rows that is: levels, reservations with
 * their lines, entries with their postings. Its text depends on what kinds of rows there are, not on how many. Where the change sets
 * are several, those that are stale do not keep the others back. Stateless and safe for use by many threads.
 */
final class OneStatement {
    private final Engine engine;
    private final Names names;
    private final String tenant;
    private final Finding finding;

    OneStatement(Engine engine, Names names, String tenant) {
        this.engine = engine;
        this.names = names;
        this.tenant = tenant;
        finding = new Finding(engine, names, tenant);
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
     * The statement with its arguments, to be executed as often as need be. It writes each change set of which every row had the version that it replaces, and every
     * new one was new, and leaves the others. Positions are taken once all that is checked was found, and is held: so they rise with the
     * versions of a key, and whoever goes stale leaves no gap. A guard that fails keeps all back, and so does a duplicate id. Where some
     * was written of what belongs together and the rest cannot be, as somebody else was faster by a hair, the statement fails; if that
     * was over the id of a command, it leaves a gap, which readers close.
     *
     * @param query the statement
     * @param parts what it writes
     */
    record Prepared(Query query, List<ChangeSet> parts) {
        /** Gives for each change set the positions of its entries, or nothing if it was left; nothing at all where all were. */
        Optional<List<Optional<List<Long>>>> write(Connection connection) throws SQLException {
            try (PreparedStatement statement = query.prepare(connection);
                    ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new SQLException("the statement that writes a change set answered nothing");
                }
                Array found = rows.getArray(1);
                if (found == null) {
                    return Optional.empty();
                }
                return Optional.of(split(Arrays.asList((@Nullable Long[]) found.getArray()), parts));
            }
        }
    }

    Prepared prepare(List<ChangeSet> parts) {
        return new Prepared(query(parts), parts);
    }

    private static List<Optional<List<Long>>> split(List<@Nullable Long> positions, List<ChangeSet> parts) {
        List<Optional<List<Long>>> split = new ArrayList<>(parts.size());
        int from = 0;
        for (ChangeSet part : parts) {
            int to = from + part.entries().size();
            boolean isLeft = positions.get(from) == null;
            split.add(isLeft ? Optional.empty() : Optional.of(List.copyOf(positions.subList(from, to))));
            from = to;
        }
        return split;
    }

    private Query query(List<ChangeSet> parts) {
        NumberedRows rows = NumberedRows.of(parts);
        int levels = rows.levels().size();
        int changed = rows.changed().size();
        Query query = new Query(engine);
        finding.addTo(query, parts, rows);
        query.with("l", replaced(Finding.LEVEL, rows.levels()));
        query.with("r", replaced(Finding.RESERVATION, rows.changed()));
        // What goes stale is to cost little: nothing is inserted before all that is replaced was found.
        query.with("k", Optional.of(current(levels, changed)));
        query.with("i", inserted(rows.added()));
        query.with("p", Optional.of(positions(rows.entries(), rows.added().size())));
        query.with("n", lines(rows.reservations()));
        query.with("x", surplus(rows.changed()));
        List<Entry> heads = rows.entries().stream().map(Numbered::row).toList();
        query.with("e", Optional.of(entries(heads)));
        query.with("o", postings(heads));
        return query.append(" select p.positions, case when " + isTorn(levels, changed) + " then "
                + engine.stale("p.positions") + " end from p");
    }

    /** Whether only some was replaced of what is to be. */
    private static String isTorn(int levels, int reservations) {
        return "(select is_current from k) is not true and " + Finding.count("l", levels) + " + "
                + Finding.count("r", reservations) + " > 0";
    }

    /** Updated where they lie. */
    private <R> Optional<Query> replaced(Finding.Replaced<R> kind, List<Numbered<Replacement<R>>> changes) {
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of(new Query(engine)
                        .append("update " + kind.table().apply(names) + " l set "
                                + kind.row().assigned() + " from "
                                + kind.found() + " c where l.ctid = c.place and l.version = c.replaces and "
                                + Numbered.IS_SOUND + " returning 1"));
    }

    private Query current(int levels, int reservations) {
        return new Query(engine)
                .append("select true = any(s.sound) and s.replaced = " + Finding.count("l", levels) + " + "
                        + Finding.count("r", reservations) + " as is_current from s");
    }

    private Optional<Query> inserted(List<Numbered<Replacement<Reservation>>> changes) {
        return inserted(names.reservation(), Layouts.RESERVATION_KEY.and(Layouts.RESERVATION), changes)
                .map(query ->
                        query.append(" where (select is_current from k) and " + Numbered.IS_SOUND + " returning 1"));
    }

    private <R> Optional<Query> inserted(String table, Layout<R> layout, List<Numbered<R>> rows) {
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Query(engine)
                .append("insert into " + table + " (tenant, " + layout.names() + ")")
                .append(" select ?, " + layout.selected() + " from ", tenant)
                .rows("c", Numbered.layout(layout).columns(rows)));
    }

    /** Those who insert are waited for: a duplicate among their rows must not cost a position. */
    private Query positions(List<Numbered<Entry>> entries, int inserted) {
        return new Query(engine)
                .append("select array_agg(case when s.sound[c.part] then nextval('" + names.positions()
                        + "') end) as positions from s, ")
                .rows(
                        "c",
                        Column.numbers(
                                "part", entries.stream().map(Numbered::part).toList()))
                .append(" where (select is_current from k) and " + Finding.count("i", inserted) + " >= 0");
    }

    private Optional<Query> lines(List<Numbered<Replacement<Reservation>>> changes) {
        List<Numbered<PlacedLine>> lines = new ArrayList<>();
        for (Numbered<Replacement<Reservation>> change : changes) {
            PlacedLine.of(change.row().row()).forEach(line -> lines.add(new Numbered<>(line, change.part())));
        }
        boolean mayStand = changes.stream().anyMatch(change -> change.row().replaces() > 0);
        String ifItStands = mayStand
                ? " on conflict (tenant, reservation_id, ordinal) do update set " + Layouts.LINE.assignedExcluded()
                : "";
        return inserted(names.line(), Layouts.LINE_KEY.and(Layouts.LINE), lines)
                .map(query -> query.append(
                        " where (select positions from p) is not null and " + Numbered.IS_SOUND + ifItStands));
    }

    /** A changed reservation may have fewer lines than before. */
    private Optional<Query> surplus(List<Numbered<Replacement<Reservation>>> changes) {
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        Layout<Replacement<Reservation>> lengths = Layouts.RESERVATION_KEY.number(
                "lines", change -> (long) change.row().lines().size());
        return Optional.of(new Query(engine)
                .append("delete from " + names.line() + " n where n.ctid = any(array(select x.ctid from ")
                .rows("c", Numbered.layout(lengths).columns(changes))
                .append(
                        " cross join lateral (select x.ctid from " + names.line() + " x where x.tenant = ?"
                                + " and x.reservation_id = c.id and x.ordinal >= c.lines offset 0) x where "
                                + Numbered.IS_SOUND + ")) and (select positions from p) is not null",
                        tenant));
    }

    private Query entries(List<Entry> entries) {
        return placed(names.entry(), Layouts.ENTRY, entries, Numbered.upTo(entries.size()));
    }

    private Optional<Query> postings(List<Entry> entries) {
        List<PlacedPosting> postings = PlacedPosting.of(entries);
        if (postings.isEmpty()) {
            return Optional.empty();
        }
        List<Long> numbers =
                postings.stream().map(posting -> posting.number() + 1L).toList();
        return Optional.of(placed(names.posting(), Layouts.POSTING, postings, numbers));
    }

    /** Each row at the position that was taken for the entry of this number, from 1, if any was. */
    private <R> Query placed(String table, Layout<R> layout, List<R> rows, List<Long> numbers) {
        Column[] columns = Arrays.copyOf(layout.columns(rows), layout.fields().size() + 1);
        columns[columns.length - 1] = Column.numbers("q", numbers);
        return new Query(engine)
                .append("insert into " + table + " (position, tenant, " + layout.names() + ")")
                .append(" select p.positions[c.q], ?, " + layout.selected() + " from p, ", tenant)
                .rows("c", columns)
                .append(" where p.positions[c.q] is not null");
    }
}
