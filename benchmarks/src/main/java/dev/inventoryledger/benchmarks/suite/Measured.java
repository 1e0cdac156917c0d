package dev.inventoryledger.benchmarks.suite;

import java.util.Collection;
import java.util.Map;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

/** Runs one benchmark as the short suite does: one fork, a warm-up, a few iterations. */
final class Measured {
    static final int WARMUPS = 6;

    /** One thread alone comes late to where the virtual machine compiles what it does. */
    static final int WARMUPS_ALONE = 14;

    static final int ITERATIONS = 5;
    static final TimeValue LENGTH = TimeValue.seconds(3);

    private final Log log;

    Measured(Log log) {
        this.log = log;
    }

    /**
     * One benchmark, and how.
     *
     * @param benchmark its name, with that of its class
     * @param parameters its parameters
     * @param threads how many do it
     * @param threading what kind of threads
     */
    record Run(String benchmark, Map<String, String> parameters, int threads, Threading threading) {
        @Override
        public String toString() {
            return benchmark + " " + parameters;
        }
    }

    private RunResult run(Run run, Mode mode) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("\\." + run.benchmark.replace(".", "\\.") + "$")
                .mode(mode)
                .threads(run.threads)
                .forks(1)
                .warmupIterations(run.threads == 1 ? WARMUPS_ALONE : WARMUPS)
                .warmupTime(LENGTH)
                .measurementIterations(ITERATIONS)
                .measurementTime(LENGTH)
                // By hand, some callers wait for a connection as long as others go on: an iteration that waits for all
                // takes many times as
                // long as it says, and what is done meanwhile is not counted.
                .syncIterations(false)
                .jvmArgsPrepend(run.threading.option())
                .shouldFailOnError(true);
        run.parameters.forEach((name, value) -> options.param(name, value));
        try {
            Collection<RunResult> results = new Runner(options.build()).run();
            RunResult result = results.iterator().next();
            log.add(run, mode, result);
            return result;
        } catch (RunnerException failed) {
            throw new IllegalStateException(run.toString(), failed);
        }
    }

    /** Operations a second. */
    double throughput(Run run) {
        return run(run, Mode.Throughput).getPrimaryResult().getScore();
    }

    /** How long all but one in a hundred took at most, in milliseconds. */
    double p99Millis(Run run) {
        Statistics seconds = run(run, Mode.SampleTime).getPrimaryResult().getStatistics();
        return seconds.getPercentile(99) * 1_000;
    }
}
