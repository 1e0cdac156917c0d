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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes what most change sets hold with one statement, and so one round trip, however many rows that is: levels, reservations with
 * their lines, entries with their postings. Its text depends on what kinds of rows there are, not on how many. Where the change sets
 * are several, those that are stale do not keep the others back. Stateless and safe for use by many threads.
 */
final class OneStatement {
    /** Who writes a row has most likely made it stale once they are done: it counts as stale at once, so that the others do not wait. */
    private static final String SKIPPING_WHAT_OTHERS_WRITE = " for update skip locked";

    private static final Replaced<LevelRow> LEVEL = new Replaced<>(
            "v",
            Names::level,
            Layouts.LEVEL_KEY,
            Layouts.LEVEL,
            "x.sku = k.sku and x.location = k.location and x.lot = k.lot");
    private static final Replaced<Reservation> RESERVATION =
            new Replaced<>("w", Names::reservation, Layouts.RESERVATION_KEY, Layouts.RESERVATION, "x.id = k.id");

    private final Engine engine;
    private final Names names;
    private final String tenant;

    /** A table whose rows are replaced by version, and the part of the statement that finds them. */
    private record Replaced<R>(
            String found,
            Function<Names, String> table,
            Layout<Replacement<R>> key,
            Layout<Replacement<R>> row,
            String isSame) {}

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
     * Ready to be executed, as often as need be. Writes each change set of which every row had the version that it replaces, and every new one was new, and leaves the others.
     * Positions are taken once all that is checked was found, and is held: so they
     * rise with the versions of a key, and whoever goes stale leaves no gap. A guard that fails keeps all back, and so does a
     * duplicate id. Where some was written of what belongs together and the rest cannot be, as somebody else was faster by a hair, the
     * statement fails; if that was over the id of a command, it leaves a gap, which readers close.
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
        List<Numbered<Replacement<LevelRow>>> levels = Numbered.of(parts, ChangeSet::levels, LevelRow::key);
        List<Numbered<Replacement<Reservation>>> all = Numbered.of(parts, ChangeSet::reservations, Reservation::id);
        List<Numbered<Replacement<Reservation>>> changed =
                all.stream().filter(each -> each.row().replaces() > 0).toList();
        List<Numbered<Replacement<Reservation>>> added =
                all.stream().filter(each -> each.row().replaces() == 0).toList();
        List<Numbered<Entry>> entries = Numbered.of(parts, ChangeSet::entries);
        Map<DocumentId, Long> guards = new TreeMap<>();
        parts.forEach(part -> guards.putAll(part.guardedDocuments()));
        List<String> unsure = unsure(entries, added);
        Query guardsHold = guardsHold(guards.size(), unsure.size());
        String lock = parts.size() > 1 ? SKIPPING_WHAT_OTHERS_WRITE : "";
        Query query = new Query(engine);
        add(query, "g", guards(guards));
        add(query, "d", known(unsure));
        add(query, "v", found(LEVEL, levels, lock, guardsHold));
        add(query, "w", found(RESERVATION, changed, lock, guardsHold));
        add(query, "s", Optional.of(sound(parts, levels.size(), changed.size(), guardsHold)));
        add(query, "l", replaced(LEVEL, levels));
        add(query, "r", replaced(RESERVATION, changed));
        // What goes stale is to cost little: nothing is inserted before all that is replaced was found.
        add(query, "k", Optional.of(current(levels.size(), changed.size())));
        add(query, "i", inserted(added));
        add(query, "p", Optional.of(positions(entries, added.size())));
        add(query, "n", lines(all));
        add(query, "x", surplus(changed));
        List<Entry> heads = entries.stream().map(Numbered::row).toList();
        add(query, "e", Optional.of(entries(heads)));
        add(query, "o", postings(heads));
        return query.append(" select p.positions, case when " + isTorn(levels.size(), changed.size()) + " then "
                + engine.stale("p.positions") + " end from p");
    }

    /** Whether only some was replaced of what is to be. */
    private static String isTorn(int levels, int reservations) {
        return "(select is_current from k) is not true and " + count("l", levels) + " + " + count("r", reservations)
                + " > 0";
    }

    private static void add(Query query, String name, Optional<Query> part) {
        part.ifPresent(present -> query.append((query.isEmpty() ? "with " : ", ") + name + " as (")
                .and(present)
                .append(")"));
    }

    private Optional<Query> guards(Map<DocumentId, Long> guards) {
        if (guards.isEmpty()) {
            return Optional.empty();
        }
        List<DocumentId> ids = List.copyOf(guards.keySet());
        return Optional.of(new Query(engine)
                .append("select 1 from ")
                .rows(
                        "c",
                        Column.texts("kind", ids.stream().map(DocumentId::kind).toList()),
                        Column.texts("name", ids.stream().map(DocumentId::name).toList()),
                        Column.numbers("version", List.copyOf(guards.values())))
                .append(
                        " cross join lateral (select 1 from " + names.document() + " d where d.tenant = ?"
                                + " and d.kind = c.kind and d.name = c.name and d.version = c.version for share) d",
                        tenant));
    }

    private Query guardsHold(int guards, int unsure) {
        Query query = new Query(engine).append(unsure == 0 ? "true" : "not exists (select 1 from d)");
        return guards == 0 ? query : query.append(" and (select count(*) from g) = ?", guards);
    }

    /** Commands that were accepted before: most such are found here, so that they cost no positions. */
    private Optional<Query> known(List<String> ids) {
        return ids.isEmpty()
                ? Optional.empty()
                : Optional.of(new Query(engine)
                        .append("select 1 from ")
                        .rows("c", Column.texts("id", ids))
                        .append(engine.lookUp(names.entry(), "d", "d.tenant = ? and d.command_id = c.id"), tenant));
    }

    /** The ids of commands, but of those that make a reservation named like them: that will tell. */
    private static List<String> unsure(List<Numbered<Entry>> entries, List<Numbered<Replacement<Reservation>>> added) {
        Set<String> made = new HashSet<>();
        added.forEach(each -> made.add(each.row().row().id().value()));
        List<String> ids = new ArrayList<>();
        for (Numbered<Entry> entry : entries) {
            String id = entry.row().commandId().value();
            if (entry.row().isAccepted() && !made.contains(id)) {
                ids.add(id);
            }
        }
        return ids;
    }

    /** Rows are looked up by their keys, each by itself: a plan that reads the whole table is out of the question. */
    private <R> Optional<Query> found(
            Replaced<R> kind, List<Numbered<Replacement<R>>> changes, String lock, Query guardsHold) {
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        Layout<Replacement<R>> all = kind.key.and(kind.row).number("replaces", Replacement::replaces);
        return Optional.of(new Query(engine)
                .append("select k.*, x.ctid as place from ")
                .rows("k", Numbered.layout(all).columns(changes))
                .append(
                        " cross join lateral (select x.ctid from " + kind.table.apply(names)
                                + " x where x.tenant = ? and " + kind.isSame + " and x.version = k.replaces offset 0"
                                + lock + ") x where ",
                        tenant)
                .and(guardsHold));
    }

    /** Which change sets found all that they replace, and how much that is. */
    private Query sound(List<ChangeSet> parts, int levels, int reservations, Query guardsHold) {
        Query sound = parts.size() == 1 ? soundAlone(levels, reservations) : soundEach(parts, levels, reservations);
        return sound.append(" where ").and(guardsHold);
    }

    private Query soundAlone(int levels, int reservations) {
        long rows = levels + (long) reservations;
        return new Query(engine)
                .append(
                        "select array[f.found = ?] as sound, f.found as replaced from (select " + count("v", levels)
                                + " + " + count("w", reservations) + " as found) f",
                        rows);
    }

    private Query soundEach(List<ChangeSet> parts, int levels, int reservations) {
        List<Long> rows = parts.stream().map(OneStatement::replaced).toList();
        String found = Stream.of(levels > 0 ? "select part from v" : "", reservations > 0 ? "select part from w" : "")
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining(" union all "));
        return new Query(engine)
                .append("select array_agg(c.replaced = coalesce(f.found, 0) order by c.part) as sound,"
                        + " coalesce(sum(c.replaced) filter (where c.replaced = f.found), 0) as replaced from ")
                .rows("c", Column.numbers("part", numbers(parts.size())), Column.numbers("replaced", rows))
                .append(" left join (select f.part, count(*) as found from ("
                        + (found.isEmpty() ? "select 0 as part" : found)
                        + ") f group by f.part) f on f.part = c.part");
    }

    private static long replaced(ChangeSet changes) {
        return changes.levels().size()
                + changes.reservations().stream()
                        .filter(change -> change.replaces() > 0)
                        .count();
    }

    /** Updated where they lie. */
    private <R> Optional<Query> replaced(Replaced<R> kind, List<Numbered<Replacement<R>>> changes) {
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of(new Query(engine)
                        .append("update " + kind.table.apply(names) + " l set " + kind.row.assigned() + " from "
                                + kind.found + " c where l.ctid = c.place and l.version = c.replaces and "
                                + Numbered.IS_SOUND + " returning 1"));
    }

    private Query current(int levels, int reservations) {
        return new Query(engine)
                .append("select true = any(s.sound) and s.replaced = " + count("l", levels) + " + "
                        + count("r", reservations) + " as is_current from s");
    }

    private static String count(String part, int rows) {
        return rows == 0 ? "0" : "(select count(*) from " + part + ")";
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
                .append(" where (select is_current from k) and " + count("i", inserted) + " >= 0");
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
        return placed(names.entry(), Layouts.ENTRY, entries, numbers(entries.size()));
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

    private static List<Long> numbers(int size) {
        return LongStream.rangeClosed(1, size).boxed().toList();
    }
}
