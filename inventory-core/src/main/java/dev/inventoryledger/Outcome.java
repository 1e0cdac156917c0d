package dev.inventoryledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of a command. A rule that says no is a value; a failure is an exception. Immutable.
 *
 * @param <T> the state that an accepted command answers with
 */
public sealed interface Outcome<T> {
    /**
     * The command was carried out, now or when it was first sent.
     *
     * @param entry what it wrote into the journal
     * @param state how things stood right after it
     * @param <T> the kind of state
     */
    record Accepted<T>(Entry entry, T state) implements Outcome<T> {
        @Override
        public boolean isAccepted() {
            return true;
        }

        @Override
        public T orElseThrow() {
            return state;
        }
    }

    /**
     * A rule said no; nothing changed. A later attempt is decided anew.
     *
     * @param reason why
     * @param message the same in words, naming the field and the value
     * @param shortfalls what was lacking, line by line; empty unless stock was short
     * @param freesUpAt where stock was short: before this instant no hold on it ends by itself, and nothing that may be promised against is
     *     expected; empty if that never happens by itself
     * @param <T> the kind of state that acceptance would have answered with
     */
    record Rejected<T>(RejectionReason reason, String message, List<Shortfall> shortfalls, Optional<Instant> freesUpAt)
            implements Outcome<T> {
        /**
         * Copies the list.
         *
         * @param reason why
         * @param message the same in words, naming the field and the value
         * @param shortfalls what was lacking, line by line
         * @param freesUpAt where stock was short: the earliest instant at which some of it may be free by itself
         */
        public Rejected {
            shortfalls = List.copyOf(shortfalls);
        }

        @Override
        public boolean isAccepted() {
            return false;
        }

        @Override
        public T orElseThrow() {
            throw new CommandRejectedException(this);
        }
    }

    /** {@return whether the command was carried out} */
    boolean isAccepted();

    /**
     * {@return the state right after the command}
     *
     * @throws CommandRejectedException if it was rejected
     */
    T orElseThrow();

    /** {@return why it was rejected; empty if it was accepted} */
    default Optional<RejectionReason> rejection() {
        return this instanceof Rejected<T> rejected ? Optional.of(rejected.reason()) : Optional.empty();
    }
}
