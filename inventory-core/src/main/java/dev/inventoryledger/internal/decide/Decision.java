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
        /** Where units are outstanding none were found, and a review leaves what it finds right: under keys whose levels are not written. */
        @Override
        public boolean isGrantedInFull() {
            if (entry.type() == CommandType.REVIEW_STOCK) {
                return false;
            }
            for (Fact fact : entry.facts()) {
                if (fact instanceof Fact.ReservationChanged changed
                        && changed.after().outstanding() > 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The command was accepted before: its entry is the answer. */
    record Repeated(Entry entry) implements Decision {}

    /** A rule said no. The entry tells of it, where the host wants that recorded. */
    record Refused(Outcome.Rejected<?> rejected, Entry record) implements Decision {}

    /** Rows are needed that were not loaded; then decide again. */
    record Missing(LoadRequest request) implements Decision {}

    /** Whether the command gets all that it asks for: then its commit checks the levels that this was taken from. */
    default boolean isGrantedInFull() {
        return false;
    }
}
