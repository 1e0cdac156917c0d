package dev.inventoryledger.benchmarks.suite;

import dev.inventoryledger.benchmarks.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleSupplier;

/**
 * The questions of a performance engineer, answered in one run on this machine: a table in Markdown, a chart, and a summary in CSV.
 * Short runs on a machine that does other things, too, tell ratios, not figures to compare with other days.
 */
public final class ShortSuite {
    private static final int CALLERS = 256;
    private static final double REJECTIONS_A_SECOND = 100_000;
    private static final double SWEPT_A_SECOND = 20_000;
    private static final int ROUNDS = 3;

    /** Of two equals: whoever gets less starves. */
    private static final double LEAST_SHARE = 0.5;

    private final String server;
    private final Log log = new Log();
    private final Measured measured = new Measured(log);
    private final List<Figure> figures = new ArrayList<>();
    private final Map<String, Part> parts = new LinkedHashMap<>();

    /** Some lines of the table. */
    @FunctionalInterface
    private interface Part {
        void run() throws Exception;
    }

    private ShortSuite(String server) {
        this.server = server;
        parts.put("reserve", this::reserve);
        parts.put("cycle", this::cycle);
        parts.put("batches", this::batches);
        parts.put("alone", this::alone);
        parts.put("latency", this::latency);
        parts.put("processes", this::processes);
        parts.put("sold-out", this::soldOut);
        parts.put("in-memory", this::inMemory);
        parts.put("availability-and-growth", this::availabilityAndGrowth);
        parts.put("expiry", this::expiry);
        parts.put("disk", this::disk);
    }

