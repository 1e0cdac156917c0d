package dev.inventoryledger.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** All that differs between database engines; everything else is the same SQL. Implementations are stateless. */
sealed interface Engine permits PostgreSql, H2 {
    /** The folder of its schema scripts. */
    String folder();

    /** A type's name in SQL. */
    String sqlName(ColumnType type);

    /** A type's name where an array of it is made. */
    String elementName(ColumnType type);

    /** An array type's name in SQL. */
    String arrayName(ColumnType type);

    /** An argument of an array type. */
    default String array(ColumnType type) {
        return "cast(? as " + arrayName(type) + ")";
    }

    /** A source of rows in a query, made of columns of values: one argument for each column, however many rows. */
    default String rows(String alias, List<Query.Column> columns) {
        String arrays = columns.stream().map(column -> array(column.type())).collect(Collectors.joining(", "));
        String names = columns.stream().map(Query.Column::name).collect(Collectors.joining(", "));
        return "unnest(" + arrays + ") " + alias + "(" + names + ")";
    }

    /** A source of one row: an argument for each value, which costs less than arrays of one. */
    default String row(String alias, List<Query.Column> columns) {
        String values = columns.stream()
                .map(column -> "cast(? as " + sqlName(column.type()) + ") as " + column.name())
                .collect(Collectors.joining(", "));
        return "(select " + values + ") " + alias;
    }

    /**
     * Joins to each row so far the rows of a table that its condition finds. Where an engine can be made to, it looks them up row by
     * row: a young table, whose statistics say that it is empty, would otherwise be read as a whole again and again.
     */
    default String lookUp(String table, String alias, String condition) {
        return " join " + table + " " + alias + " on " + condition;
    }

    /** The same, keeping rows for which none is found. */
    default String lookUpIfAny(String table, String alias, String condition) {
        return " left" + lookUp(table, alias, condition);
    }

    /** Sets the argument that stands for a column of such rows. */
    default void set(PreparedStatement statement, int index, Query.Column column) throws SQLException {
        // Drivers have a shorter way for arrays whose type they know.
        Object[] elements = switch (column.type()) {
            case TEXT -> new String[column.values().size()];
            case NUMBER -> new Long[column.values().size()];
            case BYTES -> new byte[column.values().size()][];
            case INSTANT -> new Object[column.values().size()];
        };
        for (int i = 0; i < elements.length; i++) {
            elements[i] = Query.toJdbc(column.values().get(i));
        }
        statement.setArray(index, statement.getConnection().createArrayOf(elementName(column.type()), elements));
    }

    /** A query for as many next values of a sequence as its one argument says. */
    String nextValues(String sequence);

    /** What is said of a level that is low, as an index has it. */
    String isLow(String level);

    /** Whether one statement may write several tables. */
    boolean writesAtOnce();

    /** A number that is not to be had: a statement that comes to it fails and leaves nothing, and {@link #isStale} knows why. */
    String stale(String notConstant);

    /** Whether an error says that a statement gave up by itself. */
    boolean isStale(SQLException error);

    /** What ends a query whose rows of one table must not change until the transaction ends. */
    String untilCommit(String alias);

    /** What ends a query whose rows of one table this transaction is about to change. */
    String toBeWritten(String alias);

    /** Whether an error says that a table does not exist. */
    boolean isUnknownTable(SQLException error);

    /** What an error means. */
    Fault faultOf(SQLException error);

    /** Whether a connection shows what others have not committed. */
    boolean showsUncommitted(Connection connection) throws SQLException;

    /** Complains about a database that cannot hold every text exactly, or shows what is not committed. */
    void requireSound(Connection connection) throws SQLException;

    /** Creates the schema, in a transaction, while nobody else does. */
    <T> T createAlone(Connection connection, Work<T> creation) throws SQLException;

    /** Bounds, for the rest of a transaction, how long a command waits for a lock. */
    void waitForCommand(Connection connection) throws SQLException;

    /** The same for what may be done later as well. */
    void waitBriefly(Connection connection) throws SQLException;

    static Engine of(Dialect dialect) {
        return switch (dialect) {
            case POSTGRESQL -> new PostgreSql();
            case H2 -> new H2();
        };
    }

    /** The dialect of the database at the other end of a connection. */
    static Dialect detect(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "PostgreSQL" -> Dialect.POSTGRESQL;
            case "H2" -> Dialect.H2;
            default ->
                throw new IllegalArgumentException("dialect: no dialect is known for the database " + product
                        + "; name one if it speaks a known one");
        };
    }
}
