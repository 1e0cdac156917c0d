package dev.inventoryledger;

import dev.inventoryledger.internal.Checks;
import java.util.UUID;

/**
 * The caller's idempotency key: a command is carried out once under one id, however often it is sent.
 *
 * <p>Text of 1 to 100 UTF-16 units, not blank, without control characters or unpaired surrogates; kept exactly as
 * given, surrounding spaces included. Immutable.
 *
 * @param value the text; never null
 */
public record CommandId(String value) implements Comparable<CommandId> {
    /**
     * Checks the text.
     *
     * @param value the text
     * @throws IllegalArgumentException if the text is blank, too long or holds a character that is not allowed
     */
    public CommandId {
        Checks.identifier("commandId", value);
    }

    /** {@return a new random id, unique for all practical purposes} */
    public static CommandId random() {
        return new CommandId(UUID.randomUUID().toString());
    }

    @Override
    public int compareTo(CommandId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
