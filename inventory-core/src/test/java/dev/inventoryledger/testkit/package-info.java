/**
 * The store test kit: whoever writes a {@link dev.inventoryledger.spi.StockStore} proves it by extending
 * {@link dev.inventoryledger.testkit.StoreTestKit} with one method.
 */
@NullMarked
package dev.inventoryledger.testkit;

import org.jspecify.annotations.NullMarked;
