package dev.inventoryledger.internal.execute;

import dev.inventoryledger.CommandObservation;
import dev.inventoryledger.LedgerObserver;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.ReorderRule;
import dev.inventoryledger.command.Command;
import dev.inventoryledger.internal.codec.Seal;
import dev.inventoryledger.internal.decide.Decider;
import dev.inventoryledger.spi.StockStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes commands in and gives outcomes out: in batches with whoever else calls, or each for itself. */
public final class Executor {
    private static final Logger LOG = LoggerFactory.getLogger(Executor.class);
    private static final long IDLE_SECONDS = 10;

    /** Preparing so few takes less than writing them apart. */
    private static final int LEAST_IN_FLIGHT = 4;

    /** So few commands that are sent at once stay one batch: their half would be fewer than is worth preparing apart. */
    static final int MOST_IN_ONE_BATCH = 2 * LEAST_IN_FLIGHT - 2;

    /** Some times what it takes to wake a thread up, and less than a commit to disk. */
    private static final long LEAD_ON_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private final LedgerObserver observer;
    private final Path path;

    /** How a job gets done. */
    private interface Path {
        Done call(Job job);

        List<Call<Job, Done>> callAll(List<Job> jobs);

        CompletionStage<Done> submit(Job job);

        CompletionStage<List<Call<Job, Done>>> submitAll(List<Job> jobs);

        /** Work that only reads: begun at once, or only when its result is asked for where all has to go through one connection. */
        <T> Supplier<T> meanwhile(Supplier<T> work);

        boolean close(Duration patience);
    }

    private Executor(LedgerObserver observer, Path path) {
        this.observer = observer;
        this.path = path;
    }

    /** What decides and who watches: the same in a transaction of the host's as outside. */
    public record Settings(
            Decider decider,
            ReorderRule reorder,
            Clock clock,
            LedgerObserver observer,
            RejectedReservations rejected,
            Seal seal) {}

