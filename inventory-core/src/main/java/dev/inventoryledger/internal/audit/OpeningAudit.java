package dev.inventoryledger.internal.audit;

import dev.inventoryledger.Anchor;
import dev.inventoryledger.EntryDigest;
import dev.inventoryledger.HistoryPrunedException;
import dev.inventoryledger.Movement;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.internal.codec.Seal;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.DocumentKind;
import dev.inventoryledger.spi.JournalExtent;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.PrunedJournal;
import dev.inventoryledger.spi.StockStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a pruned journal begins: what was left of each key is as it was sealed when the journal was pruned. */
public final class OpeningAudit {
    /** Where the one document stands that says what was pruned. */
    public static final DocumentId PRUNING = new DocumentId(DocumentKind.PRUNING, PrunedJournal.NAME);

    /** A digest that adds nothing to a sum. */
    public static final EntryDigest NOTHING = new EntryDigest(0, 0);

    private final StockStore store;
    private final Seal seal;
    private final long prunedUpTo;
    private final Optional<PrunedJournal> pruned;

    /** Whether the store forgets by itself, too: nobody has said what is left of that. */
    private final boolean isForgetful;

    /** Whether nothing says what was pruned, and the store does not forget by itself. */
    private final boolean isUnexplained;

    private EntryDigest sum = NOTHING;

    OpeningAudit(StockStore store, Seal seal) {
        this.store = store;
        this.seal = seal;
        JournalExtent extent = store.extent();
        prunedUpTo = extent.prunedUpTo();
        pruned = prunedUpTo == 0
                ? Optional.empty()
                : read(store).filter(each -> each.pruned().position() == prunedUpTo);
        isForgetful = extent.keeping() != JournalExtent.Keeping.UNTIL_PRUNED;
        isUnexplained = isPruned() && pruned.isEmpty() && !isForgetful;
    }

    public static Optional<PrunedJournal> read(StockStore store) {
        return store.load(LoadRequest.builder().documents(List.of(PRUNING)).build()).documents().stream()
                .map(document -> (PrunedJournal) document.body())
                .findFirst();
    }

    boolean isPruned() {
        return prunedUpTo > 0;
    }

    /** Whether what was recorded then was removed, or may have been. */
    boolean mayHaveRemoved(Instant recordedAt) {
        return isPruned()
                && (isForgetful
                        || pruned.filter(journal -> recordedAt.isAfter(journal.recordedUpTo()))
                                .isEmpty());
    }

    boolean isStill() {
        return store.extent().prunedUpTo() == prunedUpTo;
    }

    Anchor start() {
        return pruned.map(PrunedJournal::pruned).orElse(Anchor.START);
    }

    void requireCovers(Optional<Anchor> anchor) {
        boolean isTooOld = anchor.filter(each -> each.position() < prunedUpTo || pruned.isEmpty())
                .isPresent();
        if (isPruned() && isTooOld && !isUnexplained) {
            throw new HistoryPrunedException("the journal was pruned up to position " + prunedUpTo
                    + ", behind the anchor: take one from the audit after the pruning");
        }
    }

    Collection<Movement> of(Collection<StockKey> keys) {
        if (!isPruned() || keys.isEmpty()) {
            return List.of();
        }
        Map<StockKey, Movement> openings =
                store.load(LoadRequest.builder().openings(keys).build()).openings();
        return openings.values();
    }

    /** Adds what is left of some keys; each key is to be added once. */
    void add(Collection<Movement> openings) {
        openings.forEach(opening -> sum = plus(sum, digest(seal, opening)));
    }

    void end(Findings findings) {
        findings.unless(
                !isUnexplained, 8, "pruning", () -> "nothing says that the journal was pruned up to " + prunedUpTo);
        pruned.ifPresent(journal -> findings.unless(
                isForgetful || journal.openings().equals(sum),
                8,
                "openings",
                () -> "what was left of the journal when it was pruned is no longer what it was"));
    }

    /** What an opening adds to the sum of all. */
    public static EntryDigest digest(Seal seal, Movement opening) {
        return seal.digest(opening);
    }

    /** The sum of two digests; order does not matter. */
    public static EntryDigest plus(EntryDigest one, EntryDigest other) {
        return new EntryDigest(one.high() + other.high(), one.low() + other.low());
    }

    /** What is left of a sum without one of its parts. */
    public static EntryDigest minus(EntryDigest sum, EntryDigest part) {
        return new EntryDigest(sum.high() - part.high(), sum.low() - part.low());
    }
}
