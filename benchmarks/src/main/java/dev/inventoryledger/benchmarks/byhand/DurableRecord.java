package dev.inventoryledger.benchmarks.byhand;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The durable record of a reservation, written by hand into the ledger's own tables: the same rows with the same keys and indexes.
 * What only the ledger can work out, facts and digests, is of the same length and means nothing.
 */
final class DurableRecord {
    static final Duration HOLD = Duration.ofMinutes(15);

    /** As many bytes as the ledger's facts of one reservation with one line, and for each line more. */
    private static final int FACT_BYTES = 60;

    private static final int FACT_BYTES_A_LINE = 45;

    static final String RESERVATION = "insert into inventory_reservation"
            + " (tenant, id, version, phase, created_at, changed_at, expires_at) values ('', ?, 1, 'HELD', ?, ?, ?)";
    static final String LINE = "insert into inventory_reservation_line (tenant, reservation_id, ordinal, number, sku,"
            + " location, lot, asked_location, asked_quantity, phase, expires_at, requested, open, outstanding,"
            + " fulfilled, released, expired)"
            + " values ('', ?, ?, ?, ?, 'A', '', 'A', 1, 'HELD', ?, 1, 1, 0, 0, 0, 0)";
    static final String ENTRY = "insert into inventory_entry (position, tenant, type, command_id, content_high,"
            + " content_low, recorded_at, facts, digest_high, digest_low)"
            + " values (nextval('inventory_position'), '', ?, ?, ?, ?, ?, ?, ?, ?) returning position";
    static final String POSTING = "insert into inventory_posting (position, ordinal, tenant, sku, location, lot,"
            + " version, type, reservation_id, on_hand_before, reserved_before, allocated_before, on_hand_after,"
            + " reserved_after, allocated_after, effective_at, recorded_at)"
            + " values (?, ?, '', ?, 'A', '', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private DurableRecord() {}

    /** A level as it stood. */
    record Level(String sku, long version, long onHand, long reserved, long allocated) {
        Level plus(long onHandChange, long reservedChange, long allocatedChange) {
            return new Level(
                    sku, version + 1, onHand + onHandChange, reserved + reservedChange, allocated + allocatedChange);
        }
    }

    static byte[] facts(int lines) {
        return new byte[FACT_BYTES + FACT_BYTES_A_LINE * lines];
    }

    static void reservation(Connection connection, String id, List<String> skus, Instant now) throws SQLException {
        Timestamp at = Timestamp.from(now);
        Timestamp expiry = Timestamp.from(now.plus(HOLD));
        try (PreparedStatement statement = connection.prepareStatement(RESERVATION)) {
            statement.setString(1, id);
            statement.setTimestamp(2, at);
            statement.setTimestamp(3, at);
            statement.setTimestamp(4, expiry);
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement(LINE)) {
            for (int i = 0; i < skus.size(); i++) {
                statement.setString(1, id);
                statement.setInt(2, i);
                statement.setInt(3, i + 1);
                statement.setString(4, skus.get(i));
                statement.setTimestamp(5, expiry);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** The entry and one posting for each level: from what it was to what it is. */
    static void entry(
            Connection connection,
            String type,
            String posting,
            String commandId,
            String id,
            List<Level> before,
            List<Level> after,
            Instant now)
            throws SQLException {
        Timestamp at = Timestamp.from(now);
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long position;
        try (PreparedStatement statement = connection.prepareStatement(ENTRY)) {
            statement.setString(1, type);
            statement.setString(2, commandId);
            statement.setLong(3, random.nextLong());
            statement.setLong(4, random.nextLong());
            statement.setTimestamp(5, at);
            statement.setBytes(6, facts(before.size()));
            statement.setLong(7, random.nextLong());
            statement.setLong(8, random.nextLong());
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                position = rows.getLong(1);
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(POSTING)) {
            for (int i = 0; i < before.size(); i++) {
                Level was = before.get(i);
                Level is = after.get(i);
                statement.setLong(1, position);
                statement.setInt(2, i);
                statement.setString(3, is.sku());
                statement.setLong(4, is.version());
                statement.setString(5, posting);
                statement.setString(6, id);
                statement.setLong(7, was.onHand());
                statement.setLong(8, was.reserved());
                statement.setLong(9, was.allocated());
                statement.setLong(10, is.onHand());
                statement.setLong(11, is.reserved());
                statement.setLong(12, is.allocated());
                statement.setTimestamp(13, at);
                statement.setTimestamp(14, at);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    static void levels(Connection connection, List<Level> after, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("update inventory_level set version = ?,"
                + " on_hand = ?, reserved = ?, allocated = ?, changed_at = ?, due_from = coalesce(due_from, ?)"
                + " where tenant = '' and sku = ? and location = 'A' and lot = ''")) {
            for (Level level : after) {
                statement.setLong(1, level.version());
                statement.setLong(2, level.onHand());
                statement.setLong(3, level.reserved());
                statement.setLong(4, level.allocated());
                statement.setTimestamp(5, Timestamp.from(now));
                statement.setTimestamp(6, Timestamp.from(now.plus(HOLD)));
                statement.setString(7, level.sku());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
