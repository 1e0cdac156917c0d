package dev.inventoryledger.benchmarks.byhand;

import dev.inventoryledger.CommandId;
import dev.inventoryledger.benchmarks.byhand.DurableRecord.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;

/**
 * What most would write: lock the levels, look, write, commit.
 *
 * @param dataSource the pool
 */
public record SelectForUpdate(DataSource dataSource) implements Seller {
    /** Some work within a transaction; false rolls it back. */
    @FunctionalInterface
    private interface Work {
        boolean on(Connection connection) throws SQLException;
    }

    private boolean inTransaction(Work work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            boolean isDone = false;
            try {
                isDone = work.on(connection);
                if (isDone) {
                    connection.commit();
                }
                return isDone;
            } finally {
                if (!isDone) {
                    connection.rollback();
                }
            }
        }
    }

    private static List<Level> lock(Connection connection, List<String> skus) throws SQLException {
        List<Level> levels = new ArrayList<>();
        // One parameter each: for an array the server plans anew every time.
        String parameters = String.join(", ", Collections.nCopies(skus.size(), "?"));
        try (PreparedStatement statement =
                connection.prepareStatement("select sku, version, on_hand, reserved, allocated"
                        + " from inventory_level where tenant = '' and sku in (" + parameters
                        + ") and location = 'A' and lot = '' order by sku for update")) {
            for (int i = 0; i < skus.size(); i++) {
                statement.setString(i + 1, skus.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    levels.add(new Level(
                            rows.getString(1), rows.getLong(2), rows.getLong(3), rows.getLong(4), rows.getLong(5)));
                }
            }
        }
        return levels;
    }

    @Override
    public boolean reserve(String id, List<String> skus) throws SQLException {
        return inTransaction(connection -> {
            List<Level> before = lock(connection, skus);
            boolean isEnough = before.size() == skus.size()
                    && before.stream().allMatch(level -> level.onHand() - level.reserved() >= 1);
            if (isEnough) {
                Instant now = Instant.now();
                List<Level> after =
                        before.stream().map(level -> level.plus(0, 1, 0)).toList();
                DurableRecord.levels(connection, after, now);
                DurableRecord.reservation(connection, id, skus, now);
                DurableRecord.entry(connection, "RESERVE", "RESERVATION", id, id, before, after, now);
            }
            return isEnough;
        });
    }

    /** Turns a hold into a promise. */
    public boolean confirm(String id, List<String> skus) throws SQLException {
        return advance(id, skus, "CONFIRMED", "open = open", "CONFIRM", "ALLOCATION", 0, 0, 1);
    }

    /** Lets the goods go. */
    public boolean fulfil(String id, List<String> skus) throws SQLException {
        return advance(
                id, skus, "CLOSED", "open = 0, fulfilled = fulfilled + open", "FULFIL", "FULFILMENT", -1, -1, -1);
    }

    private static void require(boolean isWritten) {
        if (!isWritten) {
            throw new IllegalStateException("the reservation is not there");
        }
    }

    private boolean advance(
            String id,
            List<String> skus,
            String phase,
            String counters,
            String type,
            String posting,
            int onHand,
            int reserved,
            int allocated)
            throws SQLException {
        return inTransaction(connection -> {
            List<Level> before = lock(connection, skus);
            Instant now = Instant.now();
            List<Level> after = before.stream()
                    .map(level -> level.plus(onHand, reserved, allocated))
                    .toList();
            DurableRecord.levels(connection, after, now);
            try (PreparedStatement statement = connection.prepareStatement("update inventory_reservation set"
                    + " version = version + 1, phase = ?, changed_at = now() where tenant = '' and id = ?")) {
                statement.setString(1, phase);
                statement.setString(2, id);
                require(statement.executeUpdate() == 1);
            }
            try (PreparedStatement statement = connection.prepareStatement("update inventory_reservation_line set"
                    + " phase = ?, " + counters + " where tenant = '' and reservation_id = ?")) {
                statement.setString(1, phase);
                statement.setString(2, id);
                require(statement.executeUpdate() == skus.size());
            }
            DurableRecord.entry(connection, type, posting, CommandId.random().value(), id, before, after, now);
            return true;
        });
    }
}
