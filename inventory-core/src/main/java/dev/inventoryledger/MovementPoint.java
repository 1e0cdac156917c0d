package dev.inventoryledger;

import dev.inventoryledger.internal.Checks;

/**
 * A place in the journal between two postings. Immutable.
 *
 * @param position the position of an entry
 * @param ordinal a posting of it, from 0
 */
public record MovementPoint(long position, int ordinal) implements Comparable<MovementPoint> {
    /** Before the first posting. */
    public static final MovementPoint START = new MovementPoint(0, 0);

    /**
     * Checks both numbers.
     *
     * @param position the position of an entry
     * @param ordinal a posting of it, from 0
     * @throws IllegalArgumentException if one is negative
     */
    public MovementPoint {
        Checks.notNegative("position", position);
        Checks.notNegative("ordinal", ordinal);
    }

    @Override
    public int compareTo(MovementPoint other) {
        int byPosition = Long.compare(position, other.position);
        return byPosition != 0 ? byPosition : Integer.compare(ordinal, other.ordinal);
    }
}
