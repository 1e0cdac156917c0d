package dev.inventoryledger.spi;

/**
 * Something that can have one holder at a time. Immutable.
 *
 * @param kind what kind of thing
 * @param name which one
 */
public record ClaimId(Kind kind, String name) implements Comparable<ClaimId> {
    /** What kind of thing is claimed. */
    public enum Kind {
        /** An owner's one hold; the holder is a reservation's id. */
        OWNER_HOLD,
        /** Where a unit with a serial number came last; the holder is a location's id. */
        SERIAL_PLACE
    }

    @Override
    public int compareTo(ClaimId other) {
        int byKind = kind.compareTo(other.kind);
        return byKind == 0 ? name.compareTo(other.name) : byKind;
    }
}
