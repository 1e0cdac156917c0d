package dev.inventoryledger.benchmarks;

import dev.inventoryledger.CommandId;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Line;
import dev.inventoryledger.Origin;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.benchmarks.byhand.SelectForUpdate;
import dev.inventoryledger.command.Reserve;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Orders of three lines, reserved, confirmed and fulfilled; few SKUs are asked for often and most seldom (Zipf's law). */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 3, time = 5)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx2g"})
@Threads(256)
public class PostgresCycle {
    private static final int SKUS = 10_000;
    private static final int LINES = 3;

    /** An order is reserved, confirmed and fulfilled. */
    private static final int COMMITS = 3;

    /** Who sells. */
    @Param({"ledger", "forUpdate"})
    public String who = "ledger";

    private final double[] cumulative = zipf();
    private final LongAdder cycles = new LongAdder();
    private final List<AutoCloseable> opened = new ArrayList<>();

    private Postgres postgres;
    private InventoryLedger ledger;

    private static double[] zipf() {
        double[] sums = new double[SKUS];
        double sum = 0;
        for (int i = 0; i < SKUS; i++) {
            sum += 1.0 / (i + 1);
            sums[i] = sum;
        }
        return sums;
    }

    /** A server and its stock. */
    @Setup
    public void open() {
        postgres = Postgres.start();
        ledger = InventoryLedger.over(postgres.store()).build();
        Postgres.stock(ledger, SKUS, Postgres.PLENTY);
        postgres.execute("vacuum analyze");
        opened.addAll(List.of(ledger, postgres));
    }

    /** Fails the run unless what was fulfilled has left, and nothing is held. */
    @TearDown
    public void verify() throws Exception {
        Postgres.require(postgres.number("select sum(reserved) from inventory_level"), 0, "units left reserved");
        Postgres.require(
                SKUS * Postgres.PLENTY - postgres.number("select sum(on_hand) from inventory_level"),
                cycles.sum() * LINES,
                "units that left");
        long orders = cycles.sum();
        Postgres.require(
                postgres.number("select count(*) from inventory_reservation where phase = 'CLOSED'"), orders, "orders");
        Postgres.require(
                postgres.number("select count(*) from inventory_reservation_line where fulfilled = 1"),
                orders * LINES,
                "lines");
        Postgres.require(
                postgres.number("select count(*) from inventory_entry where type in ('RESERVE', 'CONFIRM', 'FULFIL')"),
                orders * COMMITS,
                "entries");
        Postgres.require(
                postgres.number("select count(*) from inventory_posting where reservation_id is not null"),
                orders * LINES * COMMITS,
                "postings");
        if (who.equals("ledger")) {
            Postgres.requireSound(ledger);
        }
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private List<String> order() {
        TreeSet<String> skus = new TreeSet<>();
        while (skus.size() < LINES) {
            double at = ThreadLocalRandom.current().nextDouble(cumulative[SKUS - 1]);
            int found = Arrays.binarySearch(cumulative, at);
            skus.add(Postgres.sku(found >= 0 ? found : -1 - found));
        }
        return List.copyOf(skus);
    }

    /** One order through its life: three commits. */
    @Benchmark
    public void cycle() throws SQLException {
        String id = CommandId.random().value();
        List<String> skus = order();
        if (who.equals("ledger")) {
            Line[] lines = skus.stream().map(sku -> Line.of(sku, 1).at("A")).toArray(Line[]::new);
            ReservationId reservation = new ReservationId(id);
            ledger.execute(Reserve.of(lines).with(Origin.of(id))).orElseThrow();
            ledger.confirm(reservation).orElseThrow();
            ledger.fulfil(reservation).orElseThrow();
        } else {
            SelectForUpdate seller = new SelectForUpdate(postgres.pool());
            if (!seller.reserve(id, skus) || !seller.confirm(id, skus) || !seller.fulfil(id, skus)) {
                throw new IllegalStateException("refused though there is plenty");
            }
        }
        cycles.increment();
    }
}
