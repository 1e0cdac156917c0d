package dev.inventoryledger.spi;

import dev.inventoryledger.Anchor;
import dev.inventoryledger.EntryDigest;
import java.time.Instant;

/**
 * What a journal was before it was pruned: the body of the document that says so. Immutable.
 *
 * @param pruned stands for all that was removed, so that the chain of digests goes on from there
 * @param recordedUpTo when the youngest of it was recorded
 * @param openings what the digests of the openings sum up to
 */
public record PrunedJournal(Anchor pruned, Instant recordedUpTo, EntryDigest openings) {
    /** The name of the one document of its kind. */
    public static final String NAME = "journal";
}
