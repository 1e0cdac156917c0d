package dev.inventoryledger.benchmarks.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** Every run with its error, in the order of running: baselines that ran first and last show how the machine drifted. */
final class Log {
    private final List<String> lines = new ArrayList<>();

    void add(Measured.Run run, Mode mode, RunResult result) {
        add(run.toString(), run, mode, result.getPrimaryResult());
        if (mode != Mode.Throughput) {
            // Percentiles by the dozen: the one that is asked about is told by itself.
            return;
        }
        result.getSecondaryResults().forEach((counted, each) -> add(run + ": " + counted, run, mode, each));
    }

    private void add(String what, Measured.Run run, Mode mode, Result<?> result) {
        lines.add(String.format(
                Locale.ROOT,
                "| %s | %s | %d %s | %,.3f | %,.3f | %s |",
                what,
                mode.shortLabel(),
                run.threads(),
                run.threading().available().name().toLowerCase(Locale.ROOT),
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
