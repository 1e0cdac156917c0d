package dev.inventoryledger.internal.execute;

import dev.inventoryledger.ContentionException;
import dev.inventoryledger.RetryableStoreException;
import dev.inventoryledger.StockStoreException;
import dev.inventoryledger.UnknownFateException;
import dev.inventoryledger.spi.Snapshot;
import dev.inventoryledger.spi.StockStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the commands of a batch through load, decide and commit, as one change set where that goes. What one of them is
 * refused or fails with touches no other. Used by one thread at a time.
 */
final class Batch {
    private static final Logger LOG = LoggerFactory.getLogger(Batch.class);
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

    void run(List<Call<Job, Done>> calls, Turn turn) {
        List<Deciding> commands = new ArrayList<>(calls.size());
        for (Call<Job, Done> call : calls) {
            commands.add(new Deciding(settings.decider(), call, calls.size()));
        }
        settle(commands, 0, turn);
    }

    /** Goes on until every command is answered; who depends on what a round has changed waits for the next. */
    private void settle(List<Deciding> commands, int staleBefore, Turn turn) {
        List<Deciding> left = commands;
        while (!left.isEmpty()) {
            left = round(left, staleBefore, turn);
        }
    }

    private List<Deciding> round(List<Deciding> commands, int staleBefore, Turn turn) {
        try {
            return commit(commands, staleBefore, turn);
        } catch (RetryableStoreException | UnknownFateException failed) {
            fail(commands, failed);
        } catch (RuntimeException failed) {
            // One of them may have poisoned the batch: the others are to go through.
            isolate(commands, failed, staleBefore, turn);
        }
        return List.of();
    }

    private List<Deciding> commit(List<Deciding> commands, int staleBefore, Turn turn) {
        List<Deciding> left = commands;
        Optional<Attempt> warmAttempt = decideWarm(left, turn);
        Snapshot rows = Snapshot.EMPTY;
        for (int stale = staleBefore; stale < MAX_STALE; stale++) {
            Attempt attempt = warmAttempt.isPresent() ? warmAttempt.get() : decide(left, rows, turn);
            Written written = commit(attempt, turn);
            attempt.answer(written, stale);
            if (written.isWhole()) {
                return attempt.deferred();
            }
            left = unanswered(left);
            rows = written.current();
            if (warmAttempt.isPresent()) {
                warmAttempt = Optional.empty();
                continue;
            }
            if (stale - staleBefore >= STALE_UNTIL_HALVED && left.size() > 1) {
                settleHalves(left, staleBefore, turn);
                return List.of();
            }
            BackOff.afterStale(stale + 1);
        }
        for (Deciding command : left) {
            command.fail(new ContentionException(command.commandId(), MAX_STALE), MAX_STALE);
        }
        return List.of();
    }

    /** While the batch before is being written, as far as all is known. */
    private Optional<Attempt> decideWarm(List<Deciding> commands, Turn turn) {
        if (turn.isPassedOn() || !mayBegin(turn)) {
            return Optional.empty();
        }
        Attempt attempt = attempt(turn);
        boolean isDecided = attempt.decideWarm(commands, warm, request -> {
            requireAsForeseen(turn);
            return store.load(request);
        });
        return isDecided && isReady(attempt, turn) ? Optional.of(attempt) : Optional.empty();
    }

    /** All that need not wait for the batch before is done by then. */
    private boolean isReady(Attempt attempt, Turn turn) {
        attempt.ready().parts().forEach(warm::wrote);
        boolean isReady = isAsForeseen(turn);
        if (!isReady) {
            warm.forget();
        }
        return isReady;
    }

    /** Where others write, there is nothing to foresee: what they write is read once the batch before is written. */
    private boolean mayBegin(Turn turn) {
        return switch (warm.begin()) {
            case NO_ROWS -> false;
            case ALL_ROWS -> true;
            case RARE_ROWS -> follow(turn) != Turn.Course.OTHERWISE;
        };
    }

