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
 * @param isolation at which its connections come, as JDBC numbers the levels
 */
record OwnTransactions(DataSource dataSource, Faults faults, boolean commitsByItself, int isolation)
        implements Transactions {
    private static final Logger LOG = LoggerFactory.getLogger(OwnTransactions.class);

    /**
     * Whether two of them that touch no row in common leave each other alone. At SERIALIZABLE a server takes it by pages of indexes, so
     * that nearly always one of two that write at once is rolled back.
     */
    boolean keepApart() {
        return isolation < Connection.TRANSACTION_SERIALIZABLE;
    }

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
        boolean isCommitted = false;
        try {
            connection.setAutoCommit(false);
            Optional<T> result = work.on(connection);
            if (result.isPresent()) {
                commit(connection);
                isCommitted = true;
            }
            return result;
        } catch (SQLException failed) {
            if (faults.isDuplicate(failed)) {
                return Optional.empty();
            }
            throw faults.beforeCommit(failed);
        } finally {
            if (isCommitted || undo(connection)) {
                giveBack(connection);
            }
        }
    }

    /**
     * Writes with one statement that commits by itself, and so with one round trip. It must fail, and so leave nothing, where it would
     * not write all that belongs together.
     */
    <T> Optional<T> writeAtOnce(Work<Optional<T>> statement) {
        Connection connection = open();
        try {
            connection.setAutoCommit(true);
            return statement.on(connection);
        } catch (SQLException failed) {
            if (faults.isStale(failed) || faults.isDuplicate(failed)) {
                return Optional.empty();
            }
            throw faults.ofStatement(failed);
        } finally {
            giveBack(connection);
        }
    }

    private void commit(Connection connection) {
        try {
            connection.commit();
        } catch (SQLException failed) {
            throw faults.atCommit(failed);
        }
    }

    /** A connection whose transaction could not be ended is good for nothing: its mode must not change, that would commit. */
    private static boolean undo(Connection connection) {
        try {
            connection.rollback();
            return true;
        } catch (SQLException broken) {
            LOG.debug("a transaction could not be rolled back; its connection is dropped", broken);
            try (connection) {
                connection.abort(Runnable::run);
            } catch (SQLException alsoBroken) {
                LOG.debug("a broken connection could not be dropped in order", alsoBroken);
            }
            return false;
        }
    }

    private Connection open() {
        Connection connection;
        try {
            connection = dataSource.getConnection();
        } catch (SQLException failed) {
            throw faults.atOpening(failed);
        }
        try {
            requirePlain(connection);
            return connection;
        } catch (SQLException failed) {
            throw faults.beforeCommit(failed);
        }
    }

    private void requirePlain(Connection connection) throws SQLException {
        boolean isPlain = false;
        try {
            isPlain = !commitsByItself || connection.getAutoCommit();
        } finally {
            if (!isPlain) {
                connection.close();
            }
        }
        if (!isPlain) {
            throw new IllegalStateException("dataSource: hands out a connection that is in a transaction already; "
                    + "give the store the plain data source, and join your transactions with on(connection)");
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
