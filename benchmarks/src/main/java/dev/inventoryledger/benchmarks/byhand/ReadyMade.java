package dev.inventoryledger.benchmarks.byhand;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;

/**
 * The floor: one connection commits ready-made batches of reservations by array parameters, one statement for each table. There is
 * nothing to decide and nobody to wait for.
 *
 * @param dataSource the pool
 */
public record ReadyMade(DataSource dataSource) {
    private static final String LEVELS = "update inventory_level l set version = l.version + c.units,"
            + " reserved = l.reserved + c.units, changed_at = ?, due_from = coalesce(l.due_from, ?)"
            + " from unnest(?, ?) c(sku, units)"
            + " where l.tenant = '' and l.sku = c.sku and l.location = 'A' and l.lot = ''";
    private static final String ENTRIES = "insert into inventory_entry (position, tenant, type, command_id,"
            + " content_high, content_low, recorded_at, facts, digest_high, digest_low)"
            + " select p, '', 'RESERVE', id, high, low, ?, ?, low, high from unnest(?, ?, ?, ?) c(p, id, high, low)";
    private static final String RESERVATIONS = "insert into inventory_reservation (tenant, id, version, phase,"
            + " created_at, changed_at, expires_at) select '', id, 1, 'HELD', ?, ?, ? from unnest(?) c(id)";
    private static final String LINES = "insert into inventory_reservation_line (tenant, reservation_id, ordinal,"
            + " number, sku, location, lot, asked_location, asked_quantity, phase, expires_at, requested, open,"
            + " outstanding, fulfilled, released, expired)"
            + " select '', id, 0, 1, sku, 'A', '', 'A', 1, 'HELD', ?, 1, 1, 0, 0, 0, 0 from unnest(?, ?) c(id, sku)";
    private static final String POSTINGS = "insert into inventory_posting (position, ordinal, tenant, sku, location,"
            + " lot, version, type, reservation_id, on_hand_before, reserved_before, allocated_before, on_hand_after,"
            + " reserved_after, allocated_after, effective_at, recorded_at)"
            + " select p, 0, '', sku, 'A', '', v, 'RESERVATION', id, ?, r - 1, 0, ?, r, 0, ?, ?"
            + " from unnest(?, ?, ?, ?, ?) c(p, sku, v, id, r)";

    /**
     * Grants one unit for each id.
     *
     * @param ids the reservations' ids, and the commands'
     * @param skus one for each
     * @param sold how many units of each SKU were granted before; kept up to date
     * @param onHand how many of each there are
     * @param firstPosition the entries' positions begin here
     */
    public void reserve(List<String> ids, List<String> skus, Map<String, Long> sold, long onHand, long firstPosition)
            throws SQLException {
        Timestamp now = Timestamp.from(Instant.now());
        Timestamp expiry = Timestamp.from(now.toInstant().plus(DurableRecord.HOLD));
        int size = ids.size();
        Long[] positions = new Long[size];
        Long[] versions = new Long[size];
        Long[] reserved = new Long[size];
        Long[] high = new Long[size];
        Long[] low = new Long[size];
        Map<String, Long> units = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            units.merge(skus.get(i), 1L, Long::sum);
            long count = sold.merge(skus.get(i), 1L, Long::sum);
            positions[i] = firstPosition + i;
            reserved[i] = count;
            // The receipt was the first version.
            versions[i] = count + 1;
            high[i] = ThreadLocalRandom.current().nextLong();
            low[i] = ThreadLocalRandom.current().nextLong();
        }
        List<String> changed = new ArrayList<>(units.keySet());
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            run(connection, LEVELS, now, expiry, texts(changed), units.values().toArray(Long[]::new));
            run(connection, RESERVATIONS, now, now, expiry, texts(ids));
            run(connection, LINES, expiry, texts(ids), texts(skus));
            run(connection, ENTRIES, now, DurableRecord.facts(1), positions, texts(ids), high, low);
            run(connection, POSTINGS, onHand, onHand, now, now, positions, texts(skus), versions, texts(ids), reserved);
            connection.commit();
        }
    }

    private static String[] texts(List<String> texts) {
        return texts.toArray(String[]::new);
    }

    private static void run(Connection connection, String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                if (arguments[i] instanceof Long[] numbers) {
                    statement.setArray(i + 1, connection.createArrayOf("int8", numbers));
                } else if (arguments[i] instanceof String[] texts) {
                    statement.setArray(i + 1, connection.createArrayOf("varchar", texts));
                } else {
                    statement.setObject(i + 1, arguments[i]);
                }
            }
            statement.executeUpdate();
        }
    }
}
