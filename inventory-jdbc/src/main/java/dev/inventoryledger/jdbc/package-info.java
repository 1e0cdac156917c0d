/** The place of the stock store over a relational database; it holds nothing yet. */
@NullMarked
package dev.inventoryledger.jdbc;

import org.jspecify.annotations.NullMarked;
