package dev.inventoryledger.jdbc;

import dev.inventoryledger.Entry;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.jdbc.Query.Column;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.Replacement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The beginning of the {@linkplain OneStatement one statement} that writes change sets: it finds and holds the rows that they rely on and
 * replace, and tells which of them are sound. Stateless and safe for use by many threads.
 *
 * @param engine whose SQL
 * @param names how the tables are called
 * @param tenant whose rows
 */
record Finding(Engine engine, Names names, String tenant) {
    /** Who writes a row has most likely made it stale once they are done: it counts as stale at once, so that the others do not wait. */
    private static final String SKIPPING_WHAT_OTHERS_WRITE = " for update skip locked";

    static final Replaced<LevelRow> LEVEL = new Replaced<>(
            "v",
            Names::level,
            Layouts.LEVEL_KEY,
            Layouts.LEVEL,
            "x.sku = k.sku and x.location = k.location and x.lot = k.lot");
    static final Replaced<Reservation> RESERVATION =
            new Replaced<>("w", Names::reservation, Layouts.RESERVATION_KEY, Layouts.RESERVATION, "x.id = k.id");

    /** A table whose rows are replaced by version, and the part of the statement that finds them. */
    record Replaced<R>(
            String found,
            Function<Names, String> table,
            Layout<Replacement<R>> key,
            Layout<Replacement<R>> row,
            String isSame) {}

    /**
     * Adds the parts that find documents relied on (g), commands accepted before (d), levels (v) and reservations (w), and tell what is
     * sound (s).
     */
    void addTo(Query query, List<ChangeSet> parts, NumberedRows rows) {
        Map<DocumentId, Long> guards = new TreeMap<>();
        parts.forEach(part -> guards.putAll(part.guardedDocuments()));
        List<String> unsure = unsure(rows.entries(), rows.added());
        Query guardsHold = guardsHold(guards.size(), unsure.size());
        String lock = parts.size() > 1 ? SKIPPING_WHAT_OTHERS_WRITE : "";
        query.with("g", guards(guards));
        query.with("d", known(unsure));
        query.with("v", found(LEVEL, rows.levels(), lock, guardsHold));
        query.with("w", found(RESERVATION, rows.changed(), lock, guardsHold));
        query.with(
                "s",
                Optional.of(sound(parts, rows.levels().size(), rows.changed().size(), guardsHold)));
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
        List<Long> rows = parts.stream().map(Finding::replaced).toList();
        String found = Stream.of(levels > 0 ? "select part from v" : "", reservations > 0 ? "select part from w" : "")
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining(" union all "));
        return new Query(engine)
                .append("select array_agg(c.replaced = coalesce(f.found, 0) order by c.part) as sound,"
                        + " coalesce(sum(c.replaced) filter (where c.replaced = f.found), 0) as replaced from ")
                .rows("c", Column.numbers("part", Numbered.upTo(parts.size())), Column.numbers("replaced", rows))
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

    /** How many rows a part of the statement found or wrote. */
    static String count(String part, int rows) {
        return rows == 0 ? "0" : "(select count(*) from " + part + ")";
    }
}
