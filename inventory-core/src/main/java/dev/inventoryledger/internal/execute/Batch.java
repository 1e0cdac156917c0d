package dev.inventoryledger.internal.execute;

import dev.inventoryledger.ContentionException;
import dev.inventoryledger.RetryableStoreException;
import dev.inventoryledger.StockStoreException;
import dev.inventoryledger.UnknownFateException;
import dev.inventoryledger.internal.Checks;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.CommitResult;
import dev.inventoryledger.spi.Snapshot;
import dev.inventoryledger.spi.StockStore;
import java.util.List;
import java.util.function.Consumer;

/**
 * Carries the commands of a batch through load, decide and commit, as one change set where that goes. What one of them is
 * refused or fails with touches no other. Used by one thread at a time.
 */
final class Batch {
    private static final int MAX_STALE = 100;

    /** After so many stale commits a batch is halved: fewer rows go stale less often. */
    private static final int STALE_UNTIL_HALVED = 3;

    private final StockStore store;
    private final Executor.Settings settings;
    private final Consumer<List<Long>> committed;
    private final WarmRows warm;

    Batch(StockStore store, Executor.Settings settings, Consumer<List<Long>> committed, WarmRows warm) {
        this.store = store;
        this.settings = settings;
        this.committed = committed;
        this.warm = warm;
    }

    void run(List<GroupCommit.Call<Job, Done>> calls) {
        List<Deciding> commands = calls.stream()
                .map(call -> new Deciding(settings.decider(), call, calls.size()))
                .toList();
        settle(commands, 0);
    }

    /** Goes on until every command is answered; who depends on what a round has changed waits for the next. */
    private void settle(List<Deciding> commands, int staleBefore) {
        List<Deciding> left = commands;
        while (!left.isEmpty()) {
            left = round(left, staleBefore);
        }
    }

    private List<Deciding> round(List<Deciding> commands, int staleBefore) {
        try {
            return commit(commands, staleBefore);
        } catch (RetryableStoreException | UnknownFateException failed) {
            fail(commands, failed);
        } catch (RuntimeException failed) {
            // One of them may have poisoned the batch: the others are to go through.
            isolate(commands, failed, staleBefore);
        }
        return List.of();
    }

    private List<Deciding> commit(List<Deciding> commands, int staleBefore) {
        Snapshot rows = Snapshot.EMPTY;
        boolean mayBeWarm = warm.mayBegin();
        for (int stale = staleBefore; stale < MAX_STALE; stale++) {
            Attempt attempt = attempt();
            boolean isWarm = mayBeWarm && attempt.decideWarm(commands, warm);
            if (!isWarm) {
                attempt = attempt();
                attempt.decide(commands, rows);
                warm.read(attempt.snapshot());
            }
            mayBeWarm = false;
            CommitResult result = commit(attempt);
            if (result instanceof CommitResult.Committed done) {
                committed.accept(done.positions());
                attempt.answer(done.positions(), stale);
                return attempt.deferred();
            }
            rows = ((CommitResult.Stale) result).current();
            if (isWarm) {
                continue;
            }
            if (stale - staleBefore >= STALE_UNTIL_HALVED && commands.size() > 1) {
                halve(commands, half -> settle(half, staleBefore));
                return List.of();
            }
            BackOff.afterStale(stale + 1);
        }
        for (Deciding command : unanswered(commands)) {
            command.fail(new ContentionException(command.commandId(), MAX_STALE), MAX_STALE);
        }
        return List.of();
    }

    private Attempt attempt() {
        return new Attempt(store, Checks.micros(settings.clock().instant()), settings.rejected(), settings.seal());
    }

    private CommitResult commit(Attempt attempt) {
        if (attempt.isEmpty()) {
            return new CommitResult.Committed(List.of());
        }
        ChangeSet changes = attempt.changes();
        boolean isKnown = false;
        try {
            CommitResult result = store.commit(changes);
            isKnown = result instanceof CommitResult.Committed;
            if (isKnown) {
                warm.wrote(changes);
            } else {
                warm.wentStale();
            }
            return result;
        } finally {
            if (!isKnown) {
                warm.forget();
            }
        }
    }

    private void isolate(List<Deciding> commands, RuntimeException failed, int staleBefore) {
        if (commands.size() == 1) {
            fail(commands, failed);
        } else {
            halve(commands, half -> settle(half, staleBefore));
        }
    }

    private static void halve(List<Deciding> commands, Consumer<List<Deciding>> each) {
        int middle = commands.size() / 2;
        each.accept(commands.subList(0, middle));
        each.accept(commands.subList(middle, commands.size()));
    }

    private static void fail(List<Deciding> commands, RuntimeException failed) {
        unanswered(commands).forEach(command -> command.fail(failed, 0));
    }

    private static List<Deciding> unanswered(List<Deciding> commands) {
        return commands.stream().filter(command -> !command.isAnswered()).toList();
    }

    static StockStoreException unsettled(Deciding command) {
        return new StockStoreException("command " + command.commandId()
                + " needed rows again and again; nothing was changed. Is the store's load complete?");
    }
}
