package dev.inventoryledger.internal.retain;

import dev.inventoryledger.Anchor;
import dev.inventoryledger.Entry;
import dev.inventoryledger.EntryDigest;
import dev.inventoryledger.Movement;
import dev.inventoryledger.PruneReport;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.StockStoreException;
import dev.inventoryledger.internal.Checks;
import dev.inventoryledger.internal.audit.OpeningAudit;
import dev.inventoryledger.internal.codec.Seal;
import dev.inventoryledger.internal.read.Pages;
import dev.inventoryledger.policy.Archive;
import dev.inventoryledger.policy.RetentionPolicy;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.CommitResult;
import dev.inventoryledger.spi.EntryQuery;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.PrunedJournal;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.spi.SubscriptionState;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Prunes a journal, page by page: archived first, then removed in one commit with what an audit needs to go on from there.
 *
 * @param store whose journal
 * @param clock how old entries are
 * @param seal what its entries are sealed with
 */
public record Pruning(StockStore store, Clock clock, Seal seal) {
    private static final int PAGE = 1_000;

    private record Bound(long position, Optional<String> heldBackBy) {}

    public PruneReport prune(RetentionPolicy policy, Archive archive) {
        long old = old(Checks.micros(clock.instant().minus(policy.keep())));
        long removed = 0;
        Bound bound;
        List<Entry> page;
        do {
            // Looked up for each page, and before the bound: a subscription that has not begun by then makes this
            // stale.
            Pruned before = Pruned.of(store);
            bound = bound(old);
            page = page(before.journal().pruned().position(), bound.position());
            if (!page.isEmpty()) {
                archive(archive, page);
                removed += remove(before, page) ? page.size() : 0;
            }
        } while (!page.isEmpty());
        return new PruneReport(removed, store.extent().prunedUpTo(), heldBackBy(bound, old));
    }

    /** Up to where all is old: before the first entry that is young enough to stay. A store may read all that is old to find that. */
    private long old(Instant cutoff) {
        // Looked up first: what is committed in between is young.
        long tip = store.extent().readableUpTo();
        return store.entries(new EntryQuery.FirstSince(cutoff)).stream()
                .mapToLong(entry -> entry.position() - 1)
                .findFirst()
                .orElse(tip);
    }

    /** No further than every subscription has come. */
    private Bound bound(long old) {
        List<Bound> bounds = new ArrayList<>(List.of(new Bound(old, Optional.empty())));
        Pages.subscriptions(store, (name, state) -> bounds.add(new Bound(firstNeeded(state) - 1, Optional.of(name))));
        return Collections.min(bounds, Comparator.comparingLong(Bound::position));
    }

    /** Where several tenants share a journal, what is left of it may be what others have written. */
    private Optional<String> heldBackBy(Bound bound, long old) {
        return bound.heldBackBy()
                .filter(name -> store.entries(new EntryQuery.After(bound.position(), 1)).stream()
                        .anyMatch(entry -> entry.position() <= old));
    }

    private static long firstNeeded(SubscriptionState state) {
        return state.parked().stream()
                .flatMap(parked -> parked.events().stream())
                .mapToLong(point -> point.position())
                .reduce(state.position() + 1, Math::min);
    }

    private List<Entry> page(long after, long upTo) {
        return store.entries(new EntryQuery.After(after, PAGE)).stream()
                .takeWhile(entry -> entry.position() <= upTo)
                .toList();
    }

    private static void archive(Archive archive, List<Entry> page) {
        try {
            archive.keep(page);
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new StockStoreException("nothing was pruned from here on: the archive failed", failed);
        }
    }

    /** Whether it was this that removed them; another may have been faster, or a subscription has begun that needs them. */
    private boolean remove(Pruned pruned, List<Entry> page) {
        PrunedJournal before = pruned.journal();
        PrunedJournal after = new PrunedJournal(
                chained(before.pruned(), page), youngest(before, page), opened(before.openings(), page));
        ChangeSet changes =
                ChangeSet.of(pruned.by(after)).pruning(after.pruned().position());
        return store.commit(changes) instanceof CommitResult.Committed;
    }

    private static Instant youngest(PrunedJournal before, List<Entry> page) {
        return page.stream()
                .map(Entry::recordedAt)
                .reduce(before.recordedUpTo(), (one, other) -> one.isAfter(other) ? one : other);
    }

    private Anchor chained(Anchor before, List<Entry> page) {
        Anchor reached = before;
        for (Entry entry : page) {
            reached = seal.next(reached, entry, seal.of(entry));
        }
        return reached;
    }

    /** The last posting of each key on the page takes the place of the key's opening. */
    private EntryDigest opened(EntryDigest before, List<Entry> page) {
        Map<StockKey, Movement> last = new HashMap<>();
        for (Entry entry : page) {
            for (int i = 0; i < entry.postings().size(); i++) {
                last.put(entry.postings().get(i).key(), Movement.of(entry, i));
            }
        }
        EntryDigest sum = before;
        if (!last.isEmpty()) {
            for (Movement old : store.load(
                            LoadRequest.builder().openings(last.keySet()).build())
                    .openings()
                    .values()) {
                sum = OpeningAudit.minus(sum, OpeningAudit.digest(seal, old));
            }
        }
        for (Movement opening : last.values()) {
            sum = OpeningAudit.plus(sum, OpeningAudit.digest(seal, opening));
        }
        return sum;
    }
}
