package dev.inventoryledger.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Location;
import dev.inventoryledger.spi.EntryQuery;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.subscription.RunningSubscription;
import dev.inventoryledger.subscription.Subscription;
import dev.inventoryledger.testkit.Heard;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A gap keeps a reader from what is behind it; nobody is told when it closes. */
class ClosingGapTest {
    /** Shows nothing at the first look, and all of it afterwards. */
    private static StockStore behindAGapAtFirst(StockStore store) {
        AtomicBoolean isOpen = new AtomicBoolean(true);
        return (StockStore) Proxy.newProxyInstance(
                StockStore.class.getClassLoader(), new Class<?>[] {StockStore.class}, (proxy, method, arguments) -> {
                    boolean isLook = method.getName().equals("entries") && arguments[0] instanceof EntryQuery.After;
                    if (isLook && isOpen.getAndSet(false)) {
                        return List.of();
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }

    @Test
    void aGapThatClosesBetweenTheLookAndTheRestIsLookedBehind() {
        InMemoryStockStore store = new InMemoryStockStore();
        Heard heard = new Heard();
        try (InventoryLedger writing = InventoryLedger.over(store).build();
                InventoryLedger reading =
                        InventoryLedger.over(behindAGapAtFirst(store)).build()) {
            writing.registerLocation(Location.of("A")).orElseThrow();
            try (RunningSubscription running = reading.subscribe(Subscription.of("seldom", heard)
                    .pollEvery(Duration.ofMinutes(10))
                    .takeOverAfter(Duration.ofHours(1)))) {
                assertThat(heard.next().subject()).isEqualTo("location/A");
                assertThat(running.isActive()).isTrue();
            }
        }
    }
}
