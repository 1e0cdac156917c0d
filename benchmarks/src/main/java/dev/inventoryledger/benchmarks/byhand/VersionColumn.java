package dev.inventoryledger.benchmarks.byhand;

import dev.inventoryledger.benchmarks.byhand.DurableRecord.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;

/** Optimistic: read, then write if the version is still the same, three times; then give up, which is counted. */
public final class VersionColumn implements Seller {
    private static final int RETRIES = 3;

    private final DataSource dataSource;
    private final LongAdder givenUp = new LongAdder();

    /**
     * Over a pool.
     *
     * @param dataSource the pool
     */
    public VersionColumn(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** {@return how many reservations failed though there were units} */
    public long givenUp() {
        return givenUp.sum();
    }

    @Override
    public boolean reserve(String id, List<String> skus) throws SQLException {
        for (int tries = 0; tries <= RETRIES; tries++) {
            Optional<Boolean> done = attempt(id, skus);
            if (done.isPresent()) {
                return done.get();
            }
        }
        givenUp.increment();
        return false;
    }

    /** Nothing if the version had changed. */
    private Optional<Boolean> attempt(String id, List<String> skus) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            boolean isDone = false;
            try {
                Level before = read(connection, skus.get(0));
                if (before.onHand() - before.reserved() < 1) {
                    return Optional.of(false);
                }
                Level after = before.plus(0, 1, 0);
                Instant now = Instant.now();
                if (!replace(connection, before, after, now)) {
                    return Optional.empty();
                }
                DurableRecord.reservation(connection, id, skus, now);
                DurableRecord.entry(connection, "RESERVE", "RESERVATION", id, id, List.of(before), List.of(after), now);
                connection.commit();
                isDone = true;
                return Optional.of(true);
            } finally {
                if (!isDone) {
                    connection.rollback();
                }
            }
        }
    }

    private static Level read(Connection connection, String sku) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select version, on_hand, reserved, allocated"
                + " from inventory_level where tenant = '' and sku = ? and location = 'A' and lot = ''")) {
            statement.setString(1, sku);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return new Level(sku, rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getLong(4));
            }
        }
    }

    private static boolean replace(Connection connection, Level before, Level after, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("update inventory_level set version = ?,"
                + " reserved = ?, changed_at = ?, due_from = coalesce(due_from, ?)"
                + " where tenant = '' and sku = ? and location = 'A' and lot = '' and version = ?")) {
            statement.setLong(1, after.version());
            statement.setLong(2, after.reserved());
            statement.setTimestamp(3, java.sql.Timestamp.from(now));
            statement.setTimestamp(4, java.sql.Timestamp.from(now.plus(DurableRecord.HOLD)));
            statement.setString(5, after.sku());
            statement.setLong(6, before.version());
            return statement.executeUpdate() == 1;
        }
    }
}
