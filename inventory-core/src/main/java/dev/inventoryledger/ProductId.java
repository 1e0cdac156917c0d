package dev.inventoryledger;

import dev.inventoryledger.internal.Checks;

/**
 * The product that several items are variants of.
 *
 * <p>Text of 1 to 100 UTF-16 units, not blank, without control characters or unpaired surrogates; kept exactly as
 * given, surrounding spaces included. Immutable.
 *
 * @param value the text; never null
 */
public record ProductId(String value) implements Comparable<ProductId> {
    /**
     * Checks the text.
     *
     * @param value the text
     * @throws IllegalArgumentException if the text is blank, too long or holds a character that is not allowed
     */
    public ProductId {
        Checks.identifier("productId", value);
    }

    @Override
    public int compareTo(ProductId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
