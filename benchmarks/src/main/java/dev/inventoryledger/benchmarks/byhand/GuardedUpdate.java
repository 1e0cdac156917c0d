package dev.inventoryledger.benchmarks.byhand;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;

/**
 * One round trip for all: the update grants only what is there, and the rows of the record are made of what it returns.
 *
 * @param dataSource the pool
 */
public record GuardedUpdate(DataSource dataSource) implements Seller {
    private static final String ALL = """
            with level as (
                update inventory_level set version = version + 1, reserved = reserved + 1, changed_at = ?,
                    due_from = coalesce(due_from, ?)
                where tenant = '' and sku = ? and location = 'A' and lot = '' and on_hand - reserved >= 1
                returning sku, version, on_hand, reserved, allocated),
            entry as (
                insert into inventory_entry (position, tenant, type, command_id, content_high, content_low,
                    recorded_at, facts, digest_high, digest_low)
                select nextval('inventory_position'), '', 'RESERVE', ?, ?, ?, ?, ?, ?, ? from level
                returning position, command_id, recorded_at),
            reservation as (
                insert into inventory_reservation (tenant, id, version, phase, created_at, changed_at, expires_at)
                select '', e.command_id, 1, 'HELD', e.recorded_at, e.recorded_at, e.recorded_at + interval '15 minutes'
                from entry e
                returning id, expires_at),
            line as (
                insert into inventory_reservation_line (tenant, reservation_id, ordinal, number, sku, location, lot,
                    asked_location, asked_quantity, phase, expires_at, requested, open, outstanding, fulfilled,
                    released, expired)
                select '', r.id, 0, 1, l.sku, 'A', '', 'A', 1, 'HELD', r.expires_at, 1, 1, 0, 0, 0, 0
                from reservation r, level l)
            insert into inventory_posting (position, ordinal, tenant, sku, location, lot, version, type,
                reservation_id, on_hand_before, reserved_before, allocated_before, on_hand_after, reserved_after,
                allocated_after, effective_at, recorded_at)
            select e.position, 0, '', l.sku, 'A', '', l.version, 'RESERVATION', e.command_id, l.on_hand,
                l.reserved - 1, l.allocated, l.on_hand, l.reserved, l.allocated, e.recorded_at, e.recorded_at
            from entry e, level l
            """;

    @Override
    public boolean reserve(String id, List<String> skus) throws SQLException {
        if (skus.size() != 1) {
            throw new IllegalArgumentException("skus: this one sells one at a time, but was asked for " + skus);
        }
        Timestamp now = Timestamp.from(Instant.now());
        ThreadLocalRandom random = ThreadLocalRandom.current();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(ALL)) {
            statement.setTimestamp(1, now);
            statement.setTimestamp(2, Timestamp.from(now.toInstant().plus(DurableRecord.HOLD)));
            statement.setString(3, skus.get(0));
            statement.setString(4, id);
            statement.setLong(5, random.nextLong());
            statement.setLong(6, random.nextLong());
            statement.setTimestamp(7, now);
            statement.setBytes(8, DurableRecord.facts(1));
            statement.setLong(9, random.nextLong());
            statement.setLong(10, random.nextLong());
            return statement.executeUpdate() == 1;
        }
    }
}
