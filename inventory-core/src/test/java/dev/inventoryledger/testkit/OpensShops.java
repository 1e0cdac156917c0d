package dev.inventoryledger.testkit;

import dev.inventoryledger.spi.StockStore;

/** A test that can open a shop over an empty store. */
interface OpensShops {
    /** {@return a shop over an empty store} */
    Shop open();

    /** {@return an empty store for tests that write what no ledger would, and that is not audited} */
    StockStore raw();
}
