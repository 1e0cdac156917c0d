package dev.inventoryledger.benchmarks;

import dev.inventoryledger.CommandId;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Line;
import dev.inventoryledger.Origin;
import dev.inventoryledger.benchmarks.byhand.GuardedUpdate;
import dev.inventoryledger.benchmarks.byhand.SelectForUpdate;
import dev.inventoryledger.benchmarks.byhand.Seller;
import dev.inventoryledger.benchmarks.byhand.VersionColumn;
import dev.inventoryledger.command.Reserve;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.AuxCounters;
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

/** Reserving one unit over PostgreSQL, 256 callers at once: the ledger beside what one would write by hand. */
@State(Scope.Benchmark)
@BenchmarkMode({Mode.Throughput, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 3, time = 5)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx2g"})
@Threads(256)
public class PostgresReserve {
    /** Who sells. */
    @Param({"ledger", "forUpdate", "guarded", "versionColumn"})
    public String who = "ledger";

    /** One hot SKU, or many. */
    @Param({"1", "10000"})
    public int skus = 1;

    private final LongAdder granted = new LongAdder();
    private Postgres postgres;
    private InventoryLedger ledger;
    private Seller seller;

    /** A server and its stock. */
    @Setup
    public void open() {
        postgres = Postgres.start();
        ledger = InventoryLedger.over(postgres.store()).build();
        Postgres.stock(ledger, skus, Postgres.PLENTY);
        postgres.execute("vacuum analyze");
        seller = switch (who) {
            case "ledger" -> this::reserve;
            case "forUpdate" -> new SelectForUpdate(postgres.pool());
            case "guarded" -> new GuardedUpdate(postgres.pool());
            case "versionColumn" -> new VersionColumn(postgres.pool());
            default -> throw new IllegalArgumentException("who: nobody is called " + who);
        };
    }

    private boolean reserve(String id, List<String> which) {
        return ledger.execute(Reserve.of(Line.of(which.get(0), 1).at("A")).with(Origin.of(id)))
                .isAccepted();
    }

    /** Fails the run unless exactly what was granted is in the books, and the ledger's are sound. */
    @TearDown
    public void verify() {
        postgres.requireGranted(granted.sum(), granted.sum());
        if (who.equals("ledger")) {
            Postgres.requireSound(ledger);
        }
        if (seller instanceof VersionColumn optimistic) {
            System.out.println("given up: " + optimistic.givenUp() + " of " + (optimistic.givenUp() + granted.sum()));
        }
        ledger.close();
        postgres.close();
    }

    /** What became of them, a second: some are given up where a version column is all that tells callers apart. */
    @AuxCounters
    @State(Scope.Thread)
    public static class Ends {
        /** Granted. */
        public long granted;

        /** Given up. */
        public long givenUp;
    }

    /** {@return whether it was granted} */
    @Benchmark
    public boolean reserve(Ends ends) throws SQLException {
        String sku = Postgres.sku(ThreadLocalRandom.current().nextInt(skus));
        boolean isGranted = seller.reserve(CommandId.random().value(), List.of(sku));
        if (isGranted) {
            granted.increment();
            ends.granted++;
        } else if (who.equals("versionColumn")) {
            ends.givenUp++;
        } else {
            throw new IllegalStateException("refused though there is plenty");
        }
        return isGranted;
    }
}
