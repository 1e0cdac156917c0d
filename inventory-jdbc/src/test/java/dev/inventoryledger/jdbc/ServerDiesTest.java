package dev.inventoryledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.inventoryledger.CommandId;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Location;
import dev.inventoryledger.Origin;
import dev.inventoryledger.RetryableStoreException;
import dev.inventoryledger.UnknownFateException;
import dev.inventoryledger.command.Reserve;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server stops at once under load, and comes back. */
@Tag("slow")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ServerDiesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration POOL_TIMEOUT = Duration.ofSeconds(1);
    /** A caller waits for the batch before its own, and for its own: each may take a last try and a pool's time-out. */
    private static final Duration STATED = Duration.ofSeconds(10);

    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final Queue<Duration> waits = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean stop = new AtomicBoolean();

    @Test
    void nothingAcknowledgedIsLostAndTheLedgerGoesOnByItself() throws Exception {
        Path data = Files.createTempDirectory("inventory-postgres");
        int port = freePort();
        Process server = start(data, port);
        try (HikariDataSource dataSource = pool(port)) {
            InventoryLedger ledger = InventoryLedger.over(
                            JdbcStockStore.builder(dataSource).createSchema().build())
                    .retryFor(PATIENCE)
                    .build();
            ledger.registerLocation(Location.of("A")).orElseThrow();
            ledger.registerItem(Item.of("TEA", "Tea")).orElseThrow();
            ledger.receive("TEA", "A", 1_000_000).orElseThrow();
            ExecutorService threads = Executors.newFixedThreadPool(8);
            List<Future<?>> buyers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int buyer = i;
                buyers.add(threads.submit(() -> buy(ledger, buyer)));
            }
            until(() -> acknowledged.size() > 200);
            stopAtOnce(server, data);
            until(() -> failures.size() > 8);
            int before = acknowledged.size();
            server = start(data, port);
            until(() -> acknowledged.size() > before + 200);
            stop.set(true);
            for (Future<?> buyer : buyers) {
                buyer.get(1, TimeUnit.MINUTES);
            }
            threads.shutdown();
            assertThat(failures)
                    .allMatch(failure ->
                            failure instanceof RetryableStoreException || failure instanceof UnknownFateException);
            assertThat(waits).allMatch(wait -> wait.compareTo(STATED) < 0);
            for (String id : acknowledged) {
                assertThat(ledger.entryOf(new CommandId(id))).as(id).isPresent();
            }
            assertThat(ledger.audit().violations()).isEmpty();
        } finally {
            stop.set(true);
            server.destroy();
            server.waitFor();
        }
    }

    private void buy(InventoryLedger ledger, int buyer) {
        for (int order = 0; !stop.get(); order++) {
            Reserve reserve = Reserve.of("TEA", 1).with(Origin.of("buyer " + buyer + " order " + order));
            boolean isDone = false;
            while (!isDone && !stop.get()) {
                long start = System.nanoTime();
                try {
                    ledger.execute(reserve).orElseThrow();
                    acknowledged.add(reserve.origin().commandId().value());
                    isDone = true;
                } catch (RuntimeException failure) {
                    failures.add(failure);
                }
                waits.add(Duration.ofNanos(System.nanoTime() - start));
            }
        }
    }

    private static void until(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A server in a process of its own, so that another can take over its data. */
    private static Process start(Path data, int port) throws IOException {
        Process server = new ProcessBuilder(Children.java(Server.class, data, port))
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
            String line = output.readLine();
            while (line != null && !line.equals(Server.READY)) {
                line = output.readLine();
            }
            assertThat(line).isEqualTo(Server.READY);
        }
        return server;
    }

    /** {@code DATA PORT} */
    static final class Server {
        static final String READY = "ready";

        private Server() {}

        public static void main(String[] args) throws Exception {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setDataDirectory(Path.of(args[0]))
                    .setCleanDataDirectory(false)
                    .setPort(Integer.parseInt(args[1]))
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
            System.out.println(server.getPort() > 0 ? READY : "no port");
            // Until the process is ended; the server ends with it.
            Thread.currentThread().join();
        }
    }

    private static HikariDataSource pool(int port) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres");
        config.setMaximumPoolSize(4);
        config.setConnectionTimeout(POOL_TIMEOUT.toMillis());
        return new HikariDataSource(config);
    }

    /** As {@code pg_ctl stop -m immediate} does: SIGQUIT to the first process of the server. */
    private static void stopAtOnce(Process server, Path data) throws Exception {
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim());
        Process kill = new ProcessBuilder("kill", "-QUIT", String.valueOf(pid)).start();
        assertThat(kill.waitFor()).isZero();
        ProcessHandle.of(pid).ifPresent(handle -> handle.onExit().join());
        server.destroyForcibly().waitFor();
    }
}
