package dev.inventoryledger.jdbc;

import dev.inventoryledger.RetryableStoreException;
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
 * come, the writer's commit goes stale. Safe for use by many threads.
 */
final class Journal {
    private static final int PAGE = 1_000;
    private static final long WINDOW = 10_000;
    private static final long WIDEST_WINDOW = 1_000_000;

    private final Engine engine;
    private final Names names;
    private final Transactions transactions;
    private final long graceNanos;
    private final Placing placing;
    private final AtomicLong settled = new AtomicLong();

    /** Gaps that were met, by position, with the time after which they may be closed. */
    private final Map<Long, Long> gaps = new ConcurrentHashMap<>();

    Journal(Engine engine, Names names, Transactions transactions, Placing placing, Duration grace) {
        this.engine = engine;
        this.names = names;
        this.transactions = transactions;
        this.placing = placing;
        graceNanos = grace.toNanos();
    }

    /** What is settled is seen by a transaction that begins now, not by any that is open already. */
    <T> T read(Work<T> work) {
        return transactions.read(work);
    }

    /** Positions that were rolled back with their transaction: nobody will fill them, and nobody need wait. */
    void abandoned(List<Long> positions) {
        long now = System.nanoTime();
        if (gaps.size() < PAGE) {
            // A process that reads no journal would gather them without end; one that is not noted costs its readers
            // the grace.
            positions.forEach(position -> gaps.put(position, now));
        }
    }

    /** The highest position up to which nothing will ever appear any more. */
    long settledUpTo() {
        placing.place();
        List<Long> open = advance();
        while (!open.isEmpty() && close(open)) {
            open = advance();
        }
        return settled.get();
    }

    long knownSettled() {
        return settled.get();
    }

    /**
     * Moves on over what is there without a gap, and tells which positions the first gap behind it has. The time of all gaps that are
     * met runs from now on, or as many as there are would be closed one after the other.
     */
    private List<Long> advance() {
        if (settled.get() == 0) {
            settle(transactions.read(this::pruned));
        }
        while (true) {
            long from = settled.get();
            List<Long> next = transactions.read(connection -> positionsAfter(connection, from));
            long last = from;
            for (long position : next) {
                if (position != last + 1) {
                    settle(last);
                    noteGaps(last, next);
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

    JournalExtent extent() {
        long readable = settledUpTo();
        long pruned = transactions.read(connection -> placing.prunedUpTo(connection));
        return new JournalExtent(pruned, readable, Math.max(readable, transactions.read(this::newest)));
    }

    private long newest(Connection connection) throws SQLException {
        return number(connection, "select max(e.position) from " + names.entry() + " e");
    }

    /** Only what is settled is pruned, of whichever tenant it is. */
    private long pruned(Connection connection) throws SQLException {
        return number(connection, "select max(g.up_to) from " + names.pruning() + " g");
    }

    /** The number that a query answers with, or 0 where it is null. */
    private static long number(Connection connection, String sql, long... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setLong(i + 1, arguments[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    /** Where much is new and nothing is missing, counting is enough; others may move on meanwhile, and only what was counted is certain. */
    private void skipWhatIsComplete() {
        long window = WINDOW;
        while (isSkipped(window)) {
            window = Math.min(10 * window, WIDEST_WINDOW);
        }
        window /= 10;
        while (window >= WINDOW) {
            window = isSkipped(window) ? window : window / 10;
        }
    }

    private boolean isSkipped(long window) {
        long from = settled.get();
        String sql = "select count(*) from " + names.entry() + " e where e.position > ? and e.position <= ?";
        boolean isComplete = transactions.read(connection -> number(connection, sql, from, from + window)) == window;
        if (isComplete) {
            settle(from + window);
        }
        return isComplete;
    }

    private void settle(long position) {
        settled.accumulateAndGet(position, Math::max);
        gaps.keySet().removeIf(gap -> gap <= position);
    }

    private void noteGaps(long settledUpTo, List<Long> next) {
        long due = System.nanoTime() + graceNanos;
        long last = settledUpTo;
        for (long position : next) {
            if (position > last + 1 && gaps.size() < PAGE) {
                missing(last + 1, position).forEach(gap -> gaps.putIfAbsent(gap, due));
            }
            last = Math.max(last, position);
        }
    }

    private static List<Long> missing(long first, long end) {
        List<Long> missing = new ArrayList<>();
        for (long position = first; position < Math.min(end, first + PAGE); position++) {
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
            due &= now - gaps.computeIfAbsent(position, unnoted -> now + graceNanos) >= 0;
        }
        return due && insertVoid(gap);
    }

    /** Comes to nothing where a writer is about to commit there, or did. */
    private boolean insertVoid(List<Long> gap) {
        String sql = "insert into " + names.entry() + " (position, type) values (?, 'VOID')";
        try {
            for (long position : gap) {
                Placing.safely(() -> transactions.write(connection -> {
                    engine.waitBriefly(connection);
                    Batch entries = new Batch(sql);
                    entries.add(position);
                    return Optional.of(entries.execute(connection));
                }));
            }
            return true;
        } catch (RetryableStoreException busy) {
            return false;
        }
    }
}
