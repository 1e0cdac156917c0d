package dev.inventoryledger.jdbc;

import dev.inventoryledger.RetryableStoreException;
import dev.inventoryledger.StockStoreException;
import dev.inventoryledger.UnknownFateException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;

/**
 * Tells what an engine's errors mean to the ledger.
 *
 * @param engine the engine
 */
record Faults(Engine engine) {
    private static final int MOST_WRAPPINGS = 10;

    /** An error before there is a connection, by which nothing was sent: what pools say of themselves, mostly that they have none, has no state. */
    StockStoreException atOpening(SQLException error) {
        return hasNoState(error)
                ? new RetryableStoreException("nothing was changed: " + told(error), error)
                : beforeCommit(error);
    }

    /** An error before the commit: with the transaction, everything that it did is gone. */
    StockStoreException beforeCommit(SQLException error) {
        return isPassing(error)
                ? new RetryableStoreException("nothing was changed: " + told(error), error)
                : new StockStoreException("nothing was changed: " + told(error), error);
    }

    /** An error of the commit itself: only what an engine says of a conflict is certain. */
    StockStoreException atCommit(SQLException error) {
        boolean conflict = startsWith(error, "40") && !startsWith(error, "40003");
        boolean rolledBack = conflict || startsWith(error, "23");
        return rolledBack ? beforeCommit(error) : unknown(error);
    }

    /** An error of a statement that commits by itself: what the engine says of the statement is certain, not what ends the connection. */
    StockStoreException ofStatement(SQLException error) {
        boolean isOfConnection = faultOf(error) == Fault.CONNECTION_LOST || isOfSession(error) || isEnded(error);
        return isOfConnection ? unknown(error) : beforeCommit(error);
    }

    /** A server that panics while it flushes a commit may find it in its log afterwards; one that ends a session for its time does so before. */
    private boolean isEnded(SQLException error) {
        boolean isLost = false;
        for (SQLException next = error.getNextException(); next != null; next = next.getNextException()) {
            isLost |= engine.faultOf(next) == Fault.CONNECTION_LOST;
        }
        return isLost && !startsWith(error, "25P");
    }

    /** The driver's own errors have no state. */
    private static boolean isOfSession(SQLException error) {
        return startsWith(error, "57P") || hasNoState(error);
    }

    private static boolean hasNoState(SQLException error) {
        return Objects.requireNonNullElse(error.getSQLState(), "").isEmpty();
    }

    private static UnknownFateException unknown(SQLException error) {
        return new UnknownFateException("it is not known whether the commit took effect: " + told(error), error);
    }

    /** A deadlock, or a connection that is gone, is no fault of the event that a handler was given; libraries wrap what the driver said. */
    Exception ofHandler(Exception failed) {
        Throwable cause = failed;
        for (int depth = 0; cause != null && depth < MOST_WRAPPINGS; depth++) {
            if (cause instanceof SQLException error) {
                return isPassing(error) ? beforeCommit(error) : failed;
            }
            cause = cause.getCause();
        }
        return failed;
    }

    private boolean isPassing(SQLException error) {
        Fault fault = faultOf(error);
        return fault == Fault.PASSING || fault == Fault.CONNECTION_LOST;
    }

    boolean isStale(SQLException error) {
        return engine.isStale(error);
    }

    boolean isDuplicate(SQLException error) {
        return faultOf(error) == Fault.DUPLICATE;
    }

    /**
     * A pool, or a batch, may wrap what the driver said. What stands behind an error of the server's own is what came of it: it ends a session
     * that idles, and then the connection is gone.
     */
    private Fault faultOf(SQLException error) {
        Fault fault = engine.faultOf(error);
        boolean mayPass =
                error instanceof SQLTransientConnectionException || error.getCause() instanceof InterruptedException;
        if (fault == Fault.LASTING && mayPass) {
            return Fault.PASSING;
        }
        SQLException next = error.getNextException();
        boolean isWrapping = hasNoState(error) || error instanceof BatchUpdateException;
        return fault == Fault.LASTING && isWrapping && next != null ? faultOf(next) : fault;
    }

    private static boolean startsWith(SQLException error, String state) {
        return Objects.requireNonNullElse(error.getSQLState(), "").startsWith(state);
    }

    private static String told(SQLException error) {
        return error.getMessage() + " [" + error.getSQLState() + "]";
    }
}
