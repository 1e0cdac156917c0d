package dev.inventoryledger.jdbc;

import dev.inventoryledger.RetryableStoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Optional;

/**
 * A transaction of the host's, which alone commits it or rolls it back.
 *
 * @param connection the connection on which it is open
 * @param faults what errors mean
 */
record HostTransaction(Connection connection, Faults faults) implements Transactions {
    /** What another host has not committed must not be taken for a command that has been carried out. */
    @Override
    public <T> T read(Work<T> work) {
        try {
            requireTransaction();
            if (faults.engine().showsUncommitted(connection)) {
                throw new IllegalStateException("connection: it shows what others have not committed;"
                        + " the isolation level must be READ COMMITTED or higher");
            }
            return work.on(connection);
        } catch (SQLException failed) {
            throw faults.beforeCommit(failed);
        }
    }

    @Override
    public <T> Optional<T> write(Work<Optional<T>> work) {
        try {
            requireTransaction();
            Savepoint before = connection.setSavepoint();
            Optional<T> result = attempt(work, before);
            connection.releaseSavepoint(before);
            return result;
        } catch (SQLException failed) {
            throw faults.beforeCommit(failed);
        }
    }

    /** Whatever stops the work, nothing of it stays behind in a transaction that the host may yet commit. */
    private <T> Optional<T> attempt(Work<Optional<T>> work, Savepoint before) throws SQLException {
        Optional<T> result;
        try {
            result = work.on(connection);
        } catch (SQLException | RuntimeException | Error failed) {
            undo(before, failed);
            if (failed instanceof SQLException sql && faults.isDuplicate(sql)) {
                requireFreshReads();
                return Optional.empty();
            }
            throw failed;
        }
        if (result.isEmpty()) {
            connection.rollback(before);
        }
        return result;
    }

    /** Some engines have rolled the whole transaction back by then. */
    private void undo(Savepoint before, Throwable reason) {
        try {
            connection.rollback(before);
        } catch (SQLException alsoFailed) {
            reason.addSuppressed(alsoFailed);
        }
    }

    /** At the higher levels the row that is in the way stays invisible: only another transaction will see it. */
    private void requireFreshReads() throws SQLException {
        if (connection.getTransactionIsolation() > Connection.TRANSACTION_READ_COMMITTED) {
            throw new RetryableStoreException(
                    "nothing was changed: somebody else has written what this transaction cannot see yet");
        }
    }

    private void requireTransaction() throws SQLException {
        if (connection.getAutoCommit()) {
            throw new IllegalStateException("connection: there is no transaction to join; it is in auto-commit mode");
        }
    }
}
