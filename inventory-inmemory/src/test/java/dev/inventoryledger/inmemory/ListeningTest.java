package dev.inventoryledger.inmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.spi.JournalSignal;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.subscription.RunningSubscription;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A store that tells of news is listened to once anything follows the journal. */
class ListeningTest {
    /** Nobody can listen to it at first. */
    private static StockStore deafAtFirst(AtomicInteger tries) {
        InMemoryStockStore store = new InMemoryStockStore();
        return (StockStore) Proxy.newProxyInstance(
                StockStore.class.getClassLoader(),
                new Class<?>[] {StockStore.class, JournalSignal.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("listen")) {
                        if (tries.incrementAndGet() == 1) {
                            throw new IllegalStateException("no connection");
                        }
                        return (AutoCloseable) () -> {};
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }

    @Test
    void whatCouldNotBeListenedToIsWithTheNextSubscriptionAndOnce() {
        AtomicInteger tries = new AtomicInteger();
        try (InventoryLedger ledger = InventoryLedger.over(deafAtFirst(tries)).build()) {
            assertThatThrownBy(() -> ledger.subscribe("one", event -> {})).hasMessage("no connection");
            try (RunningSubscription one = ledger.subscribe("one", event -> {});
                    RunningSubscription other = ledger.subscribe("other", event -> {})) {
                assertThat(one.runner()).isNotEqualTo(other.runner());
                assertThat(tries).hasValue(2);
            }
        }
    }
}
