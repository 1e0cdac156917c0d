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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes what most change sets hold with one statement, and so one round trip, however many rows that is: levels, reservations with
 * their lines, entries with their postings. Its text depends on what kinds of rows there are, not on how many, but for one entry alone.
 * Where the change sets are several, those that are stale do not keep the others back. Safe for use by many threads.
 */
final class OneStatement {
    private static final String IF_IT_STANDS =
            " on conflict (tenant, reservation_id, ordinal) do update set " + Layouts.LINE.assignedExcluded();

    private static final Layout<Numbered<Replacement<Reservation>>> LENGTH =
            Numbered.layout(Layouts.RESERVATION_KEY.number(
                    "lines", change -> (long) change.row().lines().size()));

    private final Map<Integer, String> texts = new ConcurrentHashMap<>();
    private final Engine engine;
    private final Names names;
    private final String tenant;
    private final Finding finding;
    private final Insertion<Numbered<Replacement<Reservation>>> reservations;
    private final Insertion<Numbered<PlacedLine>> lines;
    private final Insertion<Entry> entries;
    private final Insertion<PlacedPosting> postings;

    OneStatement(Engine engine, Names names, String tenant) {
        this.engine = engine;
        this.names = names;
        this.tenant = tenant;
        finding = new Finding(engine, names, tenant);
        reservations = Insertion.ofEach(names.reservation(), Layouts.RESERVATION_KEY.and(Layouts.RESERVATION));
        lines = Insertion.ofEach(names.line(), Layouts.LINE_KEY.and(Layouts.LINE));
        entries = Insertion.placed(names.entry(), Layouts.ENTRY);
        postings = Insertion.placed(names.posting(), Layouts.POSTING);
    }

    /**
     * How rows get into a table.
     *
     * @param text the statement, up to where its rows come from; its one argument is the tenant
     * @param layout what it takes from each row
     */
    private record Insertion<R>(String text, Layout<R> layout) {
        /** Rows of change sets, each with the number of its own. */
        static <R> Insertion<Numbered<R>> ofEach(String table, Layout<R> layout) {
            String text = "insert into " + table + " (tenant, " + layout.names() + ") select ?, " + layout.selected();
            return new Insertion<>(text + " from ", Numbered.layout(layout));
        }

        /** Rows that stand at positions which are taken for them. */
        static <R> Insertion<R> placed(String table, Layout<R> layout) {
            String text = "insert into " + table + " (position, tenant, " + layout.names()
                    + ") select p.positions[c.q], ?, " + layout.selected();
            return new Insertion<>(text + " from p, ", layout);
        }

        Query addTo(Query query, String tenant, Column[] columns) {
            return query.append(text, tenant).rows("c", columns);
        }
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
     * The statement with its arguments, to be executed as often as need be. It writes each change set of which every row had the version that
     * it replaces, and every new one was new, and leaves the others. Positions are taken once all that is checked was found, and is held: so they rise with the
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

    /** A text is kept for each shape: putting most of it together, and hashing it, is much of what a command that comes alone takes here. */
    private Query query(List<ChangeSet> parts) {
        NumberedRows rows = NumberedRows.of(parts);
        int shape = rows.shape();
        String text = texts.get(shape);
        Query query = rows.entries().size() == 1 ? Query.ofOne(engine, text) : Query.ofMany(engine, text);
        write(query, rows);
        texts.putIfAbsent(shape, query.text());
        return query;
    }

    private void write(Query query, NumberedRows rows) {
        finding.addTo(query, rows);
        addReplaced(query, "l", Finding.LEVEL, rows.levels());
        addReplaced(query, "r", Finding.RESERVATION, rows.changed());
        // What goes stale is to cost little: nothing is inserted before all that is replaced was found.
        query.with("k")
                .append("select true = any(s.sound) and s.replaced = " + replaced(rows) + " as is_current from s");
        addReservations(query, rows.added());
        addPositions(query, rows);
        addLines(query, rows);
        addSurplus(query, rows.changed());
        addEntries(query, rows.entries());
        addPostings(query, rows.postings());
        query.then()
                .append("select p.positions, case when " + isTorn(rows) + " then " + engine.stale("p.positions")
                        + " end from p");
    }

