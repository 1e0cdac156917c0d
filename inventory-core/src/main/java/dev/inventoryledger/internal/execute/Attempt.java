package dev.inventoryledger.internal.execute;

import dev.inventoryledger.CommandId;
import dev.inventoryledger.CommandType;
import dev.inventoryledger.Entry;
import dev.inventoryledger.internal.Checks;
import dev.inventoryledger.internal.codec.Seal;
import dev.inventoryledger.internal.decide.Decision;
import dev.inventoryledger.internal.decide.KnownRows;
import dev.inventoryledger.internal.decide.Rows;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.CommitResult;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.Snapshot;
import dev.inventoryledger.spi.StockStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One try at a batch: its commands decided one after the other, on rows of one moment or on those that are warm, each on what
 * those before it leave. Used once, by one thread.
 */
final class Attempt {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    /** A tree of locations is walked one load a level; nothing else needs more than a few. */
    private static final int MAX_LOADS = 1_000;

    /** Writing so many entries and postings side by side saves more than a second statement costs. */
    private static final int WORTH_HALVING = 64;

    /** When to break off: what no commit checks may not rest on rows that are warm. */
    private enum Until {
        ALL_ARE_DECIDED,
        ONE_IS_UNCHECKED
    }

    /** How what is written is cut up, where it falls apart into what has nothing to do with each other. */
    enum Cut {
        /** Where it is much: to be written side by side. */
        IN_HALVES,
        /** Where others write the same rows: what they have made stale is to keep as little else back as may be. */
        INTO_PARTS
    }

    private final StockStore store;
    private final Instant now;
    private final RejectedReservations rejected;
    private final Seal seal;
    private final Cut cut;
    private final Map<Deciding, Decision> decisions = new LinkedHashMap<>();
    private final List<Deciding> deferred = new ArrayList<>();
    private final List<ChangeSet> accepted = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private Snapshot snapshot = Snapshot.EMPTY;
    private boolean isWarm;
    private @Nullable Ready ready;

    /**
     * What is to be written, and what writes it.
     *
     * @param parts what is to be written
     * @param commit writes it
     */
    record Ready(List<ChangeSet> parts, Supplier<List<CommitResult>> commit) {
        Written write() {
            return new Written(parts, commit.get());
        }
    }

    Attempt(StockStore store, Executor.Settings settings, Cut cut) {
        this.store = store;
        now = Checks.micros(settings.clock().instant());
        rejected = settings.rejected();
        seal = settings.seal();
        this.cut = cut;
    }

    /** Brings what the commands need: each load brings all that was asked for so far, so that all is of one moment. */
    void decide(List<Deciding> commands, Snapshot start) {
        decide(commands, start, LoadRequest.NOTHING);
    }

    /** Whether all could be decided on what is known; a load is to bear that out. */
    boolean foresee(List<Deciding> commands, Foresight known) {
        isWarm = true;
        try {
            return decideOn(commands, known, Until.ALL_ARE_DECIDED);
        } catch (Throwable failed) {
            LOG.debug("what a batch needs is not known", failed);
            return false;
        } finally {
            isWarm = false;
        }
    }

    /** Loads all that they need by what is known: whether that brings just what they were decided on. */
    boolean isBorneOutByLoad(List<Deciding> commands, Foresight known) {
        snapshot = store.load(known.asked().all(wanted(commands)).build());
        return known.isBorneOutBy(snapshot);
    }

    /** Decides on what was loaded for that; each further load brings all of it again. */
    void decideLoaded(List<Deciding> commands, Snapshot loaded) {
        decide(commands, loaded, loaded.request());
    }

    private void decide(List<Deciding> commands, Snapshot start, LoadRequest foreseen) {
        snapshot = start;
        for (int loads = 0; loads < MAX_LOADS; loads++) {
            if (decideOn(commands, KnownRows.NONE, Until.ALL_ARE_DECIDED)) {
                return;
            }
            snapshot = store.load(
                    LoadRequest.builder().all(foreseen).all(wanted(commands)).build());
        }
        throw Batch.unsettled(commands.get(0));
    }

    /**
     * Decides on rows that are known, and loads only those that are not. Not done unless a commit checks all of it: what is refused, or left
     * out, would be checked by none. Such rows may be of several moments: what fails on them may be sound.
     */
    boolean decideWarm(List<Deciding> commands, WarmRows warm, Function<LoadRequest, Snapshot> load) {
        isWarm = true;
        snapshot = seen(commands).filter(warm::agreesWith).orElse(Snapshot.EMPTY);
        try {
            return completed(commands, warm, load);
        } catch (Throwable failed) {
            LOG.debug("a batch is to be decided on rows of one moment", failed);
            return false;
        }
    }

    /** What one of the senders has loaded, which may do for the others. */
    private Optional<Snapshot> seen(List<Deciding> commands) {
        for (Deciding command : commands) {
            Optional<Seen> seen = command.seen().filter(rows -> !rows.now().isAfter(now));
            if (seen.isPresent()) {
                return seen.map(Seen::rows);
            }
        }
        return Optional.empty();
    }

