package dev.inventoryledger.jdbc;

import java.sql.Types;

/** What a column of rows in a query holds. */
enum ColumnType {
    TEXT(Types.VARCHAR),
    NUMBER(Types.BIGINT),
    INSTANT(Types.TIMESTAMP_WITH_TIMEZONE),
    BYTES(Types.BINARY);

    private final int jdbcType;

    ColumnType(int jdbcType) {
        this.jdbcType = jdbcType;
    }

    /** As JDBC numbers types. */
    int jdbcType() {
        return jdbcType;
    }
}
