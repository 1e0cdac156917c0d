package dev.inventoryledger.benchmarks.suite;

import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Line;
import dev.inventoryledger.benchmarks.Postgres;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.inmemory.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A hundred thousand holds end by themselves at once, and one sweep closes them. Half as many before them are the warm-up. */
final class Expiry {
    private static final int HOLDS = 100_000;
    private static final int SKUS = 10_000;
    private static final int AT_ONCE = 1_000;

    private Expiry() {}

    /** Holds closed a second. */
    static double sweptPerSecond() throws Exception {
        SettableClock clock = SettableClock.at(Instant.parse("2026-01-01T00:00:00Z"));
        try (Postgres postgres = Postgres.start();
                InventoryLedger ledger =
                        InventoryLedger.over(postgres.store()).clock(clock).build()) {
            Postgres.stock(ledger, SKUS, Postgres.PLENTY);
            sweptPerSecond(HOLDS / 2, postgres, ledger, clock);
            double rate = sweptPerSecond(HOLDS, postgres, ledger, clock);
            Postgres.requireSound(ledger);
            return rate;
        }
    }

    private static double sweptPerSecond(int holds, Postgres postgres, InventoryLedger ledger, SettableClock clock) {
        hold(holds, ledger);
        postgres.execute("vacuum analyze");
        clock.advance(Duration.ofDays(1));
        long start = System.nanoTime();
        int closed = ledger.releaseExpired(holds);
        double seconds = (System.nanoTime() - start) / 1e9;
        Postgres.require(closed, holds, "holds");
        Postgres.require(postgres.number("select sum(reserved) from inventory_level"), 0, "units left reserved");
        return holds / seconds;
    }

    private static void hold(int holds, InventoryLedger ledger) {
        for (int first = 0; first < holds; first += AT_ONCE) {
            List<Reserve> commands = new ArrayList<>();
            for (int i = first; i < first + AT_ONCE; i++) {
                commands.add(Reserve.of(Line.of(Postgres.sku(i % SKUS), 1).at("A")));
            }
            Postgres.requireAccepted(
                    ledger.submitAll(commands).toCompletableFuture().join());
        }
    }
}
