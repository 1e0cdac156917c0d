package dev.inventoryledger.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Removes postings for their age. The heads of their entries stay: they are what their command ids answer. */
final class Pruner {
    private final Engine engine;
    private final Names names;
    private final String tenant;

    Pruner(Engine engine, Names names, String tenant) {
        this.engine = engine;
        this.names = names;
        this.tenant = tenant;
    }

    void prune(Connection connection, long position) throws SQLException {
        if (position == 0) {
            return;
        }
        Batch superseded = new Batch("delete from " + names.posting() + " where position = ? and ordinal = ?");
        addSuperseded(connection, position, superseded);
        superseded.execute(connection);
        Batch moved = new Batch("update " + names.pruning() + " set up_to = ? where tenant = ?");
        moved.add(position, tenant);
        if (moved.execute(connection).contains(false)) {
            Batch first = new Batch("insert into " + names.pruning() + " (up_to, tenant) values (?, ?)");
            first.add(position, tenant);
            first.execute(connection);
        }
    }

    /** Only keys that moved since the last pruning have an opening, or more, to give up: what is older than their newest posting by then. */
    private void addSuperseded(Connection connection, long position, Batch superseded) throws SQLException {
        Query query = new Query(engine)
                .append(
                        "select p.position, p.ordinal from (select m.sku, m.location, m.lot, max(m.version) as version from ")
                .append(
                        names.posting() + " m where m.tenant = ? and m.position > " + names.prunedUpTo(),
                        tenant,
                        tenant)
                .append(" and m.position <= ? group by m.sku, m.location, m.lot) k", position)
                .append(
                        engine.lookUp(
                                names.posting(),
                                "p",
                                "p.tenant = ? and p.sku = k.sku and p.location = k.location and p.lot = k.lot"
                                        + " and p.version < k.version and p.position > 0 and p.position <= ?"),
                        tenant,
                        position);
        try (PreparedStatement statement = query.prepare(connection);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                superseded.add(rows.getLong(1), rows.getInt(2));
            }
        }
    }
}
