package dev.inventoryledger.internal.execute;

import dev.inventoryledger.CommandId;
import dev.inventoryledger.CommandObservation;
import dev.inventoryledger.CommandType;
import dev.inventoryledger.ContentionException;
import dev.inventoryledger.Entry;
import dev.inventoryledger.LedgerObserver;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.StockStoreException;
import dev.inventoryledger.command.Command;
import dev.inventoryledger.internal.Checks;
import dev.inventoryledger.internal.codec.RecordCodec;
import dev.inventoryledger.internal.decide.Decider;
import dev.inventoryledger.internal.decide.Decision;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.CommitResult;
import dev.inventoryledger.spi.StockStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries one command at a time through load, decide and commit. Safe for use by many threads. */
public final class Executor {
    private static final Logger LOG = LoggerFactory.getLogger(Executor.class);

    private final StockStore store;
    private final Decider decider;
    private final Clock clock;
    private final LedgerObserver observer;
    private final JournalTail tail;
    private final RejectedReservations rejected;

    /** Whether a reservation that was turned down leaves an entry. */
    public enum RejectedReservations {
        FORGET,
        RECORD
    }

    public Executor(
            StockStore store,
            Decider decider,
            Clock clock,
            LedgerObserver observer,
            JournalTail tail,
            RejectedReservations rejected) {
        this.store = store;
        this.decider = decider;
        this.clock = clock;
        this.observer = observer;
        this.tail = tail;
        this.rejected = rejected;
    }

    public <T> Outcome<T> execute(Command<T> command) {
        long start = System.nanoTime();
        Attempts attempts = new Attempts(command.origin().commandId());
        Optional<Outcome<T>> outcome = Optional.empty();
        try {
            outcome = Optional.of(run(command, attempts));
            return outcome.get();
        } finally {
            report(command, outcome, Duration.ofNanos(System.nanoTime() - start), attempts.stale());
        }
    }

    private <T> Outcome<T> run(Command<T> command, Attempts attempts) {
        Deciding deciding = new Deciding(store, decider, command, RecordCodec.fingerprint(command));
        while (true) {
            Decision decision = deciding.decide(now());
            if (decision instanceof Decision.Repeated repeated) {
                return accepted(command, repeated.entry());
            }
            if (decision instanceof Decision.Refused refused) {
                return rejected(command, refused);
            }
            Decision.Accepted accepted = (Decision.Accepted) decision;
            CommitResult result = store.commit(accepted.changes());
            if (result instanceof CommitResult.Committed committed) {
                tail.moved();
                return accepted(
                        command, accepted.entry().at(committed.positions().get(0)));
            }
            deciding.startAgain(((CommitResult.Stale) result).current());
            attempts.wentStale();
        }
    }

    private Instant now() {
        return Checks.micros(clock.instant());
    }

    private static <T> Outcome<T> accepted(Command<T> command, Entry entry) {
        return new Outcome.Accepted<>(entry, command.answerIn(entry));
    }

    private <T> Outcome<T> rejected(Command<T> command, Decision.Refused refused) {
        if (rejected == RejectedReservations.RECORD && command.type() == CommandType.RESERVE) {
            store.commit(ChangeSet.of(List.of(refused.record())));
            tail.moved();
        }
        Outcome.Rejected<?> answer = refused.rejected();
        return new Outcome.Rejected<>(answer.reason(), answer.message(), answer.shortfalls(), answer.freesUpAt());
    }

    private void report(Command<?> command, Optional<? extends Outcome<?>> outcome, Duration duration, int stale) {
        LOG.debug("{} {}: {}", command.type(), command.origin().commandId(), outcome);
        try {
            observer.finished(
                    new CommandObservation(command.type(), CommandObservation.resultOf(outcome), duration, 1, stale));
        } catch (RuntimeException faulty) {
            LOG.warn("the ledger's observer failed", faulty);
        }
    }

    /** How often one command went stale: it backs off, and gives up in the end. */
    private static final class Attempts {
        private static final int MAX = 100;

        private final CommandId commandId;
        private int stale;

        Attempts(CommandId commandId) {
            this.commandId = commandId;
        }

        int stale() {
            return stale;
        }

        void wentStale() {
            stale++;
            if (stale == MAX) {
                throw new ContentionException(commandId, stale);
            }
            BackOff.afterStale(stale);
        }
    }

    static StockStoreException unsettled(Command<?> command) {
        return new StockStoreException("command " + command.origin().commandId()
                + " needed rows again and again; nothing was changed. Is the store's load complete?");
    }
}
