package dev.inventoryledger.internal.audit;

import dev.inventoryledger.CommandId;
import dev.inventoryledger.Entry;
import dev.inventoryledger.Lot;
import dev.inventoryledger.MovementType;
import dev.inventoryledger.Posting;
import dev.inventoryledger.Sku;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.StockStore;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The journal by itself: it rises, each command has one entry, and what is rejected or transferred makes nothing. */
final class JournalAudit {
    private record Moved(Sku sku, Lot lot) {}

    private final StockStore store;
    private final Findings findings;
    private long position;
    private long entries;
    private long postings;

    JournalAudit(StockStore store, Findings findings) {
        this.store = store;
        this.findings = findings;
    }

    long entries() {
        return entries;
    }

    long postings() {
        return postings;
    }

    void check(List<Entry> page) {
        page.forEach(this::check);
        checkCommands(page.stream().filter(Entry::isAccepted).toList());
    }

    private void check(Entry entry) {
        findings.unless(entry.position() > position, 7, entry.position(), () -> "stands behind position " + position);
        position = entry.position();
        entries++;
        postings += entry.postings().size();
        findings.unless(
                entry.isAccepted() || entry.postings().isEmpty(),
                6,
                position,
                () -> "was rejected but moved something");
        checkConserved(entry);
    }

    /** Whatever the command: goods are sent off and arrive by transfers, too. */
    private void checkConserved(Entry entry) {
        Map<Moved, BigInteger> sums = new HashMap<>();
        for (Posting posting : entry.postings()) {
            if (posting.type() != MovementType.TRANSFER) {
                continue;
            }
            // No ledger has written what overflows, but it is to be named like all else.
            BigInteger change = BigInteger.valueOf(posting.after().onHand())
                    .subtract(BigInteger.valueOf(posting.before().onHand()));
            sums.merge(new Moved(posting.key().sku(), posting.key().lot()), change, BigInteger::add);
        }
        sums.forEach((moved, sum) ->
                findings.unless(sum.signum() == 0, 6, moved, () -> "a transfer made or lost " + sum + " units"));
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
                    same, 5, entry.commandId(), () -> "position " + entry.position() + " is not what it answers with");
        }
    }
}
