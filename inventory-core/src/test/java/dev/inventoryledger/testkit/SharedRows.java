package dev.inventoryledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.policy.AllocationPolicy;
import dev.inventoryledger.spi.StockStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Others write rows of a batch between its decision and its commit: what they did not touch need not wait for what they did. */
interface SharedRows extends OpensShops {
    /** A ledger that knows that others write, and finds that they just have when it commits. */
    final class Disturbed implements AutoCloseable {
        private final AtomicReference<Runnable> others = new AtomicReference<>(() -> {});
        private final AtomicInteger decided = new AtomicInteger();
        private final InventoryLedger ledger;

        Disturbed(Shop shop) {
            ledger = InventoryLedger.over(disturbed(shop.store))
                    .clock(shop.clock)
                    .allocation(demand -> {
                        decided.incrementAndGet();
                        return AllocationPolicy.byPriority().allocate(demand);
                    })
                    .build();
            // After the first stale batch, two take care.
            meanwhile(() -> shop.ledger.receive("CUP", "A", 1).orElseThrow());
            reserve("TEA", "CUP").forEach(Outcome::orElseThrow);
        }

        private StockStore disturbed(StockStore store) {
            Class<?>[] type = {StockStore.class};
            return (StockStore) Proxy.newProxyInstance(type[0].getClassLoader(), type, (proxy, method, arguments) -> {
                try {
                    Object answer = method.invoke(store, arguments);
                    return answer instanceof Supplier<?> prepared ? disturbed(prepared) : answer;
                } catch (InvocationTargetException failed) {
                    throw failed.getCause();
                }
            });
        }

        private <T> Supplier<T> disturbed(Supplier<T> prepared) {
            return () -> {
                others.getAndSet(() -> {}).run();
                return prepared.get();
            };
        }

        /** What happens before the next commit. */
        void meanwhile(Runnable write) {
            decided.set(0);
            others.set(write);
        }

        /** One unit of each, all at once. */
        List<Outcome<Reservation>> reserve(String... skus) {
            return ledger.submitAll(
                            Stream.of(skus).map(sku -> Reserve.of(sku, 1)).toList())
                    .toCompletableFuture()
                    .join();
        }

        void awaitDecisions(int expected) {
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            while (decided.get() < expected) {
                assertThat(System.nanoTime()).as("as many are decided").isLessThan(end);
                Thread.onSpinWait();
            }
        }

        @Override
        public void close() {
            ledger.close();
        }
    }

    private Shop furnishedWithPots() {
        Shop shop = open().furnished();
        shop.ledger.registerItem(Item.of("POT", "Pot")).orElseThrow();
        return shop;
    }

    @Test
    default void allAreGrantedWhateverOthersWrote() {
        Shop shop = furnishedWithPots().stocked("TEA@A=9", "CUP@A=9", "POT@A=9");
        try (Disturbed disturbed = new Disturbed(shop)) {
            disturbed.meanwhile(() -> shop.ledger.receive("CUP", "A", 5).orElseThrow());
            disturbed.reserve("TEA", "CUP", "POT").forEach(Outcome::orElseThrow);
        }
        shop.assertLevels("CUP@A=15/2", "POT@A=9/1", "TEA@A=9/2");
    }

    @Test
    default void whatOthersTookMeanwhileIsRefusedAndTheRestGranted() {
        Shop shop = furnishedWithPots().stocked("TEA@A=9", "CUP@A=2", "POT@A=9");
        try (Disturbed disturbed = new Disturbed(shop)) {
            disturbed.meanwhile(() -> shop.ledger.reserve("CUP", 2).orElseThrow());
            assertThat(disturbed.reserve("TEA", "CUP", "POT"))
                    .extracting(Outcome::isAccepted)
                    .containsExactly(true, false, true);
        }
        shop.assertLevels("CUP@A=3/3", "POT@A=9/1", "TEA@A=9/2");
    }

    /** A refusal may rest on what another command of the batch was about to take, and did not. */
    @Test
    default void whatIsRefusedForWhatCameToNothingIsDecidedAnew() {
        Shop shop = open().furnished().stocked("TEA@A=9", "CUP@A=1");
        try (Disturbed disturbed = new Disturbed(shop)) {
            disturbed.meanwhile(() -> shop.ledger.receive("CUP", "A", 5).orElseThrow());
            assertThat(disturbed.reserve("TEA", "CUP", "CUP"))
                    .extracting(Outcome::isAccepted)
                    .containsOnly(true);
        }
        shop.assertLevels("CUP@A=7/3", "TEA@A=9/2");
    }

    /** Others make as many changes as the batch would have made: the versions are those that the next one was prepared on. */
    @Test
    default void theNextIsPreparedAnewWhereOneWasWrittenInPart() {
        Shop shop = open().furnished().stocked("TEA@A=99", "CUP@A=99");
        try (Disturbed disturbed = new Disturbed(shop)) {
            disturbed.reserve("TEA").forEach(Outcome::orElseThrow);
            disturbed.meanwhile(() -> {
                // Of eight, four are a batch; the others are prepared on it by now.
                disturbed.awaitDecisions(8);
                shop.ledger.receive("CUP", "A", 10).orElseThrow();
                shop.ledger.receive("CUP", "A", 10).orElseThrow();
            });
            disturbed
                    .reserve("TEA", "CUP", "TEA", "CUP", "TEA", "CUP", "TEA", "CUP")
                    .forEach(Outcome::orElseThrow);
        }
        shop.assertLevels("CUP@A=120/5", "TEA@A=99/6");
    }
}
