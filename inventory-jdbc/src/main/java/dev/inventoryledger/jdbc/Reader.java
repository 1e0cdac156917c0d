package dev.inventoryledger.jdbc;

import dev.inventoryledger.Entry;
import dev.inventoryledger.Movement;
import dev.inventoryledger.MovementQuery;
import dev.inventoryledger.MovementType;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationQuery;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.StockStoreException;
import dev.inventoryledger.UnreadableEntryException;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.DocumentQuery;
import dev.inventoryledger.spi.LevelQuery;
import dev.inventoryledger.spi.LevelRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Answers the store's questions, one statement each, paged by key. Stateless and safe for use by many threads. */
final class Reader {
    /** Positions to look at for each entry that is wanted, at first, and how many times as many then. */
    private static final long FIRST_PIECE = 2;

    private static final long LONGER = 8;

    private final Engine engine;
    private final Names names;
    private final String tenant;

    Reader(Engine engine, Names names, String tenant) {
        this.engine = engine;
        this.names = names;
        this.tenant = tenant;
    }

    /** What takes rows in, one after the other. */
    @FunctionalInterface
    interface RowReader {
        void read(Row row) throws SQLException;
    }

    static void each(Connection connection, Query query, RowReader reader) throws SQLException {
        try (PreparedStatement statement = query.prepare(connection);
                ResultSet rows = statement.executeQuery()) {
            Row row = new Row(rows);
            while (rows.next()) {
                read(row, reader);
            }
        }
    }

    /** A row that makes no value was not written by a ledger: it is named, and not passed over. */
    private static void read(Row row, RowReader reader) throws SQLException {
        try {
            reader.read(row);
        } catch (IllegalArgumentException | NullPointerException edited) {
            if (row.part() == Part.ENTRY || row.part() == Part.ENTRY_POSTING) {
                throw new UnreadableEntryException(row.number(0), edited);
            }
            throw new StockStoreException(
                    "a row cannot be read, a " + row.part() + " that begins with " + row.maybeText(0) + ", "
                            + row.maybeText(1) + ", " + row.maybeText(2),
                    edited);
        }
    }

    List<LevelRow> levels(Connection connection, LevelQuery question) throws SQLException {
        List<LevelRow> found = new ArrayList<>();
        each(connection, query(question), row -> found.add(Values.level(row)));
        return found;
    }

    private Query query(LevelQuery question) {
        Query query = new Query(engine)
                .append(Columns.LEVEL.select(engine, Part.LEVEL))
                .append(" from " + names.level() + " l where l.tenant = ?", tenant);
        if (question instanceof LevelQuery.Low low) {
            query.append(" and " + engine.isLow("l"));
            return page(query, low.after(), low.limit());
        }
        if (question instanceof LevelQuery.At at) {
            query.append(" and l.location = ?", at.location());
            Optional<StockKey> there = at.after().filter(key -> key.location().equals(at.location()));
            there.ifPresent(key -> query.append(" and l.sku >= ? and (l.sku, l.lot) > (?, ?)")
                    .append("", key.sku(), key.sku(), key.lot()));
            return page(query, there.isPresent() ? Optional.empty() : at.after(), at.limit());
        }
        LevelQuery.All all = (LevelQuery.All) question;
        return page(query, all.after(), all.limit());
    }

    /** On PostgreSQL an index serves all that is said of the last key, on H2 what is said of its SKU. */
    private static Query page(Query query, Optional<StockKey> after, int limit) {
        after.ifPresent(key -> query.append(" and l.sku >= ? and (l.sku, l.location, l.lot) > (?, ?, ?)")
                .append("", key.sku(), key.sku(), key.location(), key.lot()));
        return query.append(" order by l.sku, l.location, l.lot limit ?", limit);
    }

    List<Reservation> reservations(Connection connection, ReservationQuery question) throws SQLException {
        ReservationRows found = new ReservationRows();
        each(connection, query(question), found::add);
        return found.all();
    }

    private Query query(ReservationQuery question) {
        boolean byExpiry = question.filter() instanceof ReservationQuery.HoldsExpiringBefore;
        String order = byExpiry ? " order by r.expires_at, r.id" : " order by r.id";
        Query query = new Query(engine)
                .append(Columns.RESERVATION.select(engine, Part.RESERVATION))
                .append(" from (select r.* from " + names.reservation() + " r where r.tenant = ?", tenant);
        filter(query, question.filter());
        question.after().ifPresent(last -> {
            if (byExpiry) {
                query.append(" and r.expires_at >= ? and (r.expires_at > ? or r.id > ?)")
                        .append("", last.expiresAt(), last.expiresAt(), last.id());
            } else {
                query.append(" and r.id > ?", last.id());
            }
        });
        return query.append(order + " limit ?) r", question.limit()).append(names.joinLines(engine) + order);
    }