    /** Commands of many callers are carried out together. Afterwards must be quick: it runs on the thread of a caller. */
    public static Executor grouping(
            StockStore store, Settings settings, JournalTail tail, Runnable afterwards, int queue, int batch) {
        // Threads come only where nobody blocks, or to read for a sweep, and go when there is nothing to do.
        ThreadPoolExecutor helpers = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread daemon = new Thread(task, "inventory-ledger-batch");
                    daemon.setDaemon(true);
                    return daemon;
                });
        GroupCommit<Job, Done> calls = new GroupCommit<>(
                new ReentrantLock(),
                new GroupCommit.Limits(queue, batch, LEAST_IN_FLIGHT, LEAD_ON_NANOS),
                new Batch(store, settings, tail::committed, WarmRows.ofOneLedger())::run,
                () -> {
                    afterwards.run();
                    tail.moved();
                },
                new GroupCommit.Threads(helpers, new CompletableFuture<>().defaultExecutor()));
        return new Executor(settings.observer(), new Path() {
            @Override
            public Done call(Job job) {
                return calls.call(job);
            }

            @Override
            public List<Call<Job, Done>> callAll(List<Job> jobs) {
                return calls.callAll(jobs);
            }

            @Override
            public CompletionStage<Done> submit(Job job) {
                return calls.submit(job);
            }

            @Override
            public CompletionStage<List<Call<Job, Done>>> submitAll(List<Job> jobs) {
                return calls.submitAll(jobs);
            }

            @Override
            public <T> Supplier<T> meanwhile(Supplier<T> work) {
                return Begun.on(helpers, work);
            }

            @Override
            public boolean close(Duration patience) {
                boolean done = calls.close(patience);
                helpers.shutdown();
                tail.close();
                return done;
            }
        });
    }

    /** Each command is carried out on its caller's thread, at once. */
    public static Executor direct(StockStore store, Settings settings) {
        Batch batch = new Batch(store, settings, positions -> {}, WarmRows.none());
        return new Executor(settings.observer(), new Path() {
            @Override
            public Done call(Job job) {
                return ended(job).answer();
            }

            @Override
            public List<Call<Job, Done>> callAll(List<Job> jobs) {
                return jobs.stream().map(this::ended).toList();
            }

            private Call<Job, Done> ended(Job job) {
                Call<Job, Done> call = Call.alone(job);
                batch.run(List.of(call), Turn.alone());
                return call;
            }

            @Override
            public CompletionStage<Done> submit(Job job) {
                return CompletableFuture.completedStage(job).thenApply(this::call);
            }

            @Override
            public CompletionStage<List<Call<Job, Done>>> submitAll(List<Job> jobs) {
                return CompletableFuture.completedStage(callAll(jobs));
            }

            @Override
            public <T> Supplier<T> meanwhile(Supplier<T> work) {
                return work;
            }

            @Override
            public boolean close(Duration patience) {
                return true;
            }
        });
    }

    public <T> Outcome<T> execute(Command<T> command) {
        long start = System.nanoTime();
        Optional<Done> done = Optional.empty();
        try {
            done = Optional.of(path.call(Job.of(command)));
            return outcome(command, done.get());
        } finally {
            report(command, done, start);
        }
    }

    public <T> CompletionStage<Outcome<T>> submit(Command<T> command) {
        long start = System.nanoTime();
        Job job = Job.of(command);
        return taken(List.of(job), start, () -> path.submit(job))
                .whenComplete((done, failure) -> report(command, Optional.ofNullable(done), start))
                .thenApply(done -> outcome(command, done));
    }

    public <T> CompletionStage<List<Outcome<T>>> submitAll(List<? extends Command<T>> commands) {
        long start = System.nanoTime();
        List<Command<T>> all = List.copyOf(commands);
        List<Job> jobs = new ArrayList<>(all.size());
        all.forEach(command -> jobs.add(Job.of(command)));
        return taken(jobs, start, () -> path.submitAll(jobs)).thenApply(calls -> outcomes(all, calls, start));
    }

    /** Begins with what only reads while commands are carried out; what it comes to, or fails with, comes when it is asked for. */
    <T> Supplier<T> meanwhile(Supplier<T> work) {
        return path.meanwhile(work);
    }

    /** All at once, on rows that their sender has just loaded for them. */
    <T> List<Outcome<T>> executeAll(List<? extends Command<T>> commands, Seen seen) {
        long start = System.nanoTime();
        List<Job> jobs = new ArrayList<>(commands.size());
        commands.forEach(command -> jobs.add(Job.of(command, seen)));
        return outcomes(List.copyOf(commands), taken(jobs, start, () -> path.callAll(jobs)), start);
    }

    /** What is not even taken is reported, too. */
    private <T> T taken(List<Job> jobs, long start, Supplier<T> sending) {
        try {
            return sending.get();
        } catch (RuntimeException refused) {
            jobs.forEach(job -> report(job.command(), Optional.empty(), start));
            throw refused;
        }
    }

    /** All are reported before the first failure is thrown. */
    private <T> List<Outcome<T>> outcomes(List<Command<T>> commands, List<Call<Job, Done>> calls, long start) {
        List<Done> all = new ArrayList<>(calls.size());
        for (int i = 0; i < calls.size(); i++) {
            Done done = settled(calls.get(i));
            report(commands.get(i), Optional.of(done), start);
            all.add(done);
        }
        List<Outcome<T>> outcomes = new ArrayList<>(all.size());
        for (int i = 0; i < all.size(); i++) {
            outcomes.add(outcome(commands.get(i), all.get(i)));
        }
        return outcomes;
    }

    private static Done settled(Call<Job, Done> call) {
        try {
            return call.answer();
        } catch (Throwable failure) {
            return new Done.Failed(failure, 1, 0);
        }
    }

    public boolean close(Duration patience) {
        return path.close(patience);
    }

    private static <T> Outcome<T> outcome(Command<T> command, Done done) {
        if (done instanceof Done.Accepted accepted) {
            return new Outcome.Accepted<>(accepted.entry(), command.answerIn(accepted.entry()));
        }
        if (done instanceof Done.Failed failed) {
            throw unchecked(failed.failure());
        }
        return rejection(done);
    }

    static <T> Outcome.Rejected<T> rejection(Done done) {
        Outcome.Rejected<?> no = ((Done.Rejected) done).rejection();
        return new Outcome.Rejected<>(no.reason(), no.message(), no.shortfalls(), no.freesUpAt());
    }

    private void report(Command<?> command, Optional<Done> done, long start) {
        LOG.debug("{} {}: {}", command.type(), command.origin().commandId(), done);
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        CommandObservation.Result result = done.map(Executor::result).orElse(CommandObservation.Result.FAILED);
        int batchSize = done.map(Done::batchSize).orElse(1);
        try {
            observer.finished(new CommandObservation(
                    command.type(),
                    result,
                    duration,
                    batchSize,
                    done.map(Done::stale).orElse(0)));
        } catch (Throwable faulty) {
            Undeclared.keepInterrupt(faulty);
            LOG.warn("the ledger's observer failed", faulty);
        }
    }

    static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        // Hosts need not be written in Java: what they hand in may throw what it does not declare.
        return failure instanceof RuntimeException exception ? exception : new IllegalStateException(failure);
    }

    private static CommandObservation.Result result(Done done) {
        if (done instanceof Done.Failed) {
            return CommandObservation.Result.FAILED;
        }
        return done instanceof Done.Accepted ? CommandObservation.Result.ACCEPTED : CommandObservation.Result.REJECTED;
    }
}
