package dev.inventoryledger.jdbc;

import dev.inventoryledger.Entry;
import dev.inventoryledger.EntryDigest;
import dev.inventoryledger.Posting;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationLine;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.jdbc.Query.Column;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.Codec;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.Replacement;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes what most change sets hold with one statement, and so one round trip, however many rows that is: levels, reservations with
 * their lines, entries with their postings. Its text depends on what kinds of rows there are, not on how many. Stateless and safe for
 * use by many threads.
 */
final class OneStatement {
    private static final long MICROS_PER_SECOND = 1_000_000;

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

    private static <T> Column texts(String name, List<T> rows, Function<T, ?> value) {
        return Column.texts(name, nullable(rows, value));
    }

    private static <T> Column numbers(String name, List<T> rows, Function<T, Long> value) {
        return new Column(name, ColumnType.NUMBER, nullable(rows, value));
    }

    /** Instants travel as microseconds since 1970: a number is shorter than a text, and as exact. */
    private static <T> Column instants(String name, List<T> rows, Function<T, ?> value) {
        return new Column(name, ColumnType.NUMBER, nullable(rows, row -> micros(unwrapped(value.apply(row)))));
    }

    private static String instant(String column) {
        return "timestamp with time zone 'epoch' + " + column + " * interval '1 microsecond'";
    }

