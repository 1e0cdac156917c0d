package dev.inventoryledger.jdbc;

/** A database engine that a {@link JdbcStockStore} can run on. */
public enum Dialect {
    /** PostgreSQL, 14 or later, in a database whose encoding is UTF-8. */
    POSTGRESQL,
    /** H2, 2.2 or later, in its regular mode: in memory, in a file, or behind its server. */
    H2
}
