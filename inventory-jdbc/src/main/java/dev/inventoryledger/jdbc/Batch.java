package dev.inventoryledger.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One statement, executed for many rows in one JDBC batch. Not safe for use by several threads. */
final class Batch {
    private final String sql;
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    Batch(String sql) {
        this.sql = sql;
    }

    void add(@Nullable Object... arguments) {
        rows.add(arguments);
    }

    /** Executes it, and says for each row whether the statement found what it was to change. Without rows it costs nothing. */
    List<Boolean> execute(Connection connection) throws SQLException {
        if (rows.isEmpty()) {
            return List.of();
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Object[] row : rows) {
                bind(statement, row);
                statement.addBatch();
            }
            List<Boolean> changed = new ArrayList<>();
            for (int count : statement.executeBatch()) {
                changed.add(count != 0);
            }
            return changed;
        }
    }

    boolean changesAll(Connection connection) throws SQLException {
        return !execute(connection).contains(false);
    }

    private static void bind(PreparedStatement statement, @Nullable Object[] row) throws SQLException {
        for (int i = 0; i < row.length; i++) {
            Object value = row[i];
            Query.set(statement, i + 1, value instanceof Optional<?> optional ? optional.orElse(null) : value);
        }
    }
}
