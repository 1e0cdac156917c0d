package dev.inventoryledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.inventoryledger.CommandId;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Location;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several processes on one PostgreSQL, some of them killed. */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ProcessesTest {
    private static final int KILLS = 20;
    private static final List<String> SKUS = List.of("HOT", "WARM", "COLD");

    @TempDir
    private Path folder = Path.of("");

    private final String url = Databases.newPostgresUrl();
    private final HikariDataSource dataSource = Databases.pool(url, "TRANSACTION_READ_COMMITTED");
    private final List<Process> processes = new ArrayList<>();
    private InventoryLedger ledger = ledger();

    private InventoryLedger ledger() {
        return InventoryLedger.over(JdbcStockStore.builder(dataSource)
                        .createSchema()
                        .closeGapsAfter(Duration.ofMillis(200))
                        .build())
                .build();
    }

    @BeforeEach
    void furnish() {
        ledger.registerLocation(Location.of("A")).orElseThrow();
        SKUS.forEach(sku -> ledger.registerItem(Item.of(sku, sku)).orElseThrow());
    }

    @AfterEach
    void close() {
        processes.forEach(Process::destroyForcibly);
        dataSource.close();
    }

    private void stock(long hot) {
        ledger.receive("HOT", "A", hot).orElseThrow();
        ledger.receive("WARM", "A", 1_000_000).orElseThrow();
        ledger.receive("COLD", "A", 1_000_000).orElseThrow();
    }

    private Process start(Path acknowledged, long seed, int orders) throws IOException {
        Process process = new ProcessBuilder(Children.java(Child.class, url, acknowledged, seed, orders))
                .redirectErrorStream(true)
                .redirectOutput(new File(folder.toFile(), "child-" + seed + ".log"))
                .start();
        processes.add(process);
        return process;
    }

    private static void awaitFile(Path file, Process process) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!Files.exists(file)) {
            assertThat(System.nanoTime()).isLessThan(end);
            assertThat(process.waitFor(1, TimeUnit.MILLISECONDS))
                    .as("the child ended early")
                    .isFalse();
        }
    }

    @Test
    void whatAKilledProcessAcknowledgedIsThere() throws Exception {
        stock(1_000_000);
        Files.createFile(folder.resolve("go"));
        Random random = new Random(20_261_120);
        int acknowledgedInAll = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Path acknowledged = folder.resolve("acknowledged-" + kill);
            Process process = start(acknowledged, kill, 1_000_000);
            awaitFile(acknowledged, process);
            assertThat(process.waitFor(random.nextInt(400), TimeUnit.MILLISECONDS))
                    .isFalse();
            process.destroyForcibly().waitFor();
            List<String> ids = complete(acknowledged);
            acknowledgedInAll += ids.size();
            ledger = ledger();
            for (String id : ids) {
                assertThat(ledger.entryOf(new CommandId(id))).as(id).isPresent();
            }
            long start = System.nanoTime();
            ledger.reserve("HOT", 1).orElseThrow();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("nothing is left locked")
                    .isLessThan(Duration.ofSeconds(10));
            assertThat(ledger.audit().violations()).isEmpty();
        }
        assertThat(acknowledgedInAll).isGreaterThan(KILLS);
    }

    /** A line that was being written when the process died was not acknowledged. */
    private static List<String> complete(Path file) throws IOException {
        String text = Files.exists(file) ? Files.readString(file) : "";
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void severalProcessesGrantExactlyWhatIsThere(int count) throws Exception {
        int units = 1_000;
        stock(units);
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path acknowledged = folder.resolve("process-" + count + "-" + i);
            files.add(acknowledged);
            start(acknowledged, 100L * count + i, units);
        }
        for (int i = 0; i < count; i++) {
            awaitFile(Path.of(files.get(i) + ".ready"), processes.get(i));
        }
        Files.createFile(folder.resolve("go"));
        for (Process process : processes) {
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue())
                    .as("no deadlock surfaces, nor anything else")
                    .isZero();
        }
        int granted = 0;
        for (Path file : files) {
            int own = complete(file).size();
            assertThat(own).as("each process makes progress").isPositive();
            granted += own;
        }
        assertThat(granted).isEqualTo(units);
        assertThat(ledger.level("HOT", "A").available()).isZero();
        assertThat(ledger.level("WARM", "A").reserved()).isEqualTo(units);
        assertThat(ledger.audit().violations()).isEmpty();
    }
}
