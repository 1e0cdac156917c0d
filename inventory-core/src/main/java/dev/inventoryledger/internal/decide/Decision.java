package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Entry;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.LoadRequest;

/** What the decider makes of a command. */
public sealed interface Decision {
    /** To be committed. The change set has exactly one entry. */
    record Accepted(ChangeSet changes) implements Decision {
        public Entry entry() {
            return changes.entries().get(0);
        }
    }

    /** The command was accepted before: its entry is the answer. */
    record Repeated(Entry entry) implements Decision {}

    /** A rule said no. The entry tells of it, where the host wants that recorded. */
    record Refused(Outcome.Rejected<?> rejected, Entry record) implements Decision {}

    /** Rows are needed that were not loaded; then decide again. */
    record Missing(LoadRequest request) implements Decision {}
}
