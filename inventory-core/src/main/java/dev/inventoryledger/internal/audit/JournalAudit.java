package dev.inventoryledger.internal.audit;

import dev.inventoryledger.Balance;
import dev.inventoryledger.CommandId;
import dev.inventoryledger.CommandType;
import dev.inventoryledger.Entry;
import dev.inventoryledger.Lot;
import dev.inventoryledger.Posting;
import dev.inventoryledger.RetryableStoreException;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.spi.EntryQuery;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.StockStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** The journal by itself: each key's postings form one chain, and each command has one entry. */
final class JournalAudit {
    private static final int PAGE = 1_000;
    private static final long PAUSE_NANOS = 1_000_000;
    private static final long MAX_WAIT_NANOS = 10_000_000_000L;

    /** The end of a key's chain so far. */
    record Tip(Posting posting, Instant recordedAt) {}

    private record Moved(Sku sku, Lot lot) {}

    private final StockStore store;
    private final Findings findings;
    private final Map<StockKey, Tip> tips = new HashMap<>();
    private final long prunedUpTo;
    private long position;
    private long entries;
    private long postings;

    JournalAudit(StockStore store, Findings findings) {
        this.store = store;
        this.findings = findings;
        prunedUpTo = store.extent().prunedUpTo();
    }

    Set<StockKey> keys() {
        return tips.keySet();
    }

    Optional<Tip> tip(StockKey key) {
        return Optional.ofNullable(tips.get(key));
    }

    boolean isPruned() {
        return prunedUpTo > 0;
    }

    long entries() {
        return entries;
    }

    long postings() {
        return postings;
    }

    /** Reads on to what is committed now, however long a commit that is under way keeps readers back. */
    void catchUp() {
        long newest = store.extent().newest();
        long start = System.nanoTime();
        while (store.extent().readableUpTo() < newest) {
            if (System.nanoTime() - start > MAX_WAIT_NANOS) {
                throw new RetryableStoreException("the journal cannot be read up to position " + newest
                        + " yet: a transaction that took an earlier position is still open");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        readOn();
    }

    private void readOn() {
        List<Entry> page;
        do {
            page = store.entries(new EntryQuery.After(position, PAGE));
            page.forEach(this::check);
            checkCommands(page.stream().filter(Entry::isAccepted).toList());
        } while (page.size() == PAGE);
    }

    private void check(Entry entry) {
        findings.unless(entry.position() > position, 7, entry.position(), "stands behind position " + position);
        position = entry.position();
        entries++;
        postings += entry.postings().size();
        findings.unless(
                entry.isAccepted() || entry.postings().isEmpty(), 6, position, "was rejected but moved something");
        entry.postings().forEach(posting -> check(entry, posting));
        if (entry.type() == CommandType.TRANSFER) {
            checkConserved(entry);
        }
    }

    private void check(Entry entry, Posting posting) {
        StockKey key = posting.key();
        findings.unless(posting.after().isSound(), 1, key, "position " + position + " leaves " + posting.after());
        Tip tip = tips.get(key);
        if (tip == null) {
            checkFirst(posting);
        } else {
            Posting last = tip.posting();
            findings.unless(posting.version() == last.version() + 1, 2, key, gap(last.version(), posting.version()));
            findings.unless(
                    posting.before().equals(last.after()),
                    2,
                    key,
                    "version " + posting.version() + " begins at " + posting.before() + ", not at " + last.after());
            findings.unless(
                    !entry.recordedAt().isBefore(tip.recordedAt()), 2, key, "time goes back at position " + position);
        }
        tips.put(key, new Tip(posting, entry.recordedAt()));
    }

    /** Where old entries were pruned, a key's chain begins with what was left then. */
    private void checkFirst(Posting posting) {
        if (!isPruned()) {
            findings.unless(posting.version() == 1, 2, posting.key(), gap(0, posting.version()));
            findings.unless(posting.before().equals(Balance.ZERO), 2, posting.key(), "begins at " + posting.before());
        }
    }

    private static String gap(long last, long next) {
        return "version " + next + " follows version " + last;
    }

    private void checkConserved(Entry entry) {
        Map<Moved, Long> sums = new HashMap<>();
        entry.postings()
                .forEach(posting -> sums.merge(
                        new Moved(posting.key().sku(), posting.key().lot()),
                        posting.change().onHand(),
                        Math::addExact));
        sums.forEach((moved, sum) -> findings.unless(sum == 0, 6, moved, "a transfer made or lost " + sum + " units"));
    }

    private void checkCommands(List<Entry> accepted) {
        List<CommandId> ids = accepted.stream().map(Entry::commandId).toList();
        if (ids.isEmpty()) {
            return;
        }
        Map<CommandId, Entry> remembered =
                store.load(LoadRequest.builder().commands(ids).build()).remembered();
        for (Entry entry : accepted) {
            Entry answer = remembered.get(entry.commandId());
            boolean same = answer != null && answer.position() == entry.position();
            findings.unless(
                    same, 5, entry.commandId(), "position " + entry.position() + " is not what it answers with");
        }
    }
}