    private Turn.Course follow(Turn turn) {
        Turn.Course earlier = turn.awaitEarlier();
        if (earlier != Turn.Course.AS_FORESEEN) {
            LOG.debug("the batch before went {}; nothing is decided on what it was to be", earlier);
        }
        warm.follow(earlier);
        return earlier;
    }

    private void requireAsForeseen(Turn turn) {
        if (!isAsForeseen(turn)) {
            throw new IllegalStateException("the batch before went otherwise than foreseen");
        }
    }

    /** Whether nothing was decided on what never came to be. */
    private boolean isAsForeseen(Turn turn) {
        return follow(turn) == Turn.Course.AS_FORESEEN;
    }

    /** On rows of one moment, which is after the batch before. */
    private Attempt decide(List<Deciding> commands, Snapshot rows, Turn turn) {
        Attempt attempt = attempt(turn);
        if (!turn.isPassedOn() && rows.request().isEmpty() && !warm.isEmpty()) {
            decideAnew(attempt, commands, turn);
        } else {
            isAsForeseen(turn);
            attempt.decide(commands, rows);
        }
        if (!turn.isPassedOn()) {
            warm.read(attempt.snapshot());
        }
        return attempt;
    }

    /**
     * What all are refused by what is known needs a load to bear it out, but the next batch may be prepared meanwhile: by then, what is
     * known is that one's. It hears that all is as it was as soon as that is certain.
     */
    private void decideAnew(Attempt attempt, List<Deciding> commands, Turn turn) {
        Foresight foresight = new Foresight(warm);
        boolean isForeseen = attempt.foresee(commands, foresight);
        boolean isDecided = isAsForeseen(turn) && isForeseen;
        if (isDecided && attempt.isDone()) {
            turn.passOn();
        }
        boolean isBorneOut = attempt.bearOut(commands, foresight, isDecided);
        if (isBorneOut && turn.isPassedOn()) {
            turn.note(Turn.Course.AS_FORESEEN);
            turn.end();
        }
    }

    private Attempt attempt(Turn turn) {
        boolean isShared = !turn.isPassedOn() && warm.isShared();
        return new Attempt(store, settings, isShared ? Attempt.Cut.INTO_PARTS : Attempt.Cut.IN_HALVES);
    }

    /** What is about to be written is what the next batch may be prepared on, unless some of this one have to wait. */
    private Written commit(Attempt attempt, Turn turn) {
        if (attempt.isEmpty()) {
            return Written.NOTHING;
        }
        boolean isForeseen = !turn.isPassedOn();
        Attempt.Ready ready = attempt.ready();
        if (isForeseen && !attempt.isWarm()) {
            ready.parts().forEach(warm::wrote);
        }
        if (attempt.deferred().isEmpty()) {
            turn.passOn();
        }
        Turn.Course course = Turn.Course.OTHERWISE;
        try {
            Written written = ready.write();
            committed.accept(written.positions());
            course = written.course();
            return written;
        } finally {
            if (course == Turn.Course.AS_FORESEEN
                    && isForeseen
                    && attempt.cut() == Attempt.Cut.IN_HALVES
                    && attempt.isWarm()) {
                warm.wentWell();
            }
            if (isForeseen) {
                end(turn, course);
            }
        }
    }

    /** What went otherwise stays so, whatever this batch does next; whoever prepares the next one hears of it once all is settled. */
    private void end(Turn turn, Turn.Course course) {
        if (!turn.isPassedOn()) {
            warm.follow(course);
            return;
        }
        turn.note(course);
        if (course == Turn.Course.AS_FORESEEN) {
            turn.end();
        }
    }

    private void isolate(List<Deciding> commands, RuntimeException failed, int staleBefore, Turn turn) {
        if (commands.size() == 1) {
            fail(commands, failed);
        } else {
            settleHalves(commands, staleBefore, turn);
        }
    }

    /** The next batch is not to be written before the second half is. */
    private void settleHalves(List<Deciding> commands, int staleBefore, Turn turn) {
        int middle = commands.size() / 2;
        turn.keep();
        try {
            settle(commands.subList(0, middle), staleBefore, turn);
        } finally {
            turn.release();
        }
        settle(commands.subList(middle, commands.size()), staleBefore, turn);
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
