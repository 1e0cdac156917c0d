package dev.inventoryledger.internal.execute;

import dev.inventoryledger.Outcome;
import dev.inventoryledger.command.Command;
import dev.inventoryledger.spi.Snapshot;
import dev.inventoryledger.spi.StockStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides commands as if they were sent, and commits nothing. Safe for use by many threads. */
public final class Planner {
    private final StockStore store;
    private final Executor.Settings settings;

    public Planner(StockStore store, Executor.Settings settings) {
        this.store = store;
        this.settings = settings;
    }

    /** What would be answered now: the state after it, or why not. */
    public <T> Planned<T> plan(Command<T> command) {
        Done done = decide(command);
        if (done instanceof Done.Failed failed) {
            throw Executor.unchecked(failed.failure());
        }
        return done instanceof Done.Accepted accepted
                ? new Planned<>(Optional.of(command.answerIn(accepted.entry())), Optional.empty())
                : new Planned<>(Optional.empty(), Optional.of(Executor.rejection(done)));
    }

    /** One or the other. */
    public record Planned<T>(Optional<T> state, Optional<Outcome.Rejected<T>> rejection) {}

    private Done decide(Command<?> command) {
        Call<Job, Done> call = Call.alone(Job.of(command));
        Deciding deciding = new Deciding(settings.decider(), call, 1);
        Attempt attempt = new Attempt(store, settings, Attempt.Cut.IN_HALVES);
        attempt.decide(List.of(deciding), Snapshot.EMPTY);
        attempt.decisionOn(deciding).ifPresent(decision -> deciding.answer(decision, Map.of(), 0));
        return call.answer();
    }
}
