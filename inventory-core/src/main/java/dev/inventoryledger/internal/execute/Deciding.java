package dev.inventoryledger.internal.execute;

import dev.inventoryledger.Fingerprint;
import dev.inventoryledger.command.Command;
import dev.inventoryledger.internal.decide.Decider;
import dev.inventoryledger.internal.decide.Decision;
import dev.inventoryledger.internal.decide.Workspace;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.Snapshot;
import dev.inventoryledger.spi.StockStore;
import java.time.Instant;

/**
 * Brings the decider the rows it asks for until it can decide. Each load brings all that was asked for so far, so that a
 * decision never mixes rows of different moments.
 */
final class Deciding {
    /** A tree of locations is walked one load a level; nothing else needs more than a few. */
    private static final int MAX_LOADS = 1_000;

    private final StockStore store;
    private final Decider decider;
    private final Command<?> command;
    private final Fingerprint content;
    private LoadRequest wanted = LoadRequest.builder().build();
    private Workspace rows = new Workspace(Snapshot.EMPTY);

    Deciding(StockStore store, Decider decider, Command<?> command, Fingerprint content) {
        this.store = store;
        this.decider = decider;
        this.command = command;
        this.content = content;
    }

    Decision decide(Instant now) {
        for (int loads = 0; loads <= MAX_LOADS; loads++) {
            Decision decision = decider.decide(rows, command, content, now);
            if (!(decision instanceof Decision.Missing missing)) {
                return decision;
            }
            wanted = wanted.plus(missing.request());
            rows = new Workspace(store.load(wanted));
        }
        throw Executor.unsettled(command);
    }

    void startAgain(Snapshot current) {
        rows = new Workspace(current);
    }
}
