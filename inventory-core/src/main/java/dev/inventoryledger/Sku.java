package dev.inventoryledger;

import dev.inventoryledger.internal.Checks;

/**
 * One sellable thing, by its exact, case-sensitive code.
 *
 * <p>Text of 1 to 100 UTF-16 units, not blank, without control characters or unpaired surrogates; kept exactly as
 * given, surrounding spaces included. Immutable.
 *
 * @param value the text; never null
 */
public record Sku(String value) implements Comparable<Sku> {
    /**
     * Checks the text.
     *
     * @param value the text
     * @throws IllegalArgumentException if the text is blank, too long or holds a character that is not allowed
     */
    public Sku {
        Checks.identifier("sku", value);
    }

    @Override
    public int compareTo(Sku other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
