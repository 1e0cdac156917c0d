package dev.inventoryledger.benchmarks.suite;

import com.sun.management.ThreadMXBean;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.Location;
import dev.inventoryledger.inmemory.InMemoryStockStore;
import java.lang.management.ManagementFactory;

/** What a command leaves to the garbage collector, by the virtual machine's own count of a thread's allocations. */
final class Allocation {
    private static final int WARMUPS = 20_000;
    private static final int TIMES = 20_000;

    private Allocation() {}

    /** Bytes for one reservation of one line in memory. */
    static double ofReserve() {
        try (InventoryLedger ledger =
                InventoryLedger.over(new InMemoryStockStore()).build()) {
            ledger.registerLocation(Location.of("A")).orElseThrow();
            ledger.registerItem(Item.of("TEA", "Tea")).orElseThrow();
            ledger.receive("TEA", "A", 1L << 40).orElseThrow();
            reserve(ledger, WARMUPS);
            long before = allocated();
            reserve(ledger, TIMES);
            return (allocated() - before) / (double) TIMES;
        }
    }

    private static void reserve(InventoryLedger ledger, int times) {
        for (int i = 0; i < times; i++) {
            ledger.reserve(Line.of("TEA", 1).at("A")).orElseThrow();
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
