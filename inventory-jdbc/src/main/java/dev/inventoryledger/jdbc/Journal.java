package dev.inventoryledger.jdbc;

import dev.inventoryledger.spi.JournalExtent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The order of the journal. Positions come from a sequence, after the rows of a commit are locked, so that per stock key
 * they rise with the versions. A commit may be visible before one with a lower position: readers therefore read up to the
 * first gap only. A gap is closed by a void entry once it has stood for as long as the grace: should its writer still
 * come, the writer's commit goes stale. Entries of a host's transaction get their positions when that has committed, so
 * that nobody waits for a host. Safe for use by many threads.
 */
final class Journal {
    private static final int PAGE = 1_000;

    private final Engine engine;
    private final Names names;
    private final String tenant;
    private final Transactions transactions;
    private final long graceNanos;
    private final AtomicLong settled = new AtomicLong();

    /** Gaps that were met, by position, with the time after which they may be closed. */
    private final Map<Long, Long> gaps = new ConcurrentHashMap<>();

    Journal(Engine engine, Names names, String tenant, Transactions transactions, Duration grace) {
        this.engine = engine;
        this.names = names;
        this.tenant = tenant;
        this.transactions = transactions;
        graceNanos = grace.toNanos();
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

    /** Positions that were rolled back with their transaction: nobody will fill them, and nobody need wait. */
    void abandoned(List<Long> positions) {
        long now = System.nanoTime();
        positions.forEach(position -> gaps.put(position, now));
    }

    /** The highest position up to which nothing will ever appear any more. */
    long settledUpTo() {
        place();
        List<Long> open = advance();
        while (!open.isEmpty() && close(open)) {
            open = advance();
        }
        return settled.get();
    }

    long knownSettled() {
        return settled.get();
    }

    /** Moves on over what is there without a gap, and tells which positions the first gap behind it has. */
    private List<Long> advance() {
        while (true) {
            long from = settled.get();
            List<Long> next = transactions.read(connection -> positionsAfter(connection, from));
            long last = from;
            for (long position : next) {
                if (position != last + 1) {
                    settle(last);
                    return missing(last + 1, position);
                }
                last = position;
            }
            settle(last);
            if (next.size() < PAGE) {
                return List.of();
            }
            skipWhatIsComplete();
        }
    }

    /** Nothing is pruned yet. */
    JournalExtent extent() {
        long readable = settledUpTo();
        return new JournalExtent(0, readable, Math.max(readable, transactions.read(this::newest)));
    }

    private long newest(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("select max(e.position) from " + names.entry() + " e");
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /** Where much is new and nothing is missing, counting is enough. */
    private void skipWhatIsComplete() {
        long from = settled.get();
        String sql = "select count(*), max(e.position) from " + names.entry() + " e where e.position > ?";
        long complete = transactions.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setLong(1, from);
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next() && rows.getLong(1) == rows.getLong(2) - from ? rows.getLong(2) : from;
                }
            }
        });
        settle(complete);
    }

    private void settle(long position) {
        settled.accumulateAndGet(position, Math::max);
        gaps.keySet().removeIf(gap -> gap <= position);
    }

    private static List<Long> missing(long first, long end) {
        List<Long> missing = new ArrayList<>();
        for (long position = first; position < end; position++) {
            missing.add(position);
        }
        return missing;
    }

    private List<Long> positionsAfter(Connection connection, long position) throws SQLException {
        String sql = "select e.position from " + names.entry() + " e where e.position > ? order by e.position limit ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, position);
            statement.setInt(2, PAGE);
            List<Long> positions = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    positions.add(rows.getLong(1));
                }
            }
            return positions;
        }
    }

    /** Closes a gap whose time has come. */
    private boolean close(List<Long> gap) {
        long now = System.nanoTime();
        boolean due = true;
        for (long position : gap) {
            due &= now - gaps.computeIfAbsent(position, unseen -> now + graceNanos) >= 0;
        }
        return due && insertVoid(gap);
    }

    /** Comes to nothing where a writer is about to commit there, or did. */
    private boolean insertVoid(List<Long> gap) {
        String sql = "insert into " + names.entry() + " (position, type) values (?, 'VOID')";
        try {
            for (long position : gap) {
                transactions.write(connection -> {
                    engine.waitBriefly(connection);
                    Batch entries = new Batch(sql);
                    entries.add(position);
                    return Optional.of(entries.execute(connection));
                });
            }
            return true;
        } catch (dev.inventoryledger.RetryableStoreException busy) {
            return false;
        }
    }

    /** Gives entries of transactions of the host's that have committed since a place, in the order of their making. */
    void place() {
        boolean waiting = transactions.read(this::hasPending);
        if (waiting) {
            transactions.write(this::placeAll);
        }
    }

    private boolean hasPending(Connection connection) throws SQLException {
        String sql = "select 1 from " + names.entry() + " e where e.tenant = ? and e.position < 0 limit 1";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private Optional<Integer> placeAll(Connection connection) throws SQLException {
        String sql = "select e.position from " + names.entry()
                + " e where e.tenant = ? and e.position < 0 order by e.position desc for update";
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
