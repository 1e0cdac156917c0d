package dev.inventoryledger.jdbc;

import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.testkit.WrappedStore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A store in front of which somebody else is once faster: right before the first commit.
 *
 * @param sound the store behind it
 * @param somebodyElse what happens before the first commit
 */
record Between(StockStore sound, Runnable somebodyElse) {
    StockStore store() {
        AtomicBoolean happened = new AtomicBoolean();
        return new WrappedStore(sound, snapshot -> snapshot, (store, changes) -> {
            if (!happened.getAndSet(true)) {
                somebodyElse.run();
            }
            return store.commit(changes);
        });
    }
}
