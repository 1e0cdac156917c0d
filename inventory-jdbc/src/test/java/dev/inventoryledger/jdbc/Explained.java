package dev.inventoryledger.jdbc;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** A data source that asks the engine for the plan of every statement, with its arguments, when it is first executed. */
final class Explained {
    private final Map<String, String> plans = new ConcurrentHashMap<>();

    /** Plans by statement. */
    Map<String, String> plans() {
        return plans;
    }

    DataSource over(DataSource real) {
        return Proxies.of(DataSource.class, (method, arguments) -> {
            Object result = Proxies.invoke(method, real, arguments);
            return result instanceof Connection connection ? connection(connection) : result;
        });
    }

    private Connection connection(Connection real) {
        return Proxies.of(Connection.class, (method, arguments) -> {
            Object result = Proxies.invoke(method, real, arguments);
            return result instanceof PreparedStatement statement
                    ? statement(real, statement, String.valueOf(arguments[0]))
                    : result;
        });
    }

    private record Setting(Method method, List<Object> arguments) {}

    private PreparedStatement statement(Connection connection, PreparedStatement real, String sql) {
        List<Setting> settings = new ArrayList<>();
        return Proxies.of(PreparedStatement.class, (method, arguments) -> {
            if (method.getName().startsWith("set") && arguments.length > 1) {
                settings.removeIf(setting -> setting.arguments().get(0).equals(arguments[0]));
                settings.add(new Setting(method, Arrays.asList(arguments)));
            }
            if (method.getName().startsWith("execute") && !plans.containsKey(sql) && !sql.startsWith("insert")) {
                plans.put(sql, plan(connection, sql, settings));
            }
            return Proxies.invoke(method, real, arguments);
        });
    }

    private static String plan(Connection connection, String sql, List<Setting> settings) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (PreparedStatement explain = connection.prepareStatement("explain " + sql)) {
            for (Setting setting : settings) {
                Proxies.invoke(setting.method(), explain, setting.arguments().toArray());
            }
            try (ResultSet lines = explain.executeQuery()) {
                while (lines.next()) {
                    plan.append(lines.getString(1)).append('\n');
                }
            }
        }
        return plan.toString();
    }
}
