package dev.inventoryledger.benchmarks;

import dev.inventoryledger.CommandId;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.Location;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.inmemory.InMemoryStockStore;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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

/** Reserving in memory: the ledger with its journal and indexes, beside a bare map that keeps none of that. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx6g"})
@Threads(Threads.MAX)
public class InMemoryReserve {
    /** A level as a program without a ledger would keep it. */
    private record BareLevel(long onHand, long reserved) {}

    /** A reservation as a program without a ledger would keep it. */
    private record BareReservation(String id, String sku, long quantity) {}

    private static final long PLENTY = 1L << 40;

    /** One hot SKU, or many. */
    @Param({"1", "10000"})
    public int skus;

    private InventoryLedger ledger = bareLedger();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder acceptedByBareMap = new LongAdder();
    private final ConcurrentHashMap<String, BareLevel> levels = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, BareReservation> reservations = new ConcurrentHashMap<>();

    private static InventoryLedger bareLedger() {
        return InventoryLedger.over(new InMemoryStockStore()).build();
    }

    /** A fresh shop for every iteration, so that memory is bounded. */
    @Setup(Level.Iteration)
    public void open() {
        ledger = bareLedger();
        accepted.reset();
        acceptedByBareMap.reset();
        levels.clear();
        reservations.clear();
        ledger.registerLocation(Location.of("A")).orElseThrow();
        for (int i = 0; i < skus; i++) {
            ledger.registerItem(Item.of("SKU" + i, "Item")).orElseThrow();
            ledger.receive("SKU" + i, "A", PLENTY / skus).orElseThrow();
            levels.put("SKU" + i, new BareLevel(PLENTY / skus, 0));
        }
    }

    /** Fails the run unless exactly what was answered is what the books say. */
    @TearDown(Level.Iteration)
    public void verify() {
        long reserved = 0;
        for (int i = 0; i < skus; i++) {
            reserved += ledger.level("SKU" + i, "A").reserved();
        }
        if (reserved != accepted.sum()) {
            throw new IllegalStateException(accepted.sum() + " units were granted, but " + reserved + " are reserved");
        }
        long inMap = levels.values().stream().mapToLong(BareLevel::reserved).sum();
        if (inMap != acceptedByBareMap.sum() || reservations.size() != inMap) {
            throw new IllegalStateException(acceptedByBareMap.sum() + " units were granted, but the map has " + inMap);
        }
        Postgres.requireSound(ledger);
    }

    /** {@return the ledger's answer} */
    @Benchmark
    public Reservation ledger() {
        Reservation reservation = ledger.reserve(Line.of(anySku(), 1).at("A")).orElseThrow();
        accepted.increment();
        return reservation;
    }

    /** {@return the bare map's answer} */
    @Benchmark
    public Object bareMap() {
        String sku = anySku();
        levels.compute(sku, (key, level) -> {
            if (level == null || level.onHand() - level.reserved() < 1) {
                throw new IllegalStateException("sold out");
            }
            return new BareLevel(level.onHand(), level.reserved() + 1);
        });
        BareReservation reservation = new BareReservation(CommandId.random().value(), sku, 1);
        reservations.put(reservation.id(), reservation);
        acceptedByBareMap.increment();
        return reservation;
    }

    private String anySku() {
        return "SKU" + ThreadLocalRandom.current().nextInt(skus);
    }
}
