package dev.inventoryledger.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;

/**
 * The row under a result set's cursor, in the columns that all queries have in common; each kind of value is counted
 * from 0.
 *
 * @param set the result set
 */
record Row(ResultSet set) {
    private static final int PART = 1;
    private static final int QUESTION = 2;
    private static final int PLACE = 3;
    private static final int TEXTS = 4;
    private static final int NUMBERS = TEXTS + Columns.TEXTS;
    private static final int INSTANTS = NUMBERS + Columns.NUMBERS;
    private static final int BYTES = INSTANTS + Columns.INSTANTS;

    Part part() throws SQLException {
        return Part.valueOf(set.getString(PART));
    }

    int question() throws SQLException {
        return set.getInt(QUESTION);
    }

    long place() throws SQLException {
        return set.getLong(PLACE);
    }

    String text(int index) throws SQLException {
        return Objects.requireNonNull(set.getString(TEXTS + index), () -> "text " + index + " is null");
    }

    Optional<String> maybeText(int index) throws SQLException {
        return Optional.ofNullable(set.getString(TEXTS + index));
    }

    long number(int index) throws SQLException {
        return set.getLong(NUMBERS + index);
    }

    boolean isNumber(int index) throws SQLException {
        return set.getObject(NUMBERS + index) != null;
    }

    Instant instant(int index) throws SQLException {
        return maybeInstant(index).orElseThrow();
    }

    Optional<Instant> maybeInstant(int index) throws SQLException {
        return Optional.ofNullable(set.getObject(INSTANTS + index, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    byte[] bytes() throws SQLException {
        return maybeBytes().orElseThrow();
    }

    Optional<byte[]> maybeBytes() throws SQLException {
        return Optional.ofNullable(set.getBytes(BYTES));
    }
}
