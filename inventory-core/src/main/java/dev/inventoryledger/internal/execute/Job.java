package dev.inventoryledger.internal.execute;

import dev.inventoryledger.Fingerprint;
import dev.inventoryledger.command.Command;
import dev.inventoryledger.internal.codec.RecordCodec;
import java.util.Optional;

/**
 * A command with its content, which is worked out once however often the command is decided.
 *
 * @param command the command
 * @param content its content
 * @param seen the rows that it takes, if whoever sends it has just looked
 */
record Job(Command<?> command, Fingerprint content, Optional<Seen> seen) {
    static Job of(Command<?> command) {
        return new Job(command, RecordCodec.fingerprint(command), Optional.empty());
    }

    static Job of(Command<?> command, Seen seen) {
        return new Job(command, RecordCodec.fingerprint(command), Optional.of(seen));
    }
}