    /** Whether rows were to be had as long as they were needed, and a commit checks all of it. */
    private boolean completed(List<Deciding> commands, WarmRows warm, Function<LoadRequest, Snapshot> load) {
        LoadRequest seen = snapshot.request();
        for (int loads = 0; loads < MAX_LOADS; loads++) {
            if (decideOn(commands, warm, Until.ONE_IS_UNCHECKED)) {
                return isAllChecked(commands);
            }
            LoadRequest wanted = wanted(commands);
            if (!warm.mayBeCompletedBy(wanted)) {
                return false;
            }
            snapshot = load.apply(LoadRequest.builder().all(seen).all(wanted).build());
            warm.read(snapshot);
        }
        return false;
    }

    private boolean isAllChecked(List<Deciding> commands) {
        if (!deferred.isEmpty() || decisions.size() != commands.size()) {
            return false;
        }
        for (Decision decision : decisions.values()) {
            if (isUnchecked(decision)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUnchecked(@Nullable Decision decision) {
        return decision != null && !decision.isCheckedByCommit();
    }

    private static LoadRequest wanted(List<Deciding> commands) {
        LoadRequest.Builder wanted = LoadRequest.builder();
        commands.forEach(command -> wanted.all(command.wanted()));
        return wanted.build();
    }

    /** The rows that all was decided on. */
    Snapshot snapshot() {
        return snapshot;
    }

    /** Whether these rows were enough, as far as it went. */
    private boolean decideOn(List<Deciding> commands, KnownRows known, Until until) {
        decisions.clear();
        deferred.clear();
        accepted.clear();
        entries.clear();
        Rows rows = new Rows(snapshot, known);
        boolean complete = true;
        for (Deciding command : commands) {
            if (command.isAnswered()) {
                continue;
            }
            if (deferred.isEmpty()) {
                complete &= decide(command, rows, snapshot.request());
                if (complete && until == Until.ONE_IS_UNCHECKED && isUnchecked(decisions.get(command))) {
                    return true;
                }
            } else {
                // Nobody overtakes who waits.
                deferred.add(command);
            }
        }
        return complete;
    }

    private boolean decide(Deciding command, Rows rows, LoadRequest loaded) {
        Decision decision;
        try {
            decision = command.decide(rows, now);
        } catch (Throwable failed) {
            if (isWarm) {
                throw failed;
            }
            Undeclared.keepInterrupt(failed);
            // A policy of the host's failed: that is this command's failure alone.
            command.fail(failed, 0);
            return true;
        }
        if (decision instanceof Decision.Missing) {
            return defer(command, loaded);
        }
        if (decision instanceof Decision.Accepted yes) {
            decision = accept(new Decision.Accepted(yes.changes(), seal.on(yes.entry())), rows);
        } else if (decision instanceof Decision.Refused refused && isRecorded(command)) {
            entries.add(seal.on(refused.record()));
        }
        decisions.put(command, decision);
        return true;
    }

    private Decision accept(Decision.Accepted decision, Rows rows) {
        rows.apply(decision.changes(), decision.entry());
        accepted.add(decision.changes());
        entries.add(decision.entry());
        return decision;
    }

    /** What a command before it has made uncertain can only be read once that is committed. */
    private boolean defer(Deciding command, LoadRequest loaded) {
        boolean wasLoaded = loaded.covers(command.wanted());
        if (wasLoaded && entries.isEmpty()) {
            throw Batch.unsettled(command);
        }
        if (wasLoaded) {
            deferred.add(command);
        }
        return wasLoaded;
    }

    private boolean isRecorded(Deciding command) {
        return rejected == RejectedReservations.RECORD && command.type() == CommandType.RESERVE;
    }

    /** None, if the command failed. */
    Optional<Decision> decisionOn(Deciding command) {
        return Optional.ofNullable(decisions.get(command));
    }

    /** Whether it rests on rows that were not loaded for it. */
    boolean isWarm() {
        return isWarm;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Whether nothing is to be written, and nobody waits for what is. */
    boolean isDone() {
        return entries.isEmpty() && deferred.isEmpty();
    }

    Cut cut() {
        return cut;
    }

    /** Once all is decided: what it writes, ready to be written. */
    Ready ready() {
        Ready found = ready;
        if (found == null) {
            List<ChangeSet> parts = parts();
            found = new Ready(parts, store.prepare(parts));
            ready = found;
        }
        return found;
    }

    private List<ChangeSet> parts() {
        if (cut == Cut.INTO_PARTS) {
            return Parts.of(accepted, entries);
        }
        boolean isMuch = accepted.size() > 1 && ChangeSet.of(entries).journalRows() >= WORTH_HALVING;
        return isMuch ? Parts.halves(accepted, entries) : List.of(Merged.of(accepted, entries));
    }

    List<Deciding> deferred() {
        return List.copyOf(deferred);
    }

    /** Tells everyone whose command was decided and committed. What was refused may have been so for what came to nothing. */
    void answer(Written written, int stale) {
        Map<CommandId, Entry> placed = written.placed();
        boolean isWhole = written.isWhole();
        decisions.forEach((command, decision) -> {
            if (isWhole || (decision instanceof Decision.Accepted && placed.containsKey(command.commandId()))) {
                command.answer(decision, placed, stale);
            }
        });
    }
}