    private static void filter(Query query, ReservationQuery.Filter filter) {
        if (filter instanceof ReservationQuery.OfOrder ofOrder) {
            query.append(" and r.order_id = ?", ofOrder.order());
        } else if (filter instanceof ReservationQuery.OfOwner ofOwner) {
            query.append(" and r.owner = ?", ofOwner.owner());
        } else if (filter instanceof ReservationQuery.HoldsExpiringBefore before) {
            query.append(" and r.phase = 'HELD' and r.expires_at < ?", before.instant());
        }
    }

    /**
     * Entries in a span of positions that is settled. A piece of it is read at a time, and a longer one if that has too few: a plan made
     * without knowing how many there are might read and sort all that follow, for each page.
     */
    List<Entry> entries(Connection connection, long after, long upTo, int limit) throws SQLException {
        long piece = Math.multiplyExact(FIRST_PIECE, (long) limit);
        while (upTo - after > piece) {
            List<Entry> found = page(connection, after, after + piece, limit);
            if (found.size() == limit) {
                return found;
            }
            piece = Math.multiplyExact(LONGER, piece);
        }
        return page(connection, after, upTo, limit);
    }

    private List<Entry> page(Connection connection, long after, long upTo, int limit) throws SQLException {
        return entries(
                connection, " and e.position > ? and e.position <= ? order by e.position limit ?", after, upTo, limit);
    }

    List<Entry> newest(Connection connection, long upTo) throws SQLException {
        return entries(connection, " and e.position > 0 and e.position <= ? order by e.position desc limit 1", upTo);
    }

    List<Entry> firstSince(Connection connection, Instant instant, long upTo) throws SQLException {
        String first = " and e.position = (select min(f.position) from " + names.entry()
                + " f where " + Names.entriesOf(tenant, "f") + " and f.recorded_at >= ? and f.position > "
                + names.prunedUpTo()
                + " and f.position <= ?)";
        return entries(connection, first, tenant, instant, tenant, upTo);
    }

    private List<Entry> entries(Connection connection, String which, Object... arguments) throws SQLException {
        EntryRows found = new EntryRows();
        String page = " from (select e.* from " + names.entry() + " e where " + Names.entriesOf(tenant, "e")
                + " and e.position > "
                + names.prunedUpTo();
        Query query = new Query(engine)
                .append(Columns.ENTRY.select(engine, Part.ENTRY) + page, tenant, tenant)
                .append(which, arguments)
                .append(") e union all " + Columns.POSTING.select(engine, Part.ENTRY_POSTING) + page, tenant, tenant)
                .append(which, arguments)
                .append(") e" + engine.lookUp(names.posting(), "p", Names.ofEntry("p")));
        each(connection, query, row -> {
            if (row.part() == Part.ENTRY) {
                found.addHead(row);
            } else {
                found.addPosting(row);
            }
        });
        return found.all();
    }

    List<Movement> movements(Connection connection, MovementQuery question, long upTo) throws SQLException {
        List<Movement> found = new ArrayList<>();
        Query query = movementQuery(question, upTo);
        each(connection, query, row -> found.add(Values.movement(row)));
        return found;
    }

    private Query movementQuery(MovementQuery question, long upTo) {
        String by = question.sku().isPresent() ? "p" : "e";
        Query query = new Query(engine)
                .append(Columns.MOVEMENT.select(engine, Part.ENTRY_POSTING))
                .append(" from " + names.entry() + " e" + names.joinPostings())
                .append(" where " + Names.entriesOf(tenant, "e") + " and p.tenant = ?", tenant, tenant)
                .append(" and " + by + ".position >= ? and " + by + ".position <= ?")
                .append("", Math.max(1, question.after().position()), upTo)
                .append(" and " + by + ".position > " + names.prunedUpTo(), tenant)
                .append(" and (p.position > ? or p.ordinal > ?)")
                .append("", question.after().position(), question.after().ordinal());
        question.sku().ifPresent(sku -> query.append(" and p.sku = ?", sku));
        question.location().ifPresent(location -> query.append(" and p.location = ?", location));
        question.from().ifPresent(from -> query.append(" and " + by + ".recorded_at >= ?", from));
        question.until().ifPresent(until -> query.append(" and " + by + ".recorded_at < ?", until));
        if (question.types().size() < MovementType.values().length) {
            String marks =
                    String.join(", ", Collections.nCopies(question.types().size(), "?"));
            query.append(" and p.type in (" + marks + ")", question.types().toArray());
        }
        return query.append(" order by " + by + ".position, p.ordinal limit ?", question.limit());
    }

    List<Document> documents(Connection connection, DocumentQuery question) throws SQLException {
        List<Document> found = new ArrayList<>();
        Query query = new Query(engine)
                .append(Columns.DOCUMENT.select(engine, Part.DOCUMENT))
                .append(" from " + names.document() + " d where d.tenant = ? and d.kind = ?", tenant, question.kind())
                .append(
                        " and d.name > ? order by d.name limit ?",
                        question.after().orElse(""),
                        question.limit());
        each(connection, query, row -> found.add(Values.document(row)));
        return found;
    }
}
