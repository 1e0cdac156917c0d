package dev.inventoryledger.benchmarks.suite;

import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.benchmarks.Postgres;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** As many callers in one process as in two on the same database, each reserving any of 10,000 SKUs. */
final class TwoProcesses {
    private static final int SKUS = 10_000;
    private static final int CALLERS = 256;
    /** Both compile their own code meanwhile, on the same cores: after 48 s that had taken more time than all else. */
    private static final int WARM_UP_SECONDS = 40;

    private static final int SECONDS = 12;

    private TwoProcesses() {}

    /**
     * What processes granted.
     *
     * @param perSecond all of them, a second
     * @param leastShare of the one that came off worst: 1 where all are equal
     */
    record Granted(double perSecond, double leastShare) {}

    static Granted by(int processes) throws Exception {
        try (Postgres postgres = Postgres.start()) {
            try (InventoryLedger ledger = InventoryLedger.over(postgres.store()).build()) {
                Postgres.stock(ledger, SKUS, Postgres.PLENTY);
                postgres.execute("vacuum analyze");
                Granted granted = measure(postgres, processes);
                Postgres.requireSound(ledger);
                return granted;
            }
        }
    }

    private static Granted measure(Postgres postgres, int processes) throws Exception {
        List<Worker.Remote> workers = new ArrayList<>();
        try {
            for (int i = 0; i < processes; i++) {
                workers.add(new Worker.Remote(postgres.url(), CALLERS / processes, SKUS));
            }
            TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
            List<Long> before = granted(workers);
            long start = System.nanoTime();
            TimeUnit.SECONDS.sleep(SECONDS);
            List<Long> after = granted(workers);
            double seconds = (System.nanoTime() - start) / 1e9;
            long all = 0;
            for (Worker.Remote worker : workers) {
                all += worker.end();
            }
            postgres.requireGranted(all, all);
            return granted(before, after, seconds);
        } finally {
            workers.forEach(Worker.Remote::close);
        }
    }

    private static List<Long> granted(List<Worker.Remote> workers) throws Exception {
        List<Long> granted = new ArrayList<>();
        for (Worker.Remote worker : workers) {
            granted.add(worker.granted());
        }
        return granted;
    }

    private static Granted granted(List<Long> before, List<Long> after, double seconds) {
        long sum = 0;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < before.size(); i++) {
            long own = after.get(i) - before.get(i);
            sum += own;
            least = Math.min(least, own);
        }
        return new Granted(sum / seconds, least * (double) before.size() / sum);
    }
}
