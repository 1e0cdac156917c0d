package dev.inventoryledger.internal.execute;

import dev.inventoryledger.ContentionException;
import dev.inventoryledger.RetryableStoreException;
import dev.inventoryledger.StockStoreException;
import dev.inventoryledger.UnknownFateException;
import dev.inventoryledger.spi.LoadRequest;
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
        } catch (Exception failed) {
            // One of them may have poisoned the batch: the others are to go through.
            isolate(commands, failed, staleBefore, turn);
        }
        return List.of();
    }

    private List<Deciding> commit(List<Deciding> commands, int staleBefore, Turn turn) {
        List<Deciding> left = commands;
        Optional<Attempt> warmAttempt = decideWarm(left, turn);
        left.forEach(Deciding::forgetSeen);
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
        if (turn.isPassedOn() || !mayBegin(commands, turn)) {
            return Optional.empty();
        }
        Attempt attempt = attempt(turn);
        boolean isDecided = attempt.decideWarm(commands, warm, request -> loaded(request, turn));
        return isDecided && isMadeReady(attempt, turn) ? Optional.of(attempt) : Optional.empty();
    }

    /** Does not wait for the batch before, unless that is about to change some of these rows. */
    private Snapshot loaded(LoadRequest request, Turn turn) {
        if (turn.isBehind() && !WarmRows.asksForUnkept(request)) {
            Snapshot rows = store.load(request);
            if (warm.agreesWith(rows)) {
                return rows;
            }
        }
        requireAsForeseen(turn);
        return store.load(request);
    }

    /** Makes it ready to be written, and only then waits for the batch before: whether that went as foreseen. */
    private boolean isMadeReady(Attempt attempt, Turn turn) {
        boolean isAsForeseen = false;
        try {
            attempt.ready().parts().forEach(warm::wrote);
            isAsForeseen = isAsForeseen(turn);
        } finally {
            if (!isAsForeseen) {
                // Among what is warm is by now what this batch was to leave.
                warm.forget();
            }
        }
        return isAsForeseen;
    }

    /** Where others write, there is nothing to foresee: what they write is read once the batch before is written. */
    private boolean mayBegin(List<Deciding> commands, Turn turn) {
        warm.begin();
        if (warm.isShared()) {
            follow(turn);
        }
        return !warm.isEmpty()
                || commands.stream().anyMatch(command -> command.seen().isPresent());
    }

    private Turn.Course follow(Turn turn) {
        Turn.Course earlier = turn.awaitEarlier();
        warm.follow(earlier);
        if (earlier != Turn.Course.AS_FORESEEN) {
            LOG.debug("the batch before went {}; nothing is decided on what it was to be", earlier);
        }
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

    /** On rows of one moment, which is after the batch before; and so is the time. */
    private Attempt decide(List<Deciding> commands, Snapshot rows, Turn turn) {
        if (!turn.isBehindUnwritten()) {
            follow(turn);
        }
        boolean isKnown = !turn.isPassedOn() && rows.request().isEmpty() && !warm.isEmpty();
        Attempt attempt = isKnown ? decideAnew(commands, turn) : decideOn(commands, rows, turn);
        if (!turn.isPassedOn()) {
            warm.read(attempt.snapshot());
        }
        return attempt;
    }

    private Attempt decideOn(List<Deciding> commands, Snapshot rows, Turn turn) {
        follow(turn);
        Attempt attempt = attempt(turn);
        attempt.decide(commands, rows);
        return attempt;
    }

    /**
     * Decides on what is known, and has one load bear that out. Where all are refused, the next batch is prepared meanwhile: what is known
     * is that one's from then on, and it hears that nothing has changed as soon as that is certain.
     */
    private Attempt decideAnew(List<Deciding> commands, Turn turn) {
        Attempt attempt = attempt(turn);
        Foresight foresight = new Foresight(warm);
        boolean isForeseen = attempt.foresee(commands, foresight);
        boolean isDecided = isAsForeseen(turn) && isForeseen;
        if (isDecided && attempt.isDone()) {
            turn.passOnUnwritten();
        }
        boolean isBorneOut = attempt.isBorneOutByLoad(commands, foresight);
        if (isBorneOut && isDecided) {
            endUnwritten(attempt, turn);
            return attempt;
        }
        // Time has gone by, too.
        Attempt anew = attempt(turn);
        anew.decideLoaded(commands, attempt.snapshot());
        return anew;
    }

    /** What is refused need not be told before the next batch goes on. */
    private static void endUnwritten(Attempt attempt, Turn turn) {
        if (attempt.isDone() && turn.isPassedOn()) {
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
            passOnUnwritten(attempt, turn);
            return Written.NOTHING;
        }
        boolean isForeseen = !turn.isPassedOn();
        Attempt.Ready ready = attempt.ready();
        Turn.Course course = Turn.Course.OTHERWISE;
        try {
            // What was decided on warm rows was noted when it was made ready.
            if (isForeseen && !attempt.isWarm()) {
                ready.parts().forEach(warm::wrote);
            }
            if (attempt.deferred().isEmpty()) {
                turn.passOn();
            }
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

    /** If the next batch has been prepared already, it was on what this one was about to write before, and that has not come to be. */
    private static void passOnUnwritten(Attempt attempt, Turn turn) {
        if (attempt.isDone() && !turn.isPassedOn()) {
            turn.passOnUnwritten();
            endUnwritten(attempt, turn);
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

    private void isolate(List<Deciding> commands, Exception failed, int staleBefore, Turn turn) {
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

    private static void fail(List<Deciding> commands, Exception failed) {
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
