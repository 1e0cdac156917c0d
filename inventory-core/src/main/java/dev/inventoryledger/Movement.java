package dev.inventoryledger;

import java.time.Instant;

/**
 * A posting with the head of its entry: how people read the history of stock. Immutable.
 *
 * @param position the entry's place in the journal
 * @param ordinal the posting's place in the entry, from 0
 * @param command the kind of command that made it
 * @param origin that command's id, actor, reason and reference
 * @param recordedAt when it was decided
 * @param posting what it changed
 */
public record Movement(
        long position, int ordinal, CommandType command, Origin origin, Instant recordedAt, Posting posting) {

    /** {@return its place in the journal} */
    public MovementPoint point() {
        return new MovementPoint(position, ordinal);
    }

    /**
     * {@return one posting of an entry}
     *
     * @param entry the entry
     * @param ordinal which of its postings, from 0
     */
    public static Movement of(Entry entry, int ordinal) {
        return new Movement(
                entry.position(),
                ordinal,
                entry.type(),
                entry.origin(),
                entry.recordedAt(),
                entry.postings().get(ordinal));
    }
}
