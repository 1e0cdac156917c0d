package dev.inventoryledger.supply;

import dev.inventoryledger.internal.Checks;

/**
 * The name of one inbound supply, such as the line of a purchase order.
 *
 * <p>Text of 1 to 100 UTF-16 units, not blank, without control characters or unpaired surrogates; kept exactly as
 * given, surrounding spaces included. Immutable.
 *
 * @param value the text; never null
 */
public record SupplyId(String value) implements Comparable<SupplyId> {
    /**
     * Checks the text.
     *
     * @param value the text
     * @throws IllegalArgumentException if the text is blank, too long or holds a character that is not allowed
     */
    public SupplyId {
        Checks.identifier("supplyId", value);
    }

    @Override
    public int compareTo(SupplyId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
