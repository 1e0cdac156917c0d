package dev.inventoryledger.jdbc;

/** A database engine that a {@link JdbcStockStore} can run on. */
public enum Dialect {
    /** PostgreSQL (tested on 18) in a database whose encoding is UTF-8. */
    POSTGRESQL,
    /** H2 (tested on 2.5) in its regular mode: in memory, in a file, or behind its server. */
    H2
}
