package dev.inventoryledger.benchmarks.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** Every run with its error, in the order of running: baselines that ran first and last show how the machine drifted. */
final class Log {
    private final List<String> lines = new ArrayList<>();

    void add(String benchmark, Map<String, String> parameters, Mode mode, int threads, RunResult run) {
        add(benchmark + " " + parameters, mode, threads, run.getPrimaryResult());
        if (mode != Mode.Throughput) {
            // Percentiles by the dozen: the one that is asked about is told by itself.
            return;
        }
        run.getSecondaryResults()
                .forEach(
                        (counted, result) -> add(benchmark + " " + parameters + ": " + counted, mode, threads, result));
    }

    private void add(String what, Mode mode, int threads, Result<?> result) {
        lines.add(String.format(
                Locale.ROOT,
                "| %s | %s | %d | %,.3f | %,.3f | %s |",
                what,
                mode.shortLabel(),
                threads,
                result.getScore(),
                result.getScoreError(),
                result.getScoreUnit()));
    }

    /** What no benchmark of JMH's tells. */
    void add(String what, double figure) {
        lines.add(String.format(Locale.ROOT, "| %s | | | %,.2f | | |", what, figure));
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
