package dev.inventoryledger.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A data source whose calls that can reach the server pass by a spy, who may look, or keep them from going through. */
final class Spied {
    private static final Set<String> REACHING = Set.of(
            "execute",
            "executeQuery",
            "executeUpdate",
            "executeBatch",
            "commit",
            "rollback",
            "setSavepoint",
            "releaseSavepoint");

    private Spied() {}

    /** A call on its way to the server. */
    @FunctionalInterface
    interface Call {
        @Nullable
        Object proceed() throws SQLException;
    }

    /** Who stands on the way. */
    @FunctionalInterface
    interface Spy {
        @Nullable
        Object watch(Stop stop, Call call) throws SQLException;
    }

    /**
     * Where a call is made.
     *
     * @param call the method's name
     * @param sql the statement, or empty text
     * @param connection the connection beneath; null where one is asked for
     */
    record Stop(String call, String sql, @Nullable Connection connection) {}

    static DataSource over(DataSource real, Spy spy) {
        return Proxies.of(DataSource.class, (method, arguments) -> {
            if (!method.getName().equals("getConnection")) {
                return Proxies.invoke(method, real, arguments);
            }
            Connection connection = (Connection)
                    spy.watch(new Stop("getConnection", "", null), () -> Proxies.invoke(method, real, arguments));
            return connection(connection, spy);
        });
    }

    private static Connection connection(@Nullable Connection real, Spy spy) {
        return Proxies.of(Connection.class, (method, arguments) -> {
            if (REACHING.contains(method.getName())) {
                return spy.watch(new Stop(method.getName(), "", real), () -> Proxies.invoke(method, real, arguments));
            }
            Object result = Proxies.invoke(method, real, arguments);
            if (result instanceof PreparedStatement statement) {
                return statement(PreparedStatement.class, statement, String.valueOf(arguments[0]), real, spy);
            }
            return result instanceof Statement statement
                    ? statement(Statement.class, statement, "", real, spy)
                    : result;
        });
    }

    private static <S extends Statement> S statement(
            Class<S> type, S real, String sql, @Nullable Connection connection, Spy spy) {
        return Proxies.of(type, (method, arguments) -> {
            if (REACHING.contains(method.getName())) {
                String text = sql.isEmpty() && arguments.length > 0 ? String.valueOf(arguments[0]) : sql;
                return spy.watch(
                        new Stop(method.getName(), text, connection), () -> Proxies.invoke(method, real, arguments));
            }
            return Proxies.invoke(method, real, arguments);
        });
    }
}
