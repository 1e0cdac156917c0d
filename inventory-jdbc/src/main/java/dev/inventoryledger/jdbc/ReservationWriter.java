package dev.inventoryledger.jdbc;

import dev.inventoryledger.Reservation;
import dev.inventoryledger.jdbc.Layouts.PlacedLine;
import dev.inventoryledger.spi.Replacement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Writes reservations and their lines, row by row. Stateless and safe for use by many threads. */
final class ReservationWriter {
    private final String tenant;
    private final String insert;
    private final String update;
    private final String insertLine;
    private final String updateLine;
    private final String deleteLines;

    ReservationWriter(Names names, String tenant) {
        this.tenant = tenant;
        insert = "insert into " + names.reservation() + " (" + Layouts.RESERVATION.names() + ", tenant, id) values ("
                + Layouts.RESERVATION.parameters() + ", ?, ?)";
        update = "update " + names.reservation() + " set " + Layouts.RESERVATION.assignedParameters()
                + " where tenant = ? and id = ? and version = ?";
        insertLine = "insert into " + names.line() + " (" + Layouts.LINE.names()
                + ", tenant, reservation_id, ordinal) values (" + Layouts.LINE.parameters() + ", ?, ?, ?)";
        updateLine = "update " + names.line() + " set " + Layouts.LINE.assignedParameters()
                + " where tenant = ? and reservation_id = ? and ordinal = ?";
        deleteLines = "delete from " + names.line() + " where tenant = ? and reservation_id = ? and ordinal >= ?";
    }

    /** Whether every reservation had the version that it replaces. */
    boolean write(Connection connection, List<Replacement<Reservation>> changes) throws SQLException {
        Batch changed = new Batch(update);
        Batch added = new Batch(insert);
        for (Replacement<Reservation> change : changes) {
            String id = change.row().id().value();
            if (change.replaces() == 0) {
                added.add(Layouts.RESERVATION.arguments(change, tenant, id));
            } else {
                changed.add(Layouts.RESERVATION.arguments(change, tenant, id, change.replaces()));
            }
        }
        if (!changed.changesAll(connection) || !added.changesAll(connection)) {
            return false;
        }
        writeLines(connection, changes);
        return true;
    }

    /** A changed reservation may have more lines than before, or fewer. */
    private void writeLines(Connection connection, List<Replacement<Reservation>> changes) throws SQLException {
        Batch surplus = new Batch(deleteLines);
        Batch changed = new Batch(updateLine);
        Batch added = new Batch(insertLine);
        List<PlacedLine> mayStand = new ArrayList<>();
        for (Replacement<Reservation> change : changes) {
            List<PlacedLine> lines = PlacedLine.of(change.row());
            if (change.replaces() == 0) {
                lines.forEach(line -> add(line, added));
            } else {
                lines.forEach(line -> add(line, changed));
                mayStand.addAll(lines);
                surplus.add(tenant, change.row().id(), lines.size());
            }
        }
        List<Boolean> found = changed.execute(connection);
        for (int i = 0; i < found.size(); i++) {
            if (!found.get(i)) {
                add(mayStand.get(i), added);
            }
        }
        surplus.execute(connection);
        added.execute(connection);
    }

    private void add(PlacedLine line, Batch batch) {
        batch.add(Layouts.LINE.arguments(line, tenant, line.reservation().id(), line.ordinal()));
    }
}
