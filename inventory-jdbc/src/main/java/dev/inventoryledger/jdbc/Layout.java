package dev.inventoryledger.jdbc;

import dev.inventoryledger.jdbc.Query.Column;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Columns of a table that a writer fills, each with where its value comes from: the one place for that, whether rows are written one by
 * one or all at once. Immutable.
 *
 * @param <R> what is written into a row
 */
final class Layout<R> {
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final List<Field<R>> fields;

    // Most commits ask for these texts, which are not put together each time.
    private final String names;

    private final String selected;
    private final String assigned;
    private final String assignedExcluded;

    private Layout(List<Field<R>> fields) {
        this.fields = fields;
        names = each(Field::name);
        selected = each(Layout::selected);
        assigned = each(field -> field.name() + " = " + selected(field));
        assignedExcluded = each(field -> field.name() + " = excluded." + field.name());
    }

    /** A column; an optional value that is empty is null. */
    record Field<R>(String name, ColumnType type, Function<R, ?> value) {
        private @Nullable Object of(R row) {
            Object found = value.apply(row);
            return found instanceof Optional<?> optional ? optional.orElse(null) : found;
        }
    }

    static <R> Layout<R> empty() {
        return new Layout<>(List.of());
    }

    Layout<R> text(String name, Function<R, ?> value) {
        return with(new Field<>(name, ColumnType.TEXT, value));
    }

    Layout<R> number(String name, Function<R, ?> value) {
        return with(new Field<>(name, ColumnType.NUMBER, value));
    }

    Layout<R> instant(String name, Function<R, ?> value) {
        return with(new Field<>(name, ColumnType.INSTANT, value));
    }

    Layout<R> bytes(String name, Function<R, ?> value) {
        return with(new Field<>(name, ColumnType.BYTES, value));
    }

    private Layout<R> with(Field<R> field) {
        List<Field<R>> more = new ArrayList<>(fields);
        more.add(field);
        return new Layout<>(List.copyOf(more));
    }

    Layout<R> and(Layout<R> other) {
        List<Field<R>> more = new ArrayList<>(fields);
        more.addAll(other.fields);
        return new Layout<>(List.copyOf(more));
    }

    /** The same columns of what such a row is part of. */
    <S> Layout<S> over(Function<S, R> row) {
        List<Field<S>> same = new ArrayList<>(fields.size());
        for (Field<R> field : fields) {
            same.add(new Field<>(field.name(), field.type(), row.andThen(field.value())));
        }
        return new Layout<>(List.copyOf(same));
    }

    private String each(Function<Field<R>, String> text) {
        return fields.stream().map(text).collect(Collectors.joining(", "));
    }

    String names() {
        return names;
    }

    /** Row by row: a parameter for each. */
    String parameters() {
        return each(field -> "?");
    }

    String assignedParameters() {
        return each(field -> field.name() + " = ?");
    }

    /** The arguments of one row, and what else the statement takes behind them. */
    @Nullable
    Object[] arguments(R row, Object... more) {
        List<@Nullable Object> values = new ArrayList<>(fields.size() + more.length);
        fields.forEach(field -> values.add(field.of(row)));
        values.addAll(List.of(more));
        return values.toArray();
    }

    /** All at once: the columns of rows in a query. Instants travel as microseconds since 1970, shorter than a text and as exact. */
    Column[] columns(List<R> rows) {
        Column[] columns = new Column[fields.size()];
        for (int i = 0; i < columns.length; i++) {
            Field<R> field = fields.get(i);
            List<@Nullable Object> values = new ArrayList<>(rows.size());
            for (R row : rows) {
                Object value = field.of(row);
                values.add(value instanceof Instant instant ? (Object) micros(instant) : value);
            }
            ColumnType type = field.type() == ColumnType.INSTANT ? ColumnType.NUMBER : field.type();
            columns[i] = new Column(field.name(), type, values);
        }
        return columns;
    }

    /** What such a column is in a table, of the rows called c. */
    String selected() {
        return selected;
    }

    String assigned() {
        return assigned;
    }

    String assignedExcluded() {
        return assignedExcluded;
    }

    /** Intervals are multiplied by floating-point numbers, which have room for microseconds until the year 2255 only. */
    private static String selected(Field<?> field) {
        String value = "c." + field.name();
        return field.type() == ColumnType.INSTANT
                ? "timestamp with time zone 'epoch' + " + value + " / 1000000 * interval '1 second' + " + value
                        + " % 1000000 * interval '1 microsecond'"
                : value;
    }

    private static long micros(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND),
                TimeUnit.NANOSECONDS.toMicros(instant.getNano()));
    }
}
