package dev.inventoryledger;

import dev.inventoryledger.internal.Checks;

/**
 * A batch or a serial number within a SKU; {@link #NONE} where nothing is tracked by lot.
 *
 * <p>Empty for {@code NONE}, else text of 1 to 100 UTF-16 units under the rules of every identifier. Immutable.
 *
 * @param value the text; never null
 */
public record Lot(String value) implements Comparable<Lot> {
    /** No lot: stock that is not told apart. */
    public static final Lot NONE = new Lot("");

    /**
     * Checks the text.
     *
     * @param value the text
     * @throws IllegalArgumentException if the text is not empty but blank, too long or not allowed
     */
    public Lot {
        if (!value.isEmpty()) {
            Checks.identifier("lot", value);
        }
    }

    @Override
    public int compareTo(Lot other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
