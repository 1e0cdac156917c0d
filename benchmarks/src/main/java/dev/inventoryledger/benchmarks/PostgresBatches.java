package dev.inventoryledger.benchmarks;

import dev.inventoryledger.CommandId;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Line;
import dev.inventoryledger.benchmarks.byhand.ReadyMade;
import dev.inventoryledger.command.Reserve;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Reservations by the thousand: the ledger's {@code submitAll} beside one connection that commits ready-made batches. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 3, time = 5)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx2g"})
public class PostgresBatches {
    private static final int BATCH = 1_000;
    private static final int SKUS = 10_000;

    /** How many batches the ledger is given at once, so that it never waits for the next. */
    private static final int AHEAD = 4;

    /** Who sells. */
    @Param({"ledger", "readyMade"})
    public String who = "ledger";

    private final LongAdder granted = new LongAdder();
    private final Map<String, Long> sold = new HashMap<>();
    private long position;

    private Postgres postgres;
    private InventoryLedger ledger;

    /** A server and its stock. */
    @Setup
    public void open() {
        postgres = Postgres.start();
        ledger = InventoryLedger.over(postgres.store()).batchLimit(BATCH).build();
        Postgres.stock(ledger, SKUS, Postgres.PLENTY);
        postgres.execute("vacuum analyze");
        position = postgres.number("select max(position) from inventory_entry") + 1;
    }

    /** Fails the run unless exactly what was granted is in the books, and the ledger's are sound. */
    @TearDown
    public void verify() {
        postgres.requireGranted(granted.sum(), granted.sum());
        if (who.equals("ledger")) {
            Postgres.requireSound(ledger);
        }
        ledger.close();
        postgres.close();
    }

    private static String anySku() {
        return Postgres.sku(ThreadLocalRandom.current().nextInt(SKUS));
    }

    /** Some batches of a thousand. */
    @Benchmark
    @OperationsPerInvocation(AHEAD * BATCH)
    public void batches() throws SQLException {
        if (who.equals("ledger")) {
            List<CompletableFuture<?>> all = new ArrayList<>();
            for (int i = 0; i < AHEAD; i++) {
                List<Reserve> commands = new ArrayList<>();
                for (int j = 0; j < BATCH; j++) {
                    commands.add(Reserve.of(Line.of(anySku(), 1).at("A")));
                }
                all.add(ledger.submitAll(commands)
                        .thenAccept(Postgres::requireAccepted)
                        .toCompletableFuture());
            }
            all.forEach(CompletableFuture::join);
        } else {
            for (int i = 0; i < AHEAD; i++) {
                readyMade();
            }
        }
        granted.add((long) AHEAD * BATCH);
    }

    private void readyMade() throws SQLException {
        List<String> ids = new ArrayList<>();
        List<String> skus = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            ids.add(CommandId.random().value());
            skus.add(anySku());
        }
        new ReadyMade(postgres.pool()).reserve(ids, skus, sold, Postgres.PLENTY, position);
        position += BATCH;
    }
}
