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
    private static final long VERSION_7 = 0x7000;

    /** What is left of the upper half behind 48 bits of milliseconds and the version. */
    private static final long RANDOM_BITS = 0xFFF;

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
     * {@return a new random id, unique for all practical purposes} It is a UUID of version 7: ids made about the same time stand close
     * together in a database's indexes, which keeps those fast however large they grow.
     */
    public static CommandId random() {
        UUID random = UUID.randomUUID();
        long high = (System.currentTimeMillis() << 16) | VERSION_7 | (random.getMostSignificantBits() & RANDOM_BITS);
        return new CommandId(new UUID(high, random.getLeastSignificantBits()).toString());
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