    private static @Nullable Long micros(@Nullable Object value) {
        return value instanceof Instant instant
                ? Math.addExact(
                        Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND),
                        TimeUnit.NANOSECONDS.toMicros(instant.getNano()))
                : null;
    }

    private static @Nullable Object unwrapped(@Nullable Object value) {
        return value instanceof Optional<?> optional ? optional.orElse(null) : value;
    }

    private static <T> List<@Nullable Object> nullable(List<T> rows, Function<T, ?> value) {
        List<@Nullable Object> values = new ArrayList<>(rows.size());
        for (T row : rows) {
            values.add(unwrapped(value.apply(row)));
        }
        return values;
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
                        texts("kind", ids, DocumentId::kind),
                        texts("name", ids, DocumentId::name),
                        Column.numbers(
                                "version",
                                List.copyOf(changes.guardedDocuments().values())))
                .append(
                        " cross join lateral (select 1 from " + names.document() + " d where d.tenant = ?"
                                + " and d.kind = c.kind and d.name = c.name and d.version = c.version for share) d",
                        tenant));
    }

    private Optional<Query> levels(List<Replacement<LevelRow>> changes) {
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Query(engine)
                .append("update " + names.level() + " l set version = c.version, on_hand = c.on_hand,"
                        + " reserved = c.reserved, allocated = c.allocated, status = c.status,"
                        + " changed_at = " + instant("c.changed_at") + ", due_from = " + instant("c.due_from")
                        + " from (select k.*, x.ctid as place from ")
                .rows(
                        "k",
                        texts("sku", changes, change -> change.row().key().sku()),
                        texts("location", changes, change -> change.row().key().location()),
                        texts("lot", changes, change -> change.row().key().lot()),
                        numbers("replaces", changes, Replacement::replaces),
                        numbers("version", changes, change -> change.row().version()),
                        numbers(
                                "on_hand",
                                changes,
                                change -> change.row().balance().onHand()),
                        numbers(
                                "reserved",
                                changes,
                                change -> change.row().balance().reserved()),
                        numbers(
                                "allocated",
                                changes,
                                change -> change.row().balance().allocated()),
                        texts("status", changes, change -> change.row().status()),
                        instants("changed_at", changes, change -> change.row().changedAt()),
                        instants("due_from", changes, change -> change.row().dueFrom()))
                .append(
                        " cross join lateral (select x.ctid from " + names.level() + " x where x.tenant = ?"
                                + " and x.sku = k.sku and x.location = k.location and x.lot = k.lot"
                                + " and x.version = k.replaces offset 0) x) c where l.ctid = c.place and l.version = c.replaces"
                                + " returning 1",
                        tenant));
    }

    private static Column[] heads(List<Replacement<Reservation>> changes) {
        return new Column[] {
            texts("id", changes, change -> change.row().id()),
            numbers("replaces", changes, Replacement::replaces),
            numbers("version", changes, change -> change.row().version()),
            texts("phase", changes, change -> change.row().phase()),
            texts("owner", changes, change -> change.row().owner()),
            texts("order_id", changes, change -> change.row().order()),
            instants("created_at", changes, change -> change.row().createdAt()),
            instants("changed_at", changes, change -> change.row().changedAt()),
            instants("expires_at", changes, change -> change.row().expiresAt())
        };
    }

    private Optional<Query> replaced(List<Replacement<Reservation>> changes) {
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Query(engine)
                .append("update " + names.reservation() + " r set version = c.version, phase = c.phase,"
                        + " owner = c.owner, order_id = c.order_id, created_at = " + instant("c.created_at")
                        + ", changed_at = " + instant("c.changed_at") + ", expires_at = " + instant("c.expires_at")
                        + " from (select k.*, x.ctid as place from ")
                .rows("k", heads(changes))
                .append(
                        " cross join lateral (select x.ctid from " + names.reservation() + " x where x.tenant = ?"
                                + " and x.id = k.id and x.version = k.replaces offset 0) x) c"
                                + " where r.ctid = c.place and r.version = c.replaces returning 1",
                        tenant));
    }

    private Optional<Query> inserted(List<Replacement<Reservation>> changes) {
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Query(engine)
                .append("insert into " + names.reservation()
                        + " (tenant, id, version, phase, owner, order_id, created_at, changed_at, expires_at)")
                .append(" select ?, c.id, c.version, c.phase, c.owner, c.order_id, ", tenant)
                .append(instant("c.created_at") + ", " + instant("c.changed_at") + ", " + instant("c.expires_at"))
                .append(" from ")
                .rows("c", heads(changes))
                .append(" where (select is_current from k) returning 1"));
    }

    /** One line with its reservation and its place there. */
    private record Placed(Reservation reservation, ReservationLine line, long ordinal) {}

    private Optional<Query> lines(List<Replacement<Reservation>> changes) {
        List<Placed> lines = new ArrayList<>();
        for (Replacement<Reservation> change : changes) {
            List<ReservationLine> own = change.row().lines();
            for (int ordinal = 0; ordinal < own.size(); ordinal++) {
                lines.add(new Placed(change.row(), own.get(ordinal), ordinal));
            }
        }
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        List<String> columns = List.of(
                "number",
                "sku",
                "location",
                "lot",
                "asked_location",
                "asked_lot",
                "asked_quantity",
                "phase",
                "expires_at",
                "requested",
                "open",
                "outstanding",
                "fulfilled",
                "released",
                "expired");
        String values = columns.stream()
                .map(column -> column.equals("expires_at") ? instant("c.expires_at") : "c." + column)
                .collect(Collectors.joining(", "));
        Query query = new Query(engine)
                .append("insert into " + names.line() + " (tenant, reservation_id, ordinal, "
                        + String.join(", ", columns) + ")")
                .append(" select ?, c.reservation_id, c.ordinal, " + values + " from ", tenant)
                .rows(
                        "c",
                        texts(
                                "reservation_id",
                                lines,
                                each -> each.reservation().id()),
                        numbers("ordinal", lines, Placed::ordinal),
                        numbers("number", lines, each -> (long) each.line().number()),
                        texts("sku", lines, each -> each.line().sku()),
                        texts("location", lines, each -> each.line().key().map(StockKey::location)),
                        texts("lot", lines, each -> each.line().key().map(StockKey::lot)),
                        texts(
                                "asked_location",
                                lines,
                                each -> each.line().asked().location()),
                        texts("asked_lot", lines, each -> each.line().asked().lot()),
                        numbers(
                                "asked_quantity",
                                lines,
                                each -> each.line().asked().quantity()),
                        texts("phase", lines, each -> each.reservation().phase()),
                        instants("expires_at", lines, each -> each.reservation().expiresAt()),
                        numbers("requested", lines, each -> each.line().requested()),
                        numbers("open", lines, each -> each.line().open()),
                        numbers("outstanding", lines, each -> each.line().outstanding()),
                        numbers("fulfilled", lines, each -> each.line().fulfilled()),
                        numbers("released", lines, each -> each.line().released()),
                        numbers("expired", lines, each -> each.line().expired()));
        query.append(" where (select positions from p) is not null");
        boolean mayStand = changes.stream().anyMatch(change -> change.replaces() > 0);
        if (mayStand) {
            query.append(" on conflict (tenant, reservation_id, ordinal) do update set "
                    + columns.stream()
                            .map(column -> column + " = excluded." + column)
                            .collect(Collectors.joining(", ")));
        }
        return Optional.of(query);
    }

    /** A changed reservation may have fewer lines than before. */
    private Optional<Query> surplus(List<Replacement<Reservation>> changes) {
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Query(engine)
                .append("delete from " + names.line() + " n where n.ctid = any(array(select x.ctid from ")
                .rows("c", texts("id", changes, change -> change.row().id()), numbers("lines", changes, change ->
                        (long) change.row().lines().size()))
                .append(
                        " cross join lateral (select x.ctid from " + names.line() + " x where x.tenant = ?"
                                + " and x.reservation_id = c.id and x.ordinal >= c.lines offset 0) x))"
                                + " and (select positions from p) is not null",
                        tenant));
    }

    private Query entries(List<Entry> entries) {
        return new Query(engine)
                .append("insert into " + names.entry() + " (position, tenant, type, command_id, rejected_command_id,"
                        + " actor, reason, reference, content_high, content_low, recorded_at, facts, digest_high,"
                        + " digest_low)")
                .append(" select p.positions[c.q], ?, c.type, c.command_id, c.rejected, c.actor, c.reason,", tenant)
                .append(" c.reference, c.content_high, c.content_low, " + instant("c.recorded_at"))
                .append(", c.facts, c.digest_high, c.digest_low from p, ")
                .rows(
                        "c",
                        Column.numbers(
                                "q",
                                LongStream.rangeClosed(1, entries.size())
                                        .boxed()
                                        .toList()),
                        texts("type", entries, Entry::type),
                        texts("command_id", entries, entry -> id(entry, entry.isAccepted())),
                        texts("rejected", entries, entry -> id(entry, !entry.isAccepted())),
                        texts("actor", entries, entry -> entry.origin().actor()),
                        texts("reason", entries, entry -> entry.origin().reason()),
                        texts("reference", entries, entry -> entry.origin().reference()),
                        numbers(
                                "content_high",
                                entries,
                                entry -> entry.content().high()),
                        numbers("content_low", entries, entry -> entry.content().low()),
                        instants("recorded_at", entries, Entry::recordedAt),
                        Column.bytes(
                                "facts",
                                entries.stream()
                                        .map(entry -> Codec.encodeFacts(entry.facts()))
                                        .toList()),
                        new Column(
                                "digest_high",
                                ColumnType.NUMBER,
                                nullable(entries, entry -> entry.digest().map(EntryDigest::high))),
                        new Column(
                                "digest_low",
                                ColumnType.NUMBER,
                                nullable(entries, entry -> entry.digest().map(EntryDigest::low))))
                .append(" where p.positions is not null on conflict (tenant, command_id) do nothing returning 1");
    }

    private static Optional<String> id(Entry entry, boolean isThisKind) {
        return isThisKind ? Optional.of(entry.commandId().value()) : Optional.empty();
    }

    /** One posting with its entry's place in the change set, from 1, and its own in the entry. */
    private record Posted(long number, long ordinal, Entry entry, Posting posting) {}

    private Optional<Query> postings(List<Entry> entries) {
        List<Posted> postings = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            List<Posting> own = entries.get(i).postings();
            for (int ordinal = 0; ordinal < own.size(); ordinal++) {
                postings.add(new Posted(i + 1, ordinal, entries.get(i), own.get(ordinal)));
            }
        }
        if (postings.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Query(engine)
                .append("insert into " + names.posting() + " (position, ordinal, tenant, sku, location, lot, version,"
                        + " type, reservation_id, on_hand_before, reserved_before, allocated_before, on_hand_after,"
                        + " reserved_after, allocated_after, effective_at, recorded_at)")
                .append(" select p.positions[c.q], c.ordinal, ?, c.sku, c.location, c.lot, c.version, c.type,", tenant)
                .append(" c.reservation_id, c.on_hand_before, c.reserved_before, c.allocated_before, c.on_hand_after,"
                        + " c.reserved_after, c.allocated_after, " + instant("c.effective_at") + ", "
                        + instant("c.recorded_at") + " from p, ")
                .rows(
                        "c",
                        numbers("q", postings, Posted::number),
                        numbers("ordinal", postings, Posted::ordinal),
                        texts("sku", postings, each -> each.posting().key().sku()),
                        texts("location", postings, each -> each.posting().key().location()),
                        texts("lot", postings, each -> each.posting().key().lot()),
                        numbers("version", postings, each -> each.posting().version()),
                        texts("type", postings, each -> each.posting().type()),
                        texts("reservation_id", postings, each -> each.posting().reservationId()),
                        numbers(
                                "on_hand_before",
                                postings,
                                each -> each.posting().before().onHand()),
                        numbers(
                                "reserved_before",
                                postings,
                                each -> each.posting().before().reserved()),
                        numbers(
                                "allocated_before",
                                postings,
                                each -> each.posting().before().allocated()),
                        numbers(
                                "on_hand_after",
                                postings,
                                each -> each.posting().after().onHand()),
                        numbers(
                                "reserved_after",
                                postings,
                                each -> each.posting().after().reserved()),
                        numbers(
                                "allocated_after",
                                postings,
                                each -> each.posting().after().allocated()),
                        instants(
                                "effective_at", postings, each -> each.posting().effectiveAt()),
                        instants("recorded_at", postings, each -> each.entry().recordedAt()))
                .append(" where p.positions is not null"));
    }
}
