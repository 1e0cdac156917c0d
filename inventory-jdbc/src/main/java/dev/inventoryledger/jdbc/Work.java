package dev.inventoryledger.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Something to do on a connection.
 *
 * @param <T> what it comes to
 */
@FunctionalInterface
interface Work<T> {
    T on(Connection connection) throws SQLException;
}
