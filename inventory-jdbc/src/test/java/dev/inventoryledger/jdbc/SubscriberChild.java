package dev.inventoryledger.jdbc;

import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.subscription.RunningSubscription;
import dev.inventoryledger.subscription.Subscription;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A process of its own that subscribes and writes down each event that it is handed, by its place in the journal: {@code URL FILE}. It
 * ends when a file named stop stands beside its own.
 */
final class SubscriberChild {
    static final Duration LEASE = Duration.ofSeconds(1);

    private SubscriberChild() {}

    public static void main(String[] args) throws Exception {
        Path heard = Path.of(args[1]);
        InventoryLedger ledger = InventoryLedger.over(
                        JdbcStockStore.create(Databases.pool(args[0], "TRANSACTION_READ_COMMITTED")))
                .build();
        try (RunningSubscription running = ledger.subscribe(Subscription.of("shared", event -> {
                    String line = event.head().position() + "-" + event.head().index() + "\n";
                    Files.writeString(heard, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                })
                .takeOverAfter(LEASE))) {
            Files.writeString(Path.of(heard + ".ready"), running.runner());
            while (!Files.exists(heard.resolveSibling("stop"))) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }
}
