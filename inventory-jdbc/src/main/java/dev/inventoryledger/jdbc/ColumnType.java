package dev.inventoryledger.jdbc;

/** The kinds of values that queries take and give. */
enum ColumnType {
    TEXT,
    NUMBER,
    INSTANT,
    BYTES
}
