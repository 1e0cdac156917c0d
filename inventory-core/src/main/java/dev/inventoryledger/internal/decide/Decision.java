package dev.inventoryledger.internal.decide;

import dev.inventoryledger.CommandType;
import dev.inventoryledger.Entry;
import dev.inventoryledger.Fact;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.LoadRequest;

/** What the decider makes of a command. */
public sealed interface Decision {
    /** To be committed: the rows, and the entry that tells of them, which is not among them yet. */
    record Accepted(ChangeSet changes, Entry entry) implements Decision {
        /**
         * A commit checks the levels that it writes. Where units stay outstanding, and in a review, others were looked at and left as they
         * are.
         */
        @Override
        public boolean isCheckedByCommit() {
            return entry.type() != CommandType.REVIEW_STOCK && !leavesOutstanding();
        }

        private boolean leavesOutstanding() {
            for (Fact fact : entry.facts()) {
                if (fact instanceof Fact.ReservationChanged changed
                        && changed.after().outstanding() > 0) {
                    return true;
                }
            }
            return false;
        }
    }

    /** The command was accepted before: its entry is the answer. */
    record Repeated(Entry entry) implements Decision {}

    /** A rule said no. The entry tells of it, where the host wants that recorded. */
    record Refused(Outcome.Rejected<?> rejected, Entry record) implements Decision {}

    /** Rows are needed that were not loaded; then decide again. */
    record Missing(LoadRequest request) implements Decision {}

    /** Whether its commit checks all levels that it was decided on: only then may these be known from before. */
    default boolean isCheckedByCommit() {
        return false;
    }
}
