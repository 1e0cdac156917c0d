package dev.inventoryledger.internal.execute;

import dev.inventoryledger.CommandId;
import dev.inventoryledger.CommandType;
import dev.inventoryledger.Entry;
import dev.inventoryledger.internal.decide.Decider;
import dev.inventoryledger.internal.decide.Decision;
import dev.inventoryledger.internal.decide.Rows;
import dev.inventoryledger.spi.LoadRequest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** One command of a batch on its way to an answer: it knows which rows it needs. Used by one thread at a time. */
final class Deciding {
    private final Decider decider;
    private final Call<Job, Done> call;
    private final int batchSize;
    private LoadRequest wanted = LoadRequest.NOTHING;
    private Optional<Seen> seen;

    Deciding(Decider decider, Call<Job, Done> call, int batchSize) {
        this.decider = decider;
        this.call = call;
        this.batchSize = batchSize;
        seen = call.request().seen();
    }

    CommandId commandId() {
        return call.request().command().origin().commandId();
    }

    CommandType type() {
        return call.request().command().type();
    }

    Optional<Seen> seen() {
        return seen;
    }

    /** What has proved of no use, or old, is of none later either. */
    void forgetSeen() {
        seen = Optional.empty();
    }

    LoadRequest wanted() {
        return wanted;
    }

    /** Decides on rows, as of now unless its sender has looked as of another instant; if some are missing, they are wanted from now on. */
    Decision decide(Rows rows, Instant now) {
        Job job = call.request();
        Instant asOf = seen.map(Seen::now).orElse(now);
        Decision decision = decider.decide(rows, job.command(), job.content(), asOf);
        if (decision instanceof Decision.Missing missing) {
            wanted = wanted.plus(missing.request());
        }
        return decision;
    }

    boolean isAnswered() {
        return call.isDone();
    }

    /** A repeated command may have been accepted in the same batch: its entry, too, is placed now. */
    void answer(Decision decision, Map<CommandId, Entry> placed, int stale) {
        if (decision instanceof Decision.Refused refused) {
            call.answer(new Done.Rejected(refused.rejected(), batchSize, stale));
        } else if (decision instanceof Decision.Repeated repeated) {
            call.answer(new Done.Accepted(placed.getOrDefault(commandId(), repeated.entry()), batchSize, stale));
        } else if (decision instanceof Decision.Accepted accepted) {
            call.answer(new Done.Accepted(placed.getOrDefault(commandId(), accepted.entry()), batchSize, stale));
        }
    }

    void fail(Throwable failure, int stale) {
        call.answer(new Done.Failed(failure, batchSize, stale));
    }
}
