package dev.inventoryledger.internal.decide;

import dev.inventoryledger.command.Command;

/** All that one kind of command means. Stateless. */
@FunctionalInterface
interface Rule<C extends Command<?>> {
    /** Writes what the command does into the draft, or ends with a {@link Refusal} or a {@link Miss}. */
    void apply(C command, Draft draft);

    /** Names the rows that the command is sure to need, so that one load brings them all. */
    default void needs(C command, Needs needs) {}
}
