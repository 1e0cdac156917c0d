package dev.inventoryledger.jdbc;

import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Line;
import dev.inventoryledger.Origin;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.command.Reserve;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A process of its own that buys until nothing is left, or for so many orders, and writes down each command id that was
 * acknowledged: {@code URL FILE SEED ORDERS}. It begins once there is a file
 * named go beside its own.
 */
final class Child {
    private static final int THREADS = 8;

    private Child() {}

    public static void main(String[] args) throws Exception {
        Path acknowledged = Path.of(args[1]);
        long seed = Long.parseLong(args[2]);
        int orders = Integer.parseInt(args[3]);
        InventoryLedger ledger = InventoryLedger.over(
                        JdbcStockStore.create(Databases.pool(args[0], "TRANSACTION_READ_COMMITTED")))
                .build();
        Files.createFile(Path.of(acknowledged + ".ready"));
        while (!Files.exists(acknowledged.resolveSibling("go"))) {
            Thread.onSpinWait();
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> buyers = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            Random random = new Random(seed * THREADS + thread);
            int share = orders / THREADS;
            buyers.add(threads.submit(() -> buy(ledger, acknowledged, random, share)));
        }
        for (Future<?> buyer : buyers) {
            buyer.get();
        }
        threads.shutdown();
    }

    private static int buy(InventoryLedger ledger, Path acknowledged, Random random, int orders) throws IOException {
        int granted = 0;
        for (int order = 0; order < orders; order++) {
            String id = "order " + Long.toHexString(random.nextLong()) + " " + order;
            List<Line> lines = new ArrayList<>(List.of(Line.of("HOT", 1), Line.of("WARM", 1), Line.of("COLD", 1)));
            Collections.shuffle(lines, random);
            Outcome<Reservation> outcome =
                    ledger.execute(Reserve.of(lines.toArray(new Line[0])).with(Origin.of(id)));
            if (outcome.isAccepted()) {
                granted++;
                Files.writeString(acknowledged, id + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        }
        return granted;
    }
}
