package dev.inventoryledger.benchmarks.suite;

import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Line;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.benchmarks.Postgres;
import dev.inventoryledger.command.Confirm;
import dev.inventoryledger.command.Fulfil;
import dev.inventoryledger.command.Reserve;
import java.util.ArrayList;
import java.util.List;

/** What one order of one line leaves on the disk when it has been reserved, confirmed and fulfilled. */
final class Disk {
    private static final int CYCLES = 50_000;
    private static final int SKUS = 1_000;
    private static final int AT_ONCE = 1_000;

    private static final String BYTES = "select sum(pg_total_relation_size(oid)) from pg_class"
            + " where relkind = 'r' and relname like 'inventory%'";

    private Disk() {}

    /** Bytes, indexes included, once what is dead has been vacuumed away. */
    static double bytesPerCycle() {
        try (Postgres postgres = Postgres.start();
                InventoryLedger ledger = InventoryLedger.over(postgres.store()).build()) {
            Postgres.stock(ledger, SKUS, Postgres.PLENTY);
            postgres.execute("vacuum analyze");
            long before = postgres.number(BYTES);
            for (int first = 0; first < CYCLES; first += AT_ONCE) {
                cycle(ledger);
                postgres.execute("vacuum");
            }
            long after = postgres.number(BYTES);
            Postgres.require(postgres.number("select sum(reserved) from inventory_level"), 0, "units left reserved");
            Postgres.require(
                    postgres.number("select count(*) from inventory_posting where type = 'FULFILMENT'"),
                    CYCLES,
                    "cycles");
            Postgres.requireSound(ledger);
            return (after - before) / (double) CYCLES;
        }
    }

    private static void cycle(InventoryLedger ledger) {
        List<Reserve> reserves = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            reserves.add(Reserve.of(Line.of(Postgres.sku(i % SKUS), 1).at("A")));
        }
        List<Outcome<Reservation>> reserved =
                ledger.submitAll(reserves).toCompletableFuture().join();
        List<ReservationId> ids =
                reserved.stream().map(outcome -> outcome.orElseThrow().id()).toList();
        Postgres.requireAccepted(ledger.submitAll(ids.stream().map(Confirm::of).toList())
                .toCompletableFuture()
                .join());
        Postgres.requireAccepted(ledger.submitAll(ids.stream().map(Fulfil::of).toList())
                .toCompletableFuture()
                .join());
    }
}
