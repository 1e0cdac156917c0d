package dev.inventoryledger.testkit;

import dev.inventoryledger.command.Command;
import java.time.Duration;

/** One step of a random story. */
sealed interface Step {
    /** A command is sent. */
    record Send(Command<?> command) implements Step {
        @Override
        public String toString() {
            return command.toString();
        }
    }

    /** Time passes. */
    record Wait(Duration duration) implements Step {}

    /** The sweeper comes by. */
    record Sweep(int limit) implements Step {}

    /** A command that was sent earlier is sent again, counted from the last. */
    record Again(int back) implements Step {}
}
