package dev.inventoryledger;

import dev.inventoryledger.internal.Checks;

/**
 * Whoever a hold belongs to, such as a cart: an owner has at most one hold at a time.
 *
 * <p>Text of 1 to 100 UTF-16 units, not blank, without control characters or unpaired surrogates; kept exactly as
 * given, surrounding spaces included. Immutable.
 *
 * @param value the text; never null
 */
public record OwnerId(String value) implements Comparable<OwnerId> {
    /**
     * Checks the text.
     *
     * @param value the text
     * @throws IllegalArgumentException if the text is blank, too long or holds a character that is not allowed
     */
    public OwnerId {
        Checks.identifier("ownerId", value);
    }

    @Override
    public int compareTo(OwnerId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
