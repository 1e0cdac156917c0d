package dev.inventoryledger.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** H2 in its regular mode. */
record H2() implements Engine {
    /**
     * Its tables are changed by one at a time: several who do wait for each other for good. What a connection locks is free with the first
     * statement of a script, as each commits by itself; but most such databases live in one process.
     */
    private static final Lock CREATION = new ReentrantLock();

    /** Deadlock and concurrent update, and a lock that was not to be had in time. */
    private static final Set<String> PASSING = Set.of("40001", "HYT00", "90131");

    /** The connection or the whole database is closed or broken. */
    private static final Set<String> LOST = Set.of("90007", "90067", "90098", "90121", "90135");

    @Override
    public String folder() {
        return "h2";
    }

    @Override
    public String sqlName(ColumnType type) {
        return switch (type) {
            case TEXT -> "varchar";
            case NUMBER -> "bigint";
            case INSTANT -> "timestamp(6) with time zone";
            case BYTES -> "blob";
        };
    }

    @Override
    public String elementName(ColumnType type) {
        return sqlName(type);
    }

    @Override
    public String arrayName(ColumnType type) {
        return sqlName(type) + " array";
    }

    @Override
    public String nextValues(String sequence) {
        return "select next value for " + sequence + " from system_range(1, ?)";
    }

    @Override
    public String isLow(String level) {
        return level + ".below_point = true";
    }

    @Override
    public boolean writesAtOnce() {
        return false;
    }

    @Override
    public String stale(String notConstant) {
        throw new UnsupportedOperationException("H2 writes table by table");
    }

    @Override
    public boolean isStale(SQLException error) {
        return false;
    }

    @Override
    public String untilCommit(String alias) {
        return toBeWritten(alias);
    }

    @Override
    public String toBeWritten(String alias) {
        return " for update";
    }

    @Override
    public boolean isUnknownTable(SQLException error) {
        String state = Objects.requireNonNullElse(error.getSQLState(), "");
        return state.startsWith("42S0") || state.equals("90079");
    }

    @Override
    public Fault faultOf(SQLException error) {
        String state = Objects.requireNonNullElse(error.getSQLState(), "");
        if (PASSING.contains(state)) {
            return Fault.PASSING;
        }
        if (state.startsWith("08") || LOST.contains(state)) {
            return Fault.CONNECTION_LOST;
        }
        return state.equals("23505") ? Fault.DUPLICATE : Fault.LASTING;
    }

    @Override
    public boolean showsUncommitted(Connection connection) throws SQLException {
        return connection.getTransactionIsolation() == Connection.TRANSACTION_READ_UNCOMMITTED;
    }

    @Override
    public void requireSound(Connection connection) throws SQLException {
        if (showsUncommitted(connection)) {
            throw new IllegalArgumentException(
                    "dataSource: the isolation level must be READ COMMITTED or higher, but is READ UNCOMMITTED");
        }
        String sql = "select setting_name, setting_value from information_schema.settings"
                + " where setting_name = 'IGNORECASE' and setting_value <> '0' or setting_name = 'COLLATION'";
        try (Statement statement = connection.createStatement();
                ResultSet setting = statement.executeQuery(sql)) {
            if (setting.next()) {
                throw new IllegalArgumentException("dataSource: the database must tell all texts apart, but has "
                        + setting.getString(1) + " = " + setting.getString(2));
            }
        }
    }

    @Override
    public <T> T createAlone(Connection connection, Work<T> creation) throws SQLException {
        CREATION.lock();
        try {
            return creation.on(connection);
        } finally {
            CREATION.unlock();
        }
    }

    @Override
    public void waitForCommand(Connection connection) {
        waitBriefly(connection);
    }

    @Override
    public void waitBriefly(Connection connection) {
        // H2 gives up waiting for a lock by itself, after two seconds or as the URL says.
    }
}
