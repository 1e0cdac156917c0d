package dev.inventoryledger.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Stand-ins for JDBC's interfaces, in front of the real ones. */
final class Proxies {
    private Proxies() {}

    /** What a stand-in does with a call. */
    @FunctionalInterface
    interface Handler {
        @Nullable
        Object handle(Method method, Object[] arguments) throws SQLException;
    }

    static <T> T of(Class<T> type, Handler handler) {
        return type.cast(Proxy.newProxyInstance(
                Proxies.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> handler.handle(method, arguments == null ? new Object[0] : arguments)));
    }

    /** Calls the real thing, whose own exceptions come through. */
    static @Nullable Object invoke(Method method, @Nullable Object target, Object[] arguments) throws SQLException {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof SQLException sql) {
                throw sql;
            }
            if (thrown.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new IllegalStateException(thrown.getCause());
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
