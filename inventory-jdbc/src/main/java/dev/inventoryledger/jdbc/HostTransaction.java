package dev.inventoryledger.jdbc;

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
    @Override
    public <T> T read(Work<T> work) {
        try {
            requireTransaction();
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
            if (result.isEmpty()) {
                connection.rollback(before);
            }
            connection.releaseSavepoint(before);
            return result;
        } catch (SQLException failed) {
            throw faults.beforeCommit(failed);
        }
    }

    private <T> Optional<T> attempt(Work<Optional<T>> work, Savepoint before) throws SQLException {
        try {
            return work.on(connection);
        } catch (SQLException failed) {
            if (faults.isDuplicate(failed)) {
                return Optional.empty();
            }
            throw failed;
        } catch (RuntimeException failed) {
            connection.rollback(before);
            throw failed;
        }
    }

    private void requireTransaction() throws SQLException {
        if (connection.getAutoCommit()) {
            throw new IllegalStateException("connection: there is no transaction to join; it is in auto-commit mode");
        }
    }
}
