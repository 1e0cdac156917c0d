package dev.inventoryledger.jdbc;

import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationLine;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.spi.Replacement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes reservations and their lines. Stateless and safe for use by many threads. */
final class ReservationWriter {
    private final String tenant;
    private final String insert;
    private final String update;
    private final String insertLine;
    private final String updateLine;
    private final String deleteLines;

    ReservationWriter(Names names, String tenant) {
        this.tenant = tenant;
        insert = "insert into " + names.reservation()
                + " (version, phase, owner, order_id, created_at, changed_at, expires_at, tenant, id)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)";
        update = "update " + names.reservation()
                + " set version = ?, phase = ?, owner = ?, order_id = ?, created_at = ?,"
                + " changed_at = ?, expires_at = ? where tenant = ? and id = ? and version = ?";
        insertLine = "insert into " + names.line() + " (number, sku, location, lot, asked_location, asked_lot,"
                + " asked_quantity, phase, expires_at, requested, open, outstanding, fulfilled, released, expired,"
                + " tenant, reservation_id, ordinal) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        updateLine = "update " + names.line() + " set number = ?, sku = ?, location = ?, lot = ?, asked_location = ?,"
                + " asked_lot = ?, asked_quantity = ?, phase = ?, expires_at = ?, requested = ?, open = ?,"
                + " outstanding = ?, fulfilled = ?, released = ?, expired = ?"
                + " where tenant = ? and reservation_id = ? and ordinal = ?";
        deleteLines = "delete from " + names.line() + " where tenant = ? and reservation_id = ? and ordinal >= ?";
    }

    /** Whether every reservation had the version that it replaces. */
    boolean write(Connection connection, List<Replacement<Reservation>> changes) throws SQLException {
        Batch changed = new Batch(update);
        Batch added = new Batch(insert);
        for (Replacement<Reservation> change : changes) {
            add(change.replaces() == 0 ? added : changed, change);
        }
        if (!changed.changesAll(connection) || !added.changesAll(connection)) {
            return false;
        }
        writeLines(connection, changes);
        return true;
    }

    private void add(Batch batch, Replacement<Reservation> change) {
        Reservation row = change.row();
        List<@Nullable Object> values = new ArrayList<>();
        values.add(row.version());
        values.add(row.phase());
        values.add(row.owner());
        values.add(row.order());
        values.add(row.createdAt());
        values.add(row.changedAt());
        values.add(row.expiresAt());
        values.add(tenant);
        values.add(row.id());
        if (change.replaces() > 0) {
            values.add(change.replaces());
        }
        batch.add(values.toArray());
    }

    /** A changed reservation may have more lines than before, or fewer. */
    private void writeLines(Connection connection, List<Replacement<Reservation>> changes) throws SQLException {
        Batch surplus = new Batch(deleteLines);
        Batch changed = new Batch(updateLine);
        Batch added = new Batch(insertLine);
        List<@Nullable Object[]> changedRows = new ArrayList<>();
        for (Replacement<Reservation> change : changes) {
            Reservation row = change.row();
            List<@Nullable Object[]> lines = lines(row);
            if (change.replaces() == 0) {
                lines.forEach(added::add);
            } else {
                lines.forEach(changed::add);
                changedRows.addAll(lines);
                surplus.add(tenant, row.id(), lines.size());
            }
        }
        List<Boolean> found = changed.execute(connection);
        for (int i = 0; i < found.size(); i++) {
            if (!found.get(i)) {
                added.add(changedRows.get(i));
            }
        }
        surplus.execute(connection);
        added.execute(connection);
    }

    private List<@Nullable Object[]> lines(Reservation row) {
        List<@Nullable Object[]> lines = new ArrayList<>();
        for (int ordinal = 0; ordinal < row.lines().size(); ordinal++) {
            lines.add(line(row, row.lines().get(ordinal), ordinal));
        }
        return lines;
    }

    private @Nullable Object[] line(Reservation row, ReservationLine line, int ordinal) {
        return new @Nullable Object[] {
            line.number(),
            line.sku(),
            line.key().map(StockKey::location),
            line.key().map(StockKey::lot),
            line.asked().location(),
            line.asked().lot(),
            line.asked().quantity(),
            row.phase(),
            row.expiresAt(),
            line.requested(),
            line.open(),
            line.outstanding(),
            line.fulfilled(),
            line.released(),
            line.expired(),
            tenant,
            row.id(),
            ordinal
        };
    }
}