    /** How many rows were replaced. */
    private static String replaced(NumberedRows rows) {
        return Finding.count("l", rows.levels()) + " + " + Finding.count("r", rows.changed());
    }

    /** Whether only some was replaced of what is to be. */
    private static String isTorn(NumberedRows rows) {
        return "(select is_current from k) is not true and " + replaced(rows) + " > 0";
    }

    /** Updated where they lie. */
    private <R> void addReplaced(
            Query query, String name, Finding.Replaced<R> kind, List<Numbered<Replacement<R>>> changes) {
        if (!changes.isEmpty()) {
            query.with(name)
                    .append("update " + kind.table().apply(names) + " l set "
                            + kind.row().assigned() + " from "
                            + kind.found() + " c where l.ctid = c.place and l.version = c.replaces and "
                            + Numbered.IS_SOUND + " returning 1");
        }
    }

    private void addReservations(Query query, List<Numbered<Replacement<Reservation>>> added) {
        if (!added.isEmpty()) {
            reservations
                    .addTo(query.with("i"), tenant, reservations.layout().columns(added))
                    .append(" where (select is_current from k) and " + Numbered.IS_SOUND + " returning 1");
        }
    }

    /** Those who insert are waited for: a duplicate among their rows must not cost a position. */
    private void addPositions(Query query, NumberedRows rows) {
        query.with("p")
                .append("select array_agg(case when s.sound[c.part] then nextval('" + names.positions()
                        + "') end) as positions from s, ")
                .rows(
                        "c",
                        Column.numbers(
                                "part",
                                rows.entries().stream().map(Numbered::part).toList()))
                .append(" where (select is_current from k) and " + Finding.count("i", rows.added()) + " >= 0");
    }

    private void addLines(Query query, NumberedRows rows) {
        if (!rows.lines().isEmpty()) {
            boolean mayStand = !rows.changed().isEmpty();
            lines.addTo(query.with("n"), tenant, lines.layout().columns(rows.lines()))
                    .append(" where (select positions from p) is not null and " + Numbered.IS_SOUND
                            + (mayStand ? IF_IT_STANDS : ""));
        }
    }

    /** A changed reservation may have fewer lines than before. */
    private void addSurplus(Query query, List<Numbered<Replacement<Reservation>>> changed) {
        if (!changed.isEmpty()) {
            query.with("x")
                    .append("delete from " + names.line() + " n where n.ctid = any(array(select x.ctid from ")
                    .rows("c", LENGTH.columns(changed))
                    .append(
                            " cross join lateral (select x.ctid from " + names.line() + " x where x.tenant = ?"
                                    + " and x.reservation_id = c.id and x.ordinal >= c.lines offset 0) x where "
                                    + Numbered.IS_SOUND + ")) and (select positions from p) is not null",
                            tenant);
        }
    }

    private void addEntries(Query query, List<Numbered<Entry>> numbered) {
        List<Entry> rows = numbered.stream().map(Numbered::row).toList();
        addPlaced(query.with("e"), entries, rows, Numbered.upTo(rows.size()));
    }

    private void addPostings(Query query, List<PlacedPosting> rows) {
        if (!rows.isEmpty()) {
            List<Long> numbers =
                    rows.stream().map(posting -> posting.number() + 1L).toList();
            addPlaced(query.with("o"), postings, rows, numbers);
        }
    }

    /** Each row at the position that was taken for the entry of this number, from 1, if any was. */
    private <R> void addPlaced(Query query, Insertion<R> kind, List<R> rows, List<Long> numbers) {
        Column[] own = kind.layout().columns(rows);
        Column[] columns = Arrays.copyOf(own, own.length + 1);
        columns[own.length] = Column.numbers("q", numbers);
        kind.addTo(query, tenant, columns).append(" where p.positions[c.q] is not null");
    }
}
