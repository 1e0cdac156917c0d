package dev.inventoryledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Location;
import dev.inventoryledger.event.Events;
import dev.inventoryledger.testkit.Heard;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several processes run one subscription on one PostgreSQL, and whichever is active is killed. */
@Tag("slow")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SubscriberProcessesTest {
    private static final int KILLS = 5;
    private static final Duration TAKE_OVER = Duration.ofSeconds(20);

    @TempDir
    private Path folder = Path.of("");

    private final String url = Databases.newPostgresUrl();
    private final HikariDataSource dataSource = Databases.pool(url, "TRANSACTION_READ_COMMITTED");
    private final List<Process> processes = new ArrayList<>();
    private final InventoryLedger ledger = InventoryLedger.over(
                    JdbcStockStore.builder(dataSource).createSchema().build())
            .build();

    @AfterEach
    void close() {
        processes.forEach(Process::destroyForcibly);
        ledger.close();
        dataSource.close();
    }

    private Path fileOf(int number) {
        return folder.resolve("heard-" + number);
    }

    private void start(int number) throws IOException {
        processes.add(new ProcessBuilder(Children.java(SubscriberChild.class, url, fileOf(number)))
                .redirectErrorStream(true)
                .redirectOutput(new File(folder.toFile(), "child-" + number + ".log"))
                .start());
        Heard.until("child " + number + " is ready", () -> Files.exists(Path.of(fileOf(number) + ".ready")));
    }

    /** A line that was being written when its process died was not heard. */
    private List<String> heard(int number) {
        try {
            String text = Files.exists(fileOf(number)) ? Files.readString(fileOf(number)) : "";
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void whoeverIsKilledIsFollowedAndNothingIsMissed() throws Exception {
        ledger.registerLocation(Location.of("A")).orElseThrow();
        ledger.registerItem(Item.of("TEA", "Tea")).orElseThrow();
        Random random = new Random(20_261_124);
        CompletableFuture<Void> load = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 4_000; i++) {
                ledger.receive("TEA", "A", 1).orElseThrow();
            }
        });
        start(0);
        for (int kill = 0; kill < KILLS; kill++) {
            int active = kill;
            Heard.until("child " + active + " is active", () -> !heard(active).isEmpty());
            start(active + 1);
            ledger.receive("TEA", "A", 1).orElseThrow();
            assertThat(processes.get(active).waitFor(random.nextInt(300), TimeUnit.MILLISECONDS))
                    .isFalse();
            assertThat(heard(active + 1)).as("one at a time").isEmpty();
            processes.get(active).destroyForcibly().waitFor();
            long start = System.nanoTime();
            ledger.receive("TEA", "A", 1).orElseThrow();
            Heard.until("the next one takes over", () -> !heard(active + 1).isEmpty());
            Duration silence = Duration.ofNanos(System.nanoTime() - start);
            assertThat(silence).isLessThan(TAKE_OVER);
        }
        load.get(3, TimeUnit.MINUTES);
        Heard.until("all is heard", () -> ledger.subscriptions().get(0).entriesBehind() == 0);
        Files.createFile(folder.resolve("stop"));
        Set<String> all = new HashSet<>();
        for (int number = 0; number <= KILLS; number++) {
            all.addAll(heard(number));
        }
        Set<String> told = new HashSet<>();
        ledger.entries(0, 100_000)
                .forEach(entry -> Events.of(entry)
                        .forEach(event -> told.add(
                                event.head().position() + "-" + event.head().index())));
        assertThat(all).isEqualTo(told);
        assertThat(processes.get(KILLS).waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(ledger.subscriptions().get(0).runner()).as("it said goodbye").isEmpty();
    }
}
