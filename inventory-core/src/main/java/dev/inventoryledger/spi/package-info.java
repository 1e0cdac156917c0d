/**
 * What the author of a store implements: {@link dev.inventoryledger.spi.StockStore}, and the rows and requests that it
 * takes and gives. A store holds no business rule: it keeps flat rows, checks versions, and commits all or nothing.
 */
@NullMarked
package dev.inventoryledger.spi;

import org.jspecify.annotations.NullMarked;