    /**
     * Runs it.
     *
     * @param arguments the folder to write to, and which parts to run if not all
     */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments.length > 0 ? arguments[0] : "target");
        List<String> only = List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
        ShortSuite suite = new ShortSuite(server());
        if (!suite.parts.keySet().containsAll(only)) {
            throw new IllegalArgumentException("parts: must be some of " + suite.parts.keySet() + ", but were " + only);
        }
        List<String> failed = suite.run(only, folder);
        if (!failed.isEmpty()) {
            throw new IllegalStateException("parts failed, and are not in the summary: " + failed);
        }
    }

    private static String server() {
        try (Postgres postgres = Postgres.start()) {
            return postgres.describe();
        }
    }

    /** Writes after each part, so that what was measured stays whatever becomes of the others; gives those that failed. */
    private List<String> run(List<String> only, Path folder) throws IOException {
        List<String> failed = new ArrayList<>();
        write(folder);
        for (Map.Entry<String, Part> part : parts.entrySet()) {
            if (only.isEmpty() || only.contains(part.getKey())) {
                try {
                    part.getValue().run();
                } catch (Exception failure) {
                    failure.printStackTrace();
                    failed.add(part.getKey());
                }
                write(folder);
            }
        }
        markdown().forEach(System.out::println);
        return failed;
    }

    private static Map<String, String> sales(String who, int skus) {
        return Map.of("who", who, "skus", String.valueOf(skus));
    }

    private Measured.Run reserving(String who, int skus, Threading threading) {
        return new Measured.Run("PostgresReserve.reserve", sales(who, skus), CALLERS, threading);
    }

    private double reservingBy(String who, int skus, Threading threading) {
        return measured.throughput(reserving(who, skus, threading));
    }

    /** What is measured, by callers of one kind. */
    @FunctionalInterface
    private interface Measurement {
        double by(Threading threading);
    }

    /**
     * Baselines run first and last, so that it is seen how the machine drifts; the better run of each counts. The last one is by
     * callers of the other kind, as nobody knows beforehand which suits it.
     */
    private static double[] between(Measurement baseline, DoubleBinaryOperator better, Measurement ours) {
        double first = baseline.by(Threading.PLATFORM);
        double figure = ours.by(Threading.VIRTUAL);
        return new double[] {figure, better.applyAsDouble(first, baseline.by(Threading.VIRTUAL))};
    }

    /** The same of few, who keep the cores busy by themselves: they are platform threads. */
    private static double[] betweenFew(DoubleSupplier baseline, DoubleSupplier ours) {
        return between(threading -> baseline.getAsDouble(), Math::max, threading -> ours.getAsDouble());
    }

    private double few(String benchmark, Map<String, String> parameters, int threads) {
        return measured.throughput(new Measured.Run(benchmark, parameters, threads, Threading.PLATFORM));
    }

    private void reserve() {
        Threading platform = Threading.PLATFORM;
        Threading virtual = Threading.VIRTUAL;
        double handHot = reservingBy("forUpdate", 1, platform);
        double guardedHot = reservingBy("guarded", 1, platform);
        double handUniform = reservingBy("forUpdate", 10_000, platform);
        double guardedUniform = reservingBy("guarded", 10_000, platform);
        double oursHot = reservingBy("ledger", 1, virtual);
        double oursUniform = reservingBy("ledger", 10_000, virtual);
        handUniform = Math.max(handUniform, reservingBy("forUpdate", 10_000, virtual));
        guardedUniform = Math.max(guardedUniform, reservingBy("guarded", 10_000, virtual));
        handHot = Math.max(handHot, reservingBy("forUpdate", 1, virtual));
        guardedHot = Math.max(guardedHot, reservingBy("guarded", 1, virtual));
        // In nobody's row: what is given up is told beside what is granted.
        reservingBy("versionColumn", 10_000, platform);
        reservingBy("versionColumn", 1, platform);
        String persecond = "reservations/s";
        atLeast("PostgreSQL, one hot SKU, 256 callers, against FOR UPDATE", oursHot, handHot, persecond, 20);
        atLeast("PostgreSQL, one hot SKU, 256 callers, against a guarded update", oursHot, guardedHot, persecond, 20);
        atLeast("PostgreSQL, 10,000 SKUs, 256 callers, against FOR UPDATE", oursUniform, handUniform, persecond, 4);
        atLeast(
                "PostgreSQL, 10,000 SKUs, 256 callers, against a guarded update",
                oursUniform,
                guardedUniform,
                persecond,
                3.5);
    }

    private void alone() {
        for (int skus : new int[] {1, 10_000}) {
            double[] both = betweenFew(() -> reservingAlone("forUpdate", skus), () -> reservingAlone("ledger", skus));
            atLeast(
                    "PostgreSQL, one caller alone, " + skus + " SKUs, against FOR UPDATE",
                    both[0],
                    both[1],
                    "reservations/s",
                    1.2);
        }
    }

    private double reservingAlone(String who, int skus) {
        return few("PostgresReserve.reserve", sales(who, skus), 1);
    }

    private void latency() {
        double[] both = between(by -> p99("forUpdate", by), Math::min, by -> p99("ledger", by));
        figures.add(Figure.atMost(
                "PostgreSQL, one hot SKU, 256 callers, p99 latency against FOR UPDATE", both[0], both[1], "ms", 0.05));
    }

    private double p99(String who, Threading threading) {
        double millis = measured.p99Millis(reserving(who, 1, threading));
        log.add("p99 in ms, " + who, millis);
        return millis;
    }

    private void processes() throws Exception {
        double one = oneProcess();
        TwoProcesses.Granted two = TwoProcesses.by(2);
        log.add("two processes, reservations/s", two.perSecond());
        log.add("two processes: share of the one that came off worst", two.leastShare());
        Figure both = Figure.atLeast(
                "PostgreSQL, 10,000 SKUs, 256 callers in two processes, against one",
                two.perSecond(),
                Math.max(one, oneProcess()),
                "reservations/s",
                0.8);
        figures.add(two.leastShare() < LEAST_SHARE ? both.notMet() : both);
    }

    private double oneProcess() throws Exception {
        double rate = TwoProcesses.by(1).perSecond();
        log.add("one process, reservations/s", rate);
        return rate;
    }

    private void soldOut() {
        atLeast(
                "PostgreSQL, rejections after sell-out, 256 callers, a second",
                measured.throughput(new Measured.Run("SoldOut.reject", Map.of(), CALLERS, Threading.VIRTUAL)),
                REJECTIONS_A_SECOND,
                "rejections/s",
                1);
    }

    private void availabilityAndGrowth() throws Exception {
        double young = youngShop();
        double old = oldShop();
        // Once the server of the large shop is gone, which has much to write behind what was sold there.
        atLeast(
                "PostgreSQL, 1,000,000 SKUs of which 10,000 sell, 10,000,000 postings, against an empty journal",
                old,
                Math.max(young, youngShop()),
                "reservations/s",
                0.8);
    }

    private double oldShop() throws Exception {
        try (Grown grown = new Grown(Grown.MANY)) {
            pages(grown);
            double old = grown.reserving(Grown.FEW);
            log.add("growth: 10,000 of 1,000,000 SKUs sell, 10,000,000 postings, reservations/s", old);
            log.add("growth: all of 1,000,000 SKUs sell, reservations/s", grown.reserving(Grown.MANY));
            return old;
        }
    }

    /** The faster round of each counts. */
    private void pages(Grown grown) throws Exception {
        double ours = Double.MAX_VALUE;
        double bare = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            double[] millis = grown.pageMillis();
            log.add("availability of 1,000 SKUs, ms", millis[0]);
            log.add("availability of 1,000 SKUs by the bare query, ms", millis[1]);
            ours = Math.min(ours, millis[0]);
            bare = Math.min(bare, millis[1]);
        }
        figures.add(Figure.atMost(
                "PostgreSQL, availability of 1,000 SKUs out of 1,000,000, against the bare query",
                ours,
                bare,
                "ms",
                1.5));
    }

    private double youngShop() throws Exception {
        try (Grown small = new Grown(Grown.FEW)) {
            double rate = small.reserving(Grown.FEW);
            log.add("growth: an empty journal, reservations/s", rate);
            return rate;
        }
    }

    private void expiry() throws Exception {
        double swept = Expiry.sweptPerSecond();
        atLeast("PostgreSQL, expiry sweep of 100,000 holds, a second", swept, SWEPT_A_SECOND, "holds/s", 1);
    }

    private void disk() {
        double bytes = Disk.bytesPerCycle();
        figures.add(Figure.atMost(
                "PostgreSQL, disk of one reserve-confirm-fulfil cycle, indexes included", bytes, 2_048, "bytes", 1));
    }

    private void atLeast(String work, double ours, double baseline, String unit, double times) {
        figures.add(Figure.atLeast(work, ours, baseline, unit, times));
    }

    private void cycle() {
        double[] both = between(by -> cycles("forUpdate", by), Math::max, by -> cycles("ledger", by));
        atLeast("PostgreSQL, whole cycle, 3-line orders, Zipf, against FOR UPDATE", both[0], both[1], "cycles/s", 4);
    }

    private double cycles(String who, Threading threading) {
        return measured.throughput(new Measured.Run("PostgresCycle.cycle", Map.of("who", who), CALLERS, threading));
    }

    private void batches() {
        double[] both = betweenFew(() -> batches("readyMade"), () -> batches("ledger"));
        atLeast("PostgreSQL, submitAll, against ready-made batches", both[0], both[1], "reservations/s", 0.6);
    }

    private double batches(String who) {
        return few("PostgresBatches.batches", Map.of("who", who), 1);
    }

    private void inMemory() {
        int threads = Runtime.getRuntime().availableProcessors();
        for (int skus : new int[] {10_000, 1}) {
            Map<String, String> parameters = Map.of("skus", String.valueOf(skus));
            double[] both = betweenFew(
                    () -> few("InMemoryReserve.bareMap", parameters, threads),
                    () -> few("InMemoryReserve.ledger", parameters, threads));
            atLeast(
                    "in memory, " + skus + " SKUs, all threads, against a bare map",
                    both[0],
                    both[1],
                    "reservations/s",
                    0.3);
        }
        figures.add(Figure.atMost("in memory, bytes allocated per reserve", Allocation.ofReserve(), 1_500, "bytes", 1));
    }

    private void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<String> csv = new ArrayList<>(List.of(Figure.CSV_HEADER));
        figures.forEach(figure -> csv.add(figure.csv()));
        Files.write(folder.resolve("summary.csv"), csv);
        Files.write(folder.resolve("summary.md"), markdown());
        Files.writeString(folder.resolve("summary.svg"), Chart.of(figures));
    }

    private List<String> markdown() {
        List<String> markdown = new ArrayList<>(List.of("# Short suite", "", Machine.describe(server), ""));
        markdown.addAll(List.of("| work | ours | baseline | ratio | target | met |", "|---|---|---|---|---|---|"));
        figures.forEach(figure -> markdown.add(figure.markdown()));
        markdown.addAll(List.of("", "Every run in its order, with its error (99.9 %):", ""));
        markdown.addAll(List.of("| benchmark | mode | threads | score | error | unit |", "|---|---|---|---|---|---|"));
        markdown.addAll(log.lines());
        return markdown;
    }
}
