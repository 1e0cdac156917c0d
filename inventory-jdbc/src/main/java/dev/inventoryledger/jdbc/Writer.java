package dev.inventoryledger.jdbc;

import dev.inventoryledger.Entry;
import dev.inventoryledger.UnknownFateException;
import dev.inventoryledger.spi.ChangeSet;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Writes change sets, statement by statement in one order, so that writers that meet wait for each other rather than
 * block each other. Safe for use by many threads.
 */
final class Writer {
    private final Engine engine;
    private final Names names;
    private final Journal journal;
    private final Placing placing;
    private final RowWriter rows;
    private final ReservationWriter reservations;
    private final EntryWriter entries;
    private final Pruner pruner;
    private final OneStatement atOnce;

    Writer(Engine engine, Names names, String tenant, Journal journal, Placing placing) {
        this.engine = engine;
        this.names = names;
        this.journal = journal;
        this.placing = placing;
        rows = new RowWriter(engine, names, tenant);
        reservations = new ReservationWriter(names, tenant);
        entries = new EntryWriter(names, tenant);
        pruner = new Pruner(engine, names, tenant);
        atOnce = new OneStatement(engine, names, tenant);
    }

    /** Whether change sets can be written without those that are stale among them. */
    boolean tellsApart(List<ChangeSet> parts) {
        return parts.stream().allMatch(atOnce::fits);
    }

    /**
     * What writes those that it can tell apart, with one statement that is put together beforehand and commits by itself: it gives for
     * each change set the positions of its entries, or nothing if a condition of it does not hold.
     */
    Supplier<List<Optional<List<Long>>>> prepare(OwnTransactions transactions, List<ChangeSet> parts) {
        OneStatement.Prepared statement = atOnce.prepare(parts);
        return () -> transactions
                .writeAtOnce(statement::write)
                .orElseGet(() -> Collections.nCopies(parts.size(), Optional.empty()));
    }

    /** Writes in a transaction of its own: the positions of the entries, or nothing if a condition does not hold. */
    Optional<List<Long>> commit(Transactions transactions, ChangeSet changes) {
        return commit(transactions, (connection, taken) -> {
            engine.waitForCommand(connection);
            return write(connection, changes, taken);
        });
    }

    /** What writes, and notes which positions it takes. */
    @FunctionalInterface
    private interface Taking<T> {
        Optional<T> on(Connection connection, List<Long> taken) throws SQLException;
    }

    private <T> Optional<T> commit(Transactions transactions, Taking<T> writing) {
        List<Long> taken = new ArrayList<>();
        boolean isOver = true;
        try {
            Optional<T> written = transactions.write(connection -> writing.on(connection, taken));
            isOver = written.isEmpty();
            return written;
        } catch (UnknownFateException unknown) {
            isOver = false;
            throw unknown;
        } finally {
            if (isOver) {
                journal.abandoned(taken);
            }
        }
    }

    private Optional<List<Long>> write(Connection connection, ChangeSet changes, List<Long> taken) throws SQLException {
        if (!writeRows(connection, changes)) {
            return Optional.empty();
        }
        pruner.prune(connection, changes.prunesUpTo());
        if (!changes.entries().isEmpty()) {
            taken.addAll(placing.take(connection, changes.entries().size(), names.positions()));
            entries.write(connection, changes.entries(), taken);
        }
        return Optional.of(List.copyOf(taken));
    }

    /** Writes in a transaction of the host's: the entries wait for their place until that has committed. */
    Optional<List<Long>> writePending(Connection connection, ChangeSet changes) throws SQLException {
        if (!writeRows(connection, changes)) {
            return Optional.empty();
        }
        if (!changes.entries().isEmpty()) {
            List<Long> waiting = placing.take(connection, changes.entries().size(), names.pending());
            entries.write(
                    connection,
                    changes.entries(),
                    waiting.stream().map(number -> -number).toList());
        }
        return Optional.of(Collections.nCopies(changes.entries().size(), Entry.UNPLACED));
    }

    private boolean writeRows(Connection connection, ChangeSet changes) throws SQLException {
        return rows.guardsHold(connection, changes)
                && rows.writeDocuments(connection, changes.documents())
                && rows.writeLevels(connection, changes.levels())
                && reservations.write(connection, changes.reservations())
                && rows.writeClaims(connection, changes.claims());
    }
}
