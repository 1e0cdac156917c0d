package dev.inventoryledger.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions of the store's own, each on a connection of its own from the host's data source.
 *
 * @param dataSource where connections come from
 * @param faults what errors mean
 * @param commitsByItself whether its connections come in auto-commit mode
 */
record OwnTransactions(DataSource dataSource, Faults faults, boolean commitsByItself) implements Transactions {
    private static final Logger LOG = LoggerFactory.getLogger(OwnTransactions.class);

    @Override
    public <T> T read(Work<T> work) {
        Connection connection = open();
        try {
            connection.setAutoCommit(true);
            return work.on(connection);
        } catch (SQLException failed) {
            throw faults.beforeCommit(failed);
        } finally {
            giveBack(connection);
        }
    }

    @Override
    public <T> Optional<T> write(Work<Optional<T>> work) {
        Connection connection = open();
        try {
            connection.setAutoCommit(false);
            Optional<T> result = attempt(connection, work);
            if (result.isPresent()) {
                commit(connection);
            } else {
                connection.rollback();
            }
            return result;
        } catch (SQLException failed) {
            throw faults.beforeCommit(failed);
        } finally {
            giveBack(connection);
        }
    }

    private <T> Optional<T> attempt(Connection connection, Work<Optional<T>> work) throws SQLException {
        try {
            return work.on(connection);
        } catch (SQLException failed) {
            if (faults.isDuplicate(failed)) {
                return Optional.empty();
            }
            undo(connection, failed);
            throw failed;
        } catch (RuntimeException failed) {
            undo(connection, failed);
            throw failed;
        }
    }

    private void commit(Connection connection) {
        try {
            connection.commit();
        } catch (SQLException failed) {
            undo(connection, failed);
            throw faults.atCommit(failed);
        }
    }

    private static void undo(Connection connection, Exception reason) {
        try {
            connection.rollback();
        } catch (SQLException alsoFailed) {
            reason.addSuppressed(alsoFailed);
        }
    }

    private Connection open() {
        try {
            Connection connection = dataSource.getConnection();
            if (commitsByItself && !connection.getAutoCommit()) {
                connection.close();
                throw new IllegalStateException("dataSource: hands out a connection that is in a transaction already; "
                        + "give the store the plain data source, and join your transactions with on(connection)");
            }
            return connection;
        } catch (SQLException failed) {
            throw faults.beforeCommit(failed);
        }
    }

    /** What was committed is committed: a connection that fails now is the pool's to replace. */
    private void giveBack(Connection connection) {
        try (connection) {
            if (connection.getAutoCommit() != commitsByItself) {
                connection.setAutoCommit(commitsByItself);
            }
        } catch (SQLException broken) {
            LOG.debug("a connection could not be given back in order", broken);
        }
    }
}
