package dev.inventoryledger;

import dev.inventoryledger.internal.Checks;
import dev.inventoryledger.internal.OrderedIds;
import java.security.SecureRandom;

/**
 * The caller's idempotency key: a command is carried out once under one id, however often it is sent.
 *
 * <p>Text of 1 to 100 UTF-16 units, not blank, without control characters or unpaired surrogates; kept exactly as
 * given, surrounding spaces included. Immutable.
 *
 * @param value the text; never null
 */
public record CommandId(String value) implements Comparable<CommandId> {
    private static final OrderedIds RANDOM = new OrderedIds(System::currentTimeMillis, new SecureRandom());

    /**
     * Checks the text.
     *
     * @param value the text
     * @throws IllegalArgumentException if the text is blank, too long or holds a character that is not allowed
     */
    public CommandId {
        Checks.identifier("commandId", value);
    }

    /**
     * {@return a new random id, unique for all practical purposes} It is 20 digits and letters long, whose case matters. Ids stand in the
     * order of their making, which keeps a database's indexes small and fast; so they can be guessed, and are no secrets.
     */
    public static CommandId random() {
        return new CommandId(RANDOM.next());
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
