package dev.inventoryledger.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Removes postings for their age. The heads of their entries stay: they are what their command ids answer. */
final class Pruner {
    private final Names names;
    private final String tenant;

    Pruner(Names names, String tenant) {
        this.names = names;
        this.tenant = tenant;
    }

    void prune(Connection connection, long position) throws SQLException {
        if (position == 0) {
            return;
        }
        // Only keys that moved since the last pruning have an opening, or more, to give up.
        Batch superseded = new Batch("delete from " + names.posting() + " p where p.tenant = ? and p.position > 0"
                + " and p.position <= ? and (p.sku, p.location, p.lot) in (select m.sku, m.location, m.lot from "
                + names.posting() + " m where m.tenant = ? and m.position > " + names.prunedUpTo()
                + " and m.position <= ?) and exists (select 1 from " + names.posting() + " q where q.tenant = p.tenant"
                + " and q.sku = p.sku and q.location = p.location and q.lot = p.lot and q.version > p.version"
                + " and q.position > 0 and q.position <= ?)");
        superseded.add(tenant, position, tenant, tenant, position, position);
        superseded.execute(connection);
        Batch moved = new Batch("update " + names.pruning() + " set up_to = ? where tenant = ?");
        moved.add(position, tenant);
        if (moved.execute(connection).contains(false)) {
            Batch first = new Batch("insert into " + names.pruning() + " (up_to, tenant) values (?, ?)");
            first.add(position, tenant);
            first.execute(connection);
        }
    }
}
