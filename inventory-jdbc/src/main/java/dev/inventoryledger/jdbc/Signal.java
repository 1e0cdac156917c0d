package dev.inventoryledger.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * News between processes by LISTEN and NOTIFY of PostgreSQL. It is sent apart from the commits that it tells of, and for several at
 * once: a transaction that notifies holds up all others that do until its commit is on disk. Safe for use by many threads.
 */
final class Signal {
    private static final Logger LOG = LoggerFactory.getLogger(Signal.class);
    private static final int WAIT_MILLIS = 500;
    private static final long PAUSE_NANOS = 10_000_000;
    private static final long AFTER_FAILURE_NANOS = 1_000_000_000;

    /** News that cannot be told for so long are left to those who look for it: the pool may be closed for good. */
    private static final int MOST_FAILURES = 60;

    /** A connection whose peer is gone without a word is silent like any other: so often it is asked whether it lives. */
    private static final int WAITS_PER_CHECK = 60;

    private static final int CHECK_SECONDS = 5;

    private final DataSource dataSource;
    private final String channel;
    private final Threads threads;
    private final AtomicBoolean hasNews = new AtomicBoolean();
    private final AtomicBoolean isTelling = new AtomicBoolean();

    /** Where news are told and listened for. */
    @FunctionalInterface
    interface Threads {
        Thread start(String name, Runnable work);
    }

    Signal(DataSource dataSource, Names names, Threads threads) {
        this.dataSource = dataSource;
        channel = names.positions().replace('.', '_');
        this.threads = threads;
    }

    /** Threads that keep no process from ending. */
    static Thread daemon(String name, Runnable work) {
        Thread daemon = new Thread(work, name);
        daemon.setDaemon(true);
        daemon.start();
        return daemon;
    }

    /**
     * Something was committed. Returns at once, whatever happens: a thread that ends when there is nothing to tell tells of it, and where
     * none is to be had the next commit's news are this one's, too.
     */
    void tell() {
        hasNews.set(true);
        if (isTelling.compareAndSet(false, true)) {
            try {
                threads.start("inventory-ledger-notify", this::tellOn);
            } catch (Error nobodyTells) {
                isTelling.set(false);
                LOG.debug("news could not be told; others will look for it", nobodyTells);
            }
        }
    }

    private void tellOn() {
        int failures = 0;
        while (hasNews.getAndSet(false)) {
            boolean isTold = isTold();
            failures = isTold ? 0 : failures + 1;
            if (!isTold && failures < MOST_FAILURES) {
                hasNews.set(true);
            }
            LockSupport.parkNanos(isTold ? PAUSE_NANOS : AFTER_FAILURE_NANOS);
        }
        isTelling.set(false);
        if (hasNews.get()) {
            tell();
        }
    }

    private boolean isTold() {
        try (Connection connection = dataSource.getConnection()) {
            execute(connection, "notify " + channel);
            return true;
        } catch (Throwable failed) {
            LOG.debug("news could not be told; others will look for it", failed);
            return false;
        }
    }

    AutoCloseable listen(Runnable onNews) {
        AtomicBoolean isOver = new AtomicBoolean();
        Thread listener = threads.start("inventory-ledger-listen", () -> {
            while (!isOver.get()) {
                listen(onNews, isOver);
            }
        });
        return () -> {
            isOver.set(true);
            LockSupport.unpark(listener);
        };
    }

    /** Keeps one connection to itself until it breaks or all is over. */
    private void listen(Runnable onNews, AtomicBoolean isOver) {
        try (Connection connection = dataSource.getConnection()) {
            try {
                execute(connection, "listen " + channel);
                onNews.run();
                for (int waits = 1; !isOver.get(); waits++) {
                    if (hasHeard(connection)) {
                        onNews.run();
                    }
                    if (waits % WAITS_PER_CHECK == 0) {
                        requireAlive(connection);
                    }
                }
            } finally {
                // Whoever gets it from its pool next does not listen.
                execute(connection, "unlisten " + channel);
            }
        } catch (Throwable failed) {
            LOG.debug("a connection that listened for news broke; another one will", failed);
            LockSupport.parkNanos(AFTER_FAILURE_NANOS);
        }
    }

    private static void requireAlive(Connection connection) throws SQLException {
        if (!connection.isValid(CHECK_SECONDS)) {
            throw new SQLException("the connection that listens for news is dead");
        }
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
    }

    /** The driver is the host's: the library is not compiled against it. */
    private static boolean hasHeard(Connection connection) throws SQLException, ReflectiveOperationException {
        ClassLoader driver = connection.unwrap(Connection.class).getClass().getClassLoader();
        Class<?> type = Class.forName("org.postgresql.PGConnection", false, driver);
        Method notifications = type.getMethod("getNotifications", int.class);
        try {
            @Nullable Object[] heard = (@Nullable Object[]) notifications.invoke(connection.unwrap(type), WAIT_MILLIS);
            return heard != null && heard.length > 0;
        } catch (InvocationTargetException failed) {
            if (failed.getCause() instanceof SQLException broken) {
                throw broken;
            }
            throw failed;
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
    }
}
