package dev.inventoryledger.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** PostgreSQL. */
record PostgreSql() implements Engine {
    /** Bounds how long a command waits for a lock. */
    static final String WAIT_FOR_COMMAND = "set_config('lock_timeout', '2s', true)";

    static final String WAIT_BRIEFLY = "set_config('lock_timeout', '100ms', true)";

    /** Any number will do that no other library locks by. */
    private static final long SCHEMA_LOCK = 0x1ED6E2_5C4EA0L;

    /** What the server's log will say of a statement that gave up, as a text that is no number. */
    private static final String STALE = "inventory ledger: somebody else has written rows of this commit";

    /** Serialization failure, deadlock, lock not available, the server going down or starting, and a session that it ended for its idling. */
    private static final Set<String> PASSING = Set.of("40001", "40P01", "55P03", "57P01", "57P02", "57P03", "57P05");

    @Override
    public String folder() {
        return "postgresql";
    }

    @Override
    public String sqlName(ColumnType type) {
        return switch (type) {
            case TEXT -> "varchar";
            case NUMBER -> "bigint";
            case INSTANT -> "timestamp with time zone";
            case BYTES -> "bytea";
        };
    }

    @Override
    public String elementName(ColumnType type) {
        return switch (type) {
            case TEXT -> "varchar";
            case NUMBER -> "int8";
            case INSTANT -> "timestamptz";
            case BYTES -> "bytea";
        };
    }

    @Override
    public String arrayName(ColumnType type) {
        return elementName(type) + "[]";
    }

    /**
     * The first array stands in a query of its own, where the planner does not see how long it is: a plan for few rows looks no
     * cheaper to it than the plan for any number, so it comes to keep that instead of planning a statement for longer than it takes.
     * Arrays unnested side by side in a list of columns cost less than as a function's, which keeps the rows of each apart first.
     */
    @Override
    public String rows(String alias, List<Query.Column> columns) {
        StringBuilder rows = new StringBuilder();
        for (Query.Column column : columns) {
            String array = array(column.type());
            rows.append(rows.isEmpty() ? "(select unnest((select " + array + "))" : ", unnest(" + array + ")")
                    .append(" as ")
                    .append(column.name());
        }
        return rows.append(") ").append(alias).toString();
    }

    @Override
    public String nextValues(String sequence) {
        return "select nextval('" + sequence + "') from generate_series(1, ?)";
    }

    @Override
    public String lookUp(String table, String alias, String condition) {
        return " cross join " + lateral(table, alias, condition);
    }

    @Override
    public String lookUpIfAny(String table, String alias, String condition) {
        return " left join " + lateral(table, alias, condition) + " on true";
    }

    /** The planner does not look into what has an offset. */
    private static String lateral(String table, String alias, String condition) {
        return "lateral (select * from " + table + " " + alias + " where " + condition + " offset 0) " + alias;
    }

    @Override
    public String isLow(String level) {
        return level + ".status not in ('IN_STOCK', 'OUT')";
    }

    @Override
    public boolean writesAtOnce() {
        return true;
    }

    /** The planner works out what is constant beforehand, and would fail there; and nothing comes of joining text to null. */
    @Override
    public String stale(String notConstant) {
        return "cast(concat('" + STALE + "', left(cast(" + notConstant + " as varchar), 0)) as bigint)";
    }

    /** It has no such level. */
    @Override
    public boolean showsUncommitted(Connection connection) {
        return false;
    }

    @Override
    public boolean isStale(SQLException error) {
        return "22P02".equals(error.getSQLState())
                && String.valueOf(error.getMessage()).contains(STALE);
    }

    @Override
    public String untilCommit(String alias) {
        return " for share of " + alias;
    }

    @Override
    public String toBeWritten(String alias) {
        return " for update of " + alias;
    }

    @Override
    public boolean isUnknownTable(SQLException error) {
        return "42P01".equals(error.getSQLState()) || "3F000".equals(error.getSQLState());
    }

    @Override
    public Fault faultOf(SQLException error) {
        String state = Objects.requireNonNullElse(error.getSQLState(), "");
        if (PASSING.contains(state)) {
            return Fault.PASSING;
        }
        if (state.startsWith("08")) {
            return Fault.CONNECTION_LOST;
        }
        return state.equals("23505") ? Fault.DUPLICATE : Fault.LASTING;
    }

    @Override
    public void requireSound(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet encoding = statement.executeQuery("show server_encoding")) {
            if (!encoding.next() || !encoding.getString(1).equals("UTF8")) {
                throw new IllegalArgumentException(
                        "dataSource: the database's encoding must be UTF8, but is " + encoding.getString(1));
            }
        }
    }

    @Override
    public <T> T createAlone(Connection connection, Work<T> creation) throws SQLException {
        execute(connection, "select pg_advisory_xact_lock(" + SCHEMA_LOCK + ")");
        return creation.on(connection);
    }

    @Override
    public void waitForCommand(Connection connection) throws SQLException {
        execute(connection, "select " + WAIT_FOR_COMMAND);
    }

    @Override
    public void waitBriefly(Connection connection) throws SQLException {
        execute(connection, "select " + WAIT_BRIEFLY);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
