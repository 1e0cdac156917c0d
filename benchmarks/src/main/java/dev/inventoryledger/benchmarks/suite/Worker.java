package dev.inventoryledger.benchmarks.suite;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Line;
import dev.inventoryledger.jdbc.JdbcStockStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** A process of its own that reserves on a database of others. It works while its standard input is open. */
final class Worker {
    private Worker() {}

    /**
     * Works.
     *
     * @param arguments the database, how many callers, how many SKUs
     */
    public static void main(String[] arguments) throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(arguments[0]);
        config.setMaximumPoolSize(16);
        int callers = Integer.parseInt(arguments[1]);
        int skus = Integer.parseInt(arguments[2]);
        try (HikariDataSource pool = new HikariDataSource(config);
                InventoryLedger ledger = InventoryLedger.over(
                                JdbcStockStore.builder(pool).build())
                        .build()) {
            answer(new Callers(callers, () -> reserve(ledger, skus)));
        }
    }

    private static void reserve(InventoryLedger ledger, int skus) {
        String sku = "SKU" + ThreadLocalRandom.current().nextInt(skus);
        ledger.reserve(Line.of(sku, 1).at("A")).orElseThrow();
    }

    /** For each line that it is sent, how many were granted by then; in the end, how many in all. */
    private static void answer(Callers callers) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (in.readLine() != null) {
            System.out.println(callers.done());
        }
        System.out.println(callers.end());
    }

    /** Such a process, seen from here. */
    static final class Remote implements AutoCloseable {
        private final Process process;
        private final BufferedReader out;

        Remote(String url, int callers, int skus) throws IOException {
            process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-Xmx1g",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Worker.class.getName(),
                            url,
                            String.valueOf(callers),
                            String.valueOf(skus))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            out = process.inputReader(StandardCharsets.UTF_8);
        }

        long granted() throws IOException {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            return Long.parseLong(out.readLine());
        }

        /** Ends it: how many it granted in all. */
        long end() throws IOException {
            process.getOutputStream().close();
            return Long.parseLong(out.readLine());
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
