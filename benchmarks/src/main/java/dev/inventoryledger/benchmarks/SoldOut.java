package dev.inventoryledger.benchmarks;

import dev.inventoryledger.Hold;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Line;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.command.Reserve;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** After sell-out 256 callers go on asking for the same SKU: all are refused, and nothing is written. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 3, time = 5)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx2g"})
@Threads(256)
public class SoldOut {
    private Postgres postgres;
    private InventoryLedger ledger;
    private long written;

    /** A server, and one SKU whose only unit is promised, for longer than any run takes. */
    @Setup
    public void open() {
        postgres = Postgres.start();
        ledger = InventoryLedger.over(postgres.store()).build();
        Postgres.stock(ledger, 1, 1);
        ledger.execute(Reserve.of(Line.of(Postgres.sku(0), 1)).holding(Hold.lasting(Duration.ofDays(1))))
                .orElseThrow();
        written = postgres.written();
    }

    /** Fails the run if any row was written, or the books are not sound. */
    @TearDown
    public void verify() {
        Postgres.require(postgres.written(), written, "all that was written");
        Postgres.requireSound(ledger);
        ledger.close();
        postgres.close();
    }

    /** {@return why not} */
    @Benchmark
    public RejectionReason reject() {
        RejectionReason reason = ledger.execute(
                        Reserve.of(Line.of(Postgres.sku(0), 1).at("A")))
                .rejection()
                .orElseThrow();
        if (reason != RejectionReason.INSUFFICIENT_STOCK) {
            throw new IllegalStateException("refused for " + reason);
        }
        return reason;
    }
}
