package dev.inventoryledger.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The text of a query with its arguments, put together piece by piece; where the text is known, only arguments are gathered. Not safe for
 * use by several threads.
 */
final class Query {
    /** Before and behind every instant that the ledger keeps; a question may name others. */
    private static final Instant START_OF_TIME = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant END_OF_TIME = Instant.parse("+10000-01-01T00:00:00Z");

    private final Engine engine;
    private final @Nullable String known;
    private final StringBuilder sql = new StringBuilder();
    private final List<@Nullable Object> arguments = new ArrayList<>();
    private final boolean isOfOne;
    private boolean isNaming;

    private Query(Engine engine, boolean isOfOne, @Nullable String known) {
        this.engine = engine;
        this.isOfOne = isOfOne;
        this.known = known;
    }

    Query(Engine engine) {
        this(engine, false, null);
    }

    /**
     * What one command alone takes: a row that comes alone is an argument for each value: there are more texts, but each costs less.
     * Its text may be known from an earlier query, which was put together in the same way of other arguments.
     */
    static Query ofOne(Engine engine, @Nullable String text) {
        return new Query(engine, true, text);
    }

    /** What many take, the same. */
    static Query ofMany(Engine engine, @Nullable String text) {
        return new Query(engine, false, text);
    }

    /**
     * A column of values that stands in a query like a table's.
     *
     * @param name how the query calls it
     * @param type of which type its values are
     * @param values its values, row by row
     */
    record Column(String name, ColumnType type, List<?> values) {
        static <T> Column texts(String name, List<T> rows) {
            return new Column(name, ColumnType.TEXT, rows);
        }

        static Column numbers(String name, List<Long> rows) {
            return new Column(name, ColumnType.NUMBER, rows);
        }

        /** The rows' own numbers, from 0, as q: which question a row of the answer belongs to. */
        static Column count(int size) {
            return numbers("q", LongStream.range(0, size).boxed().toList());
        }

        static Column bytes(String name, List<byte[]> rows) {
            return new Column(name, ColumnType.BYTES, rows);
        }

        static Column instants(String name, List<Instant> rows) {
            return new Column(name, ColumnType.INSTANT, rows);
        }
    }

    /** The one value of a column of one row; an empty one has a type, too, as a statement's plan is one for its types. */
    private record Cell(ColumnType type, @Nullable Object value) {
        void set(PreparedStatement statement, int index) throws SQLException {
            if (value == null) {
                statement.setNull(index, type.jdbcType());
            } else {
                statement.setObject(index, toJdbc(value));
            }
        }
    }

    Engine engine() {
        return engine;
    }

    boolean isEmpty() {
        return text().isEmpty();
    }

    Query append(String text, Object... values) {
        add(text);
        arguments.addAll(List.of(values));
        return this;
    }

    private void add(String text) {
        if (known == null) {
            sql.append(text);
        }
    }

    /** Rows made of columns, under an alias: the number of rows does not change the text, unless one command takes a single one. */
    Query rows(String alias, Column... columns) {
        List<Column> all = List.of(columns);
        boolean isOne = isOfOne && all.get(0).values().size() == 1;
        if (known == null) {
            add(isOne ? engine.row(alias, all) : engine.rows(alias, all));
        }
        if (isOne) {
            all.forEach(column ->
                    arguments.add(new Cell(column.type(), column.values().get(0))));
        } else {
            arguments.addAll(all);
        }
        return this;
    }

    /** More of the same statement, of which no text is known. */
    Query and(Query more) {
        sql.append(more.sql);
        arguments.addAll(more.arguments);
        return this;
    }

    /** Begins one of the queries that a statement begins with, under a name. It ends where the next one begins, or {@link #then}. */
    Query with(String name) {
        add(isNaming ? "), " : "with ");
        add(name);
        add(" as (");
        isNaming = true;
        return this;
    }

    /** Ends those, if there are any. */
    Query then() {
        if (isNaming) {
            add(") ");
            isNaming = false;
        }
        return this;
    }

    String text() {
        return known == null ? sql.toString() : known;
    }

    PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text());
        try {
            for (int i = 0; i < arguments.size(); i++) {
                bind(statement, i + 1, arguments.get(i));
            }
            return statement;
        } catch (SQLException | RuntimeException failed) {
            statement.close();
            throw failed;
        }
    }

    private void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value instanceof Column column) {
            engine.set(statement, index, column);
        } else if (value instanceof Cell cell) {
            cell.set(statement, index);
        } else {
            set(statement, index, value);
        }
    }

    /** Sets one argument; an optional one that is empty is null. */
    static void set(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        statement.setObject(index, toJdbc(value instanceof Optional<?> optional ? optional.orElse(null) : value));
    }

    private static Instant clamped(Instant instant) {
        Instant notLater = instant.isAfter(END_OF_TIME) ? END_OF_TIME : instant;
        return notLater.isBefore(START_OF_TIME) ? START_OF_TIME : notLater;
    }

    static @Nullable Object toJdbc(@Nullable Object value) {
        if (value instanceof Instant instant) {
            return clamped(instant).atOffset(ZoneOffset.UTC);
        }
        if (value == null || value instanceof Number || value instanceof byte[]) {
            return value;
        }
        return value.toString();
    }
}
