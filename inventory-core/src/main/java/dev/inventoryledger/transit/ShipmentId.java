package dev.inventoryledger.transit;

import dev.inventoryledger.internal.Checks;

/**
 * The name of one shipment.
 *
 * <p>Text of 1 to 100 UTF-16 units, not blank, without control characters or unpaired surrogates; kept exactly as
 * given, surrounding spaces included. Immutable.
 *
 * @param value the text; never null
 */
public record ShipmentId(String value) implements Comparable<ShipmentId> {
    /**
     * Checks the text.
     *
     * @param value the text
     * @throws IllegalArgumentException if the text is blank, too long or holds a character that is not allowed
     */
    public ShipmentId {
        Checks.identifier("shipmentId", value);
    }

    @Override
    public int compareTo(ShipmentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
