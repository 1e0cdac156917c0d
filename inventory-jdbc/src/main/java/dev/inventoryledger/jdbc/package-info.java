/** The stock store over a relational database: {@link dev.inventoryledger.jdbc.JdbcStockStore}. */
@NullMarked
package dev.inventoryledger.jdbc;

import org.jspecify.annotations.NullMarked;
