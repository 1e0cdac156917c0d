package dev.inventoryledger.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.Location;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.inmemory.InMemoryStockStore;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/**
 * What commands leave to the garbage collector must not grow. Nothing here is timed: the virtual machine counts what a thread
 * allocates. Bounds stand a little above what was measured; whoever gets below one by much lowers it.
 */
class AllocationTest {
    private static final int WARMUPS = 1_000;
    private static final int TIMES = 1_000;

    private final InventoryLedger ledger = shop();

    private static InventoryLedger shop() {
        InventoryLedger ledger = InventoryLedger.over(new InMemoryStockStore()).build();
        ledger.registerLocation(Location.of("A")).orElseThrow();
        ledger.registerItem(Item.of("TEA", "Tea")).orElseThrow();
        ledger.receive("TEA", "A", 1_000_000).orElseThrow();
        return ledger;
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    /** The least of some rounds: what a compiler or a growing table takes now and then is not the command's. */
    private static long bytesEach(Runnable command) {
        for (int i = 0; i < WARMUPS; i++) {
            command.run();
        }
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 3; round++) {
            long before = allocated();
            for (int i = 0; i < TIMES; i++) {
                command.run();
            }
            least = Math.min(least, (allocated() - before) / TIMES);
        }
        return least;
    }

    @Test
    void ofAReservation() {
        assertThat(bytesEach(() -> ledger.reserve(Line.of("TEA", 1).at("A")).orElseThrow()))
                .isPositive()
                .isLessThan(16_500);
    }

    @Test
    void ofAWholeCycle() {
        assertThat(bytesEach(() -> {
                    ReservationId id = ledger.reserve("TEA", 1).orElseThrow().id();
                    ledger.confirm(id).orElseThrow();
                    ledger.fulfil(id).orElseThrow();
                }))
                .isLessThan(41_000);
    }

    @Test
    void ofAReceipt() {
        assertThat(bytesEach(() -> ledger.receive("TEA", "A", 1).orElseThrow())).isLessThan(15_300);
    }

    @Test
    void ofARejection() {
        assertThat(bytesEach(() -> ledger.execute(Reserve.of("TEA", 1L << 50)))).isLessThan(30_500);
    }
}
