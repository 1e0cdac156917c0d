package dev.inventoryledger.jdbc;

import dev.inventoryledger.RetryableStoreException;
import dev.inventoryledger.UnknownFateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives entries their places in the journal: those of the store's own transactions as they are written, those of a host's
 * transaction once that has committed, so that no reader ever waits for a host. Safe for use by many threads.
 */
final class Placing {
    /** What a host commits at once may be large; whoever else meets it waits for a part of it only. */
    private static final int AT_ONCE = 1_000;

    private final Engine engine;
    private final Names names;
    private final String tenant;
    private final OwnTransactions transactions;

    Placing(Engine engine, Names names, String tenant, OwnTransactions transactions) {
        this.engine = engine;
        this.names = names;
        this.tenant = tenant;
        this.transactions = transactions;
    }

    List<Long> take(Connection connection, int count, String sequence) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(engine.nextValues(sequence))) {
            statement.setInt(1, count);
            List<Long> positions = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    positions.add(rows.getLong(1));
                }
            }
            return positions;
        }
    }

    /** What may be done again need not leave anyone in doubt. */
    static void safely(Runnable writing) {
        try {
            writing.run();
        } catch (UnknownFateException unknown) {
            throw new RetryableStoreException("the journal's upkeep failed and is to be done again", unknown);
        }
    }

    /** Gives entries of transactions of the host's that have committed since a place, in the order of their making. */
    void place() {
        boolean waiting = transactions.read(this::hasPending);
        if (waiting) {
            safely(this::placeUntilDone);
        }
    }

    /** Whoever is slow may find that readers have closed the gap that it was to fill: then it takes new positions. */
    private void placeUntilDone() {
        boolean isDone = false;
        while (!isDone) {
            isDone = placeSome().filter(placed -> placed < AT_ONCE).isPresent();
        }
    }

    private Optional<Integer> placeSome() {
        return engine.writesAtOnce()
                ? transactions.writeAtOnce(this::placeAtOnce)
                : transactions.write(this::placeEarliest);
    }

    /** By one statement that commits by itself: whoever is stopped meanwhile holds nobody up. */
    private Optional<Integer> placeAtOnce(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(placing())) {
            statement.setString(1, tenant);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(rows.getInt(1)) : Optional.empty();
            }
        }
    }

    /** Positions are taken once all are locked. */
    private String placing() {
        return "with w as materialized (select e.position from " + names.entry() + " e where "
                + Names.entriesOf(tenant, "e") + " and e.position < 0 and (select " + PostgreSql.WAIT_BRIEFLY
                + ") is not null order by e.position desc limit " + AT_ONCE + " for update),"
                + " p as materialized (select array_agg(t.position) as waiting, array_agg(t.place) as places from"
                + " (select w.position, nextval('" + names.positions() + "') as place from (select w.position from w"
                + " order by w.position desc) w where (select count(*) from w) > 0) t),"
                + " o as (" + moving(names.posting()) + "), e as (" + moving(names.entry()) + ")"
                + " select count(*) from e";
    }

    private static String moving(String table) {
        return "update " + table
                + " m set position = (select p.places from p)[array_position((select p.waiting from p),"
                + " m.position)] where m.position = any((select p.waiting from p)::bigint[]) returning 1";
    }

    long prunedUpTo(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select " + names.prunedUpTo())) {
            statement.setString(1, tenant);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    private boolean hasPending(Connection connection) throws SQLException {
        String sql = "select 1 from " + names.entry() + " e where " + Names.entriesOf(tenant, "e")
                + " and e.position < 0 limit 1";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private Optional<Integer> placeEarliest(Connection connection) throws SQLException {
        engine.waitBriefly(connection);
        String sql = "select e.position from " + names.entry() + " e where " + Names.entriesOf(tenant, "e")
                + " and e.position < 0 order by e.position desc limit " + AT_ONCE + " for update";
        List<Long> waiting = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    waiting.add(rows.getLong(1));
                }
            }
        }
        List<Long> positions = waiting.isEmpty() ? List.of() : take(connection, waiting.size(), names.positions());
        Batch entries = new Batch("update " + names.entry() + " set position = ? where position = ?");
        Batch postings = new Batch("update " + names.posting() + " set position = ? where position = ?");
        for (int i = 0; i < waiting.size(); i++) {
            entries.add(positions.get(i), waiting.get(i));
            postings.add(positions.get(i), waiting.get(i));
        }
        entries.execute(connection);
        postings.execute(connection);
        return Optional.of(waiting.size());
    }
}
