package dev.inventoryledger.jdbc;

import dev.inventoryledger.Reservation;
import dev.inventoryledger.jdbc.Query.Column;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.Replacement;
import java.util.List;
import java.util.Map;
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

    /**
     * Before the first lock, so that it holds for all of them: a host's transaction that stays open must not stop every command of a process
     * for as long.
     */
    private static final String WAITING_FOR_COMMAND = "(select " + PostgreSql.WAIT_FOR_COMMAND + ") is not null";

    static final Replaced<LevelRow> LEVEL = Replaced.of(
            "v",
            Names::level,
            Layouts.LEVEL_KEY,
            Layouts.LEVEL,
            "x.sku = k.sku and x.location = k.location and x.lot = k.lot");
    static final Replaced<Reservation> RESERVATION =
            Replaced.of("w", Names::reservation, Layouts.RESERVATION_KEY, Layouts.RESERVATION, "x.id = k.id");

    /**
     * A table whose rows are replaced by version, and the part of the statement that finds them.
     *
     * @param found what that part is called
     * @param table which table
     * @param row what is written into a row
     * @param all that, its key, which version it replaces and of which change set it is
     * @param isSame whether a row x has the key of a row k
     */
    record Replaced<R>(
            String found,
            Function<Names, String> table,
            Layout<Replacement<R>> row,
            Layout<Numbered<Replacement<R>>> all,
            String isSame) {
        private static <R> Replaced<R> of(
                String found,
                Function<Names, String> table,
                Layout<Replacement<R>> key,
                Layout<Replacement<R>> row,
                String isSame) {
            Layout<Replacement<R>> all = key.and(row).number("replaces", Replacement::replaces);
            return new Replaced<>(found, table, row, Numbered.layout(all), isSame);
        }
    }

    /**
     * Adds the parts that find documents relied on (g), commands accepted before (d), levels (v) and reservations (w), and tell what is
     * sound (s).
     */
    void addTo(Query query, NumberedRows rows) {
        addGuards(query, rows.guards());
        addKnown(query, rows.unsure());
        addFound(query, LEVEL, rows.levels(), rows);
        addFound(query, RESERVATION, rows.changed(), rows);
        addSound(query, rows);
    }

    private void addGuards(Query query, Map<DocumentId, Long> guards) {
        if (guards.isEmpty()) {
            return;
        }
        List<DocumentId> ids = List.copyOf(guards.keySet());
        query.with("g")
                .append("select 1 from ")
                .rows(
                        "c",
                        Column.texts("kind", ids.stream().map(DocumentId::kind).toList()),
                        Column.texts("name", ids.stream().map(DocumentId::name).toList()),
                        Column.numbers("version", List.copyOf(guards.values())))
                .append(
                        " cross join lateral (select 1 from " + names.document() + " d where d.tenant = ?"
                                + " and d.kind = c.kind and d.name = c.name and d.version = c.version for share) d where "
                                + WAITING_FOR_COMMAND,
                        tenant);
    }

    private static void addGuardsHold(Query query, NumberedRows rows) {
        query.append(rows.unsure().isEmpty() ? "true" : "not exists (select 1 from d)");
        if (rows.guards().isEmpty()) {
            query.append(" and " + WAITING_FOR_COMMAND);
        } else {
            query.append(" and (select count(*) from g) = ?", rows.guards().size());
        }
    }

    /** Commands that were accepted before: most such are found here, so that they cost no positions. */
    private void addKnown(Query query, List<String> ids) {
        if (!ids.isEmpty()) {
            query.with("d")
                    .append("select 1 from ")
                    .rows("c", Column.texts("id", ids))
                    .append(engine.lookUp(names.entry(), "d", "d.tenant = ? and d.command_id = c.id"), tenant);
        }
    }

    /** Rows are looked up by their keys, each by itself: a plan that reads the whole table is out of the question. */
    private <R> void addFound(
            Query query, Replaced<R> kind, List<Numbered<Replacement<R>>> changes, NumberedRows rows) {
        if (changes.isEmpty()) {
            return;
        }
        query.with(kind.found)
                .append("select k.*, x.ctid as place from ")
                .rows("k", kind.all.columns(changes))
                .append(
                        " cross join lateral (select x.ctid from " + kind.table.apply(names)
                                + " x where x.tenant = ? and "
                                + kind.isSame + " and x.version = k.replaces offset 0"
                                + (rows.parts().size() > 1 ? SKIPPING_WHAT_OTHERS_WRITE : "") + ") x where ",
                        tenant);
        addGuardsHold(query, rows);
    }

    /** Which change sets found all that they replace, and how much that is. */
    private static void addSound(Query query, NumberedRows rows) {
        query.with("s");
        if (rows.parts().size() == 1) {
            addSoundAlone(query, rows);
        } else {
            addSoundEach(query, rows);
        }
        addGuardsHold(query.append(" where "), rows);
    }

    private static void addSoundAlone(Query query, NumberedRows rows) {
        query.append(
                "select array[f.found = ?] as sound, f.found as replaced from (select " + count("v", rows.levels())
                        + " + " + count("w", rows.changed()) + " as found) f",
                (long) rows.levels().size() + rows.changed().size());
    }

    private static void addSoundEach(Query query, NumberedRows rows) {
        List<Long> replaced = rows.parts().stream().map(Finding::replaced).toList();
        String found = Stream.of(
                        rows.levels().isEmpty() ? "" : "select part from v",
                        rows.changed().isEmpty() ? "" : "select part from w")
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining(" union all "));
        query.append("select array_agg(c.replaced = coalesce(f.found, 0) order by c.part) as sound,"
                        + " coalesce(sum(c.replaced) filter (where c.replaced = f.found), 0) as replaced from ")
                .rows("c", Column.numbers("part", Numbered.upTo(replaced.size())), Column.numbers("replaced", replaced))
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
    static String count(String part, List<?> rows) {
        return rows.isEmpty() ? "0" : "(select count(*) from " + part + ")";
    }
}
