package dev.inventoryledger;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One accepted command in the journal: who asked for what and why, and everything it did. Also, where a ledger is built
 * to record them, one rejected command: then without postings and no answer for a retry. Immutable.
 *
 * @param position its place in the journal, rising; positions may have gaps
 * @param type the kind of command
 * @param origin the command's id, actor, reason and reference
 * @param content the command's content
 * @param recordedAt when it was decided, to the microsecond; per stock key it never goes back
 * @param postings what it changed, key by key
 * @param facts what else it states
 * @param digest what shows an edit; empty before the ledger seals it, and in entries of versions that did not
 */
public record Entry(
        long position,
        CommandType type,
        Origin origin,
        Fingerprint content,
        Instant recordedAt,
        List<Posting> postings,
        List<Fact> facts,
        Optional<EntryDigest> digest) {
    /** The position of an entry that no store has placed yet. */
    public static final long UNPLACED = 0;

    /**
     * Requires every part and copies the lists.
     *
     * @param position its place in the journal, rising
     * @param type the kind of command
     * @param origin the command's id, actor, reason and reference
     * @param content the command's content
     * @param recordedAt when it was decided, to the microsecond
     * @param postings what it changed, key by key
     * @param facts what else it states
     * @param digest what shows an edit
     */
    public Entry {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(recordedAt, "recordedAt");
        postings = List.copyOf(postings);
        facts = List.copyOf(facts);
        Objects.requireNonNull(digest, "digest");
    }

    /** {@return its command's id} */
    public CommandId commandId() {
        return origin.commandId();
    }

    /** {@return whether its command was accepted} */
    public boolean isAccepted() {
        for (Fact fact : facts) {
            if (fact instanceof Fact.CommandRejected) {
                return false;
            }
        }
        return true;
    }

    /**
     * {@return the same entry at its place in the journal}
     *
     * @param newPosition where a store put it
     */
    public Entry at(long newPosition) {
        return new Entry(newPosition, type, origin, content, recordedAt, postings, facts, digest);
    }

    /**
     * {@return the same entry with these postings}
     *
     * @param newPostings what it changed, key by key
     */
    public Entry posting(List<Posting> newPostings) {
        return new Entry(position, type, origin, content, recordedAt, newPostings, facts, digest);
    }

    /**
     * {@return the same entry with a digest}
     *
     * @param newDigest what shows an edit
     */
    public Entry sealed(EntryDigest newDigest) {
        return new Entry(position, type, origin, content, recordedAt, postings, facts, Optional.of(newDigest));
    }

    /**
     * {@return its facts of one kind, in order}
     *
     * @param kind the kind
     * @param <F> the kind
     */
    public <F extends Fact> List<F> facts(Class<F> kind) {
        return facts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
