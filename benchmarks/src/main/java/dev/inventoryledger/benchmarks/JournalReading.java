package dev.inventoryledger.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.inventoryledger.AuditReport;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.Location;
import dev.inventoryledger.RebuildReport;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.inmemory.InMemoryStockStore;
import dev.inventoryledger.jdbc.JdbcStockStore;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.subscription.RunningSubscription;
import dev.inventoryledger.subscription.Subscription;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

/** Entries a second: handed to a subscriber, folded into levels, audited. Each invocation reads the whole journal. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 3, time = 3)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx6g"})
public class JournalReading {
    private static final int ENTRIES = 20_000;
    private static final int SKUS = 1_000;

    /** Where the journal stands; the server comes and goes with the benchmark. */
    @Param({"memory", "postgres"})
    public String store = "memory";

    private long newest;
    private final Deque<Closeable> resources = new ArrayDeque<>();
    private InventoryLedger ledger =
            InventoryLedger.over(new InMemoryStockStore()).build();

    private StockStore open() throws IOException {
        if (store.equals("memory")) {
            return new InMemoryStockStore();
        }
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        resources.push(server);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.getJdbcUrl("postgres", "postgres"));
        HikariDataSource pool = new HikariDataSource(config);
        resources.push(pool);
        return JdbcStockStore.builder(pool).createSchema().build();
    }

    /** Writes exactly so many entries: the catalog, a receipt for each SKU, and reservations. */
    @Setup
    public void fill() throws IOException {
        ledger = InventoryLedger.over(open()).build();
        ledger.registerLocation(Location.of("A")).orElseThrow();
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < SKUS; i++) {
            ledger.registerItem(Item.of("SKU" + i, "Item")).orElseThrow();
            ledger.receive("SKU" + i, "A", 1_000_000).orElseThrow();
        }
        for (int i = 0; i < ENTRIES - 2 * SKUS - 1; i++) {
            String sku = "SKU" + i % SKUS;
            all.add(ledger.submit(Reserve.of(Line.of(sku, 1).at("A"))).toCompletableFuture());
            if (all.size() == SKUS) {
                all.forEach(CompletableFuture::join);
                all.clear();
            }
        }
        all.forEach(CompletableFuture::join);
        newest = ledger.entries(0, ENTRIES + 1).get(ENTRIES - 1).position();
    }

    @TearDown
    public void close() throws IOException {
        ledger.close();
        for (Closeable resource : resources) {
            resource.close();
        }
    }

    /** {@return how many events a new subscription was handed} */
    @Benchmark
    @OperationsPerInvocation(ENTRIES)
    public long subscription() throws InterruptedException {
        long[] events = {0};
        CountDownLatch last = new CountDownLatch(1);
        try (RunningSubscription running =
                ledger.subscribe(Subscription.of(UUID.randomUUID().toString(), event -> {
                    events[0]++;
                    if (event.head().position() == newest) {
                        last.countDown();
                    }
                }))) {
            last.await();
            requireNone(running.failure().isPresent(), "the subscription failed");
        }
        return events[0];
    }

    /** {@return what the fold of the journal came to} */
    @Benchmark
    @OperationsPerInvocation(ENTRIES)
    public RebuildReport rebuild() {
        RebuildReport report = ledger.rebuild();
        requireNone(!report.isClean() || report.entries() != ENTRIES, "the rebuild differs");
        return report;
    }

    /** {@return what the audit came to} */
    @Benchmark
    @OperationsPerInvocation(ENTRIES)
    public AuditReport audit() {
        AuditReport report = ledger.audit();
        requireNone(!report.isClean() || report.entries() != ENTRIES, "the audit is not clean");
        return report;
    }

    private static void requireNone(boolean isWrong, String complaint) {
        if (isWrong) {
            throw new IllegalStateException(complaint);
        }
    }
}
