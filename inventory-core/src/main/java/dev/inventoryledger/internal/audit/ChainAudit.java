package dev.inventoryledger.internal.audit;

import dev.inventoryledger.Balance;
import dev.inventoryledger.Entry;
import dev.inventoryledger.Fact;
import dev.inventoryledger.Movement;
import dev.inventoryledger.Posting;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.StockStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Each key's postings form one chain. What is kept grows with the number of keys, not with the journal. */
final class ChainAudit {
    /** The end of a key's chain so far; what was last told may have been pruned. */
    record Tip(long version, Balance balance, Instant recordedAt, Optional<StockStatus> status) {
        private static final Tip NONE = new Tip(0, Balance.ZERO, Instant.EPOCH, Optional.of(StockStatus.IN_STOCK));
    }

    private final Findings findings;
    private final Map<StockKey, Tip> tips = new HashMap<>();

    ChainAudit(Findings findings) {
        this.findings = findings;
    }

    Set<StockKey> keys() {
        return tips.keySet();
    }

    /** Those of which something is said here first. */
    Set<StockKey> newKeys(List<Entry> page) {
        return page.stream()
                .flatMap(ChainAudit::keys)
                .filter(key -> !tips.containsKey(key))
                .collect(Collectors.toSet());
    }

    private static Stream<StockKey> keys(Entry entry) {
        return Stream.concat(
                entry.postings().stream().map(Posting::key),
                entry.facts(Fact.StatusChanged.class).stream().map(Fact.StatusChanged::key));
    }

    /** Where the journal was pruned, a key's chain begins with what was left of it. */
    void open(Movement opening) {
        Posting posting = opening.posting();
        tips.putIfAbsent(
                posting.key(), new Tip(posting.version(), posting.after(), opening.recordedAt(), Optional.empty()));
    }

    Tip tip(StockKey key) {
        return tips.getOrDefault(key, Tip.NONE);
    }

    void check(Entry entry) {
        entry.postings().forEach(posting -> check(entry, posting));
        for (Fact.StatusChanged fact : entry.facts(Fact.StatusChanged.class)) {
            Tip tip = tip(fact.key());
            tips.put(fact.key(), new Tip(tip.version(), tip.balance(), tip.recordedAt(), Optional.of(fact.after())));
        }
    }

    private void check(Entry entry, Posting posting) {
        StockKey key = posting.key();
        Tip last = tip(key);
        findings.unless(
                posting.after().isSound(), 1, key, () -> "position " + entry.position() + " leaves " + posting.after());
        findings.unless(
                posting.version() == last.version() + 1,
                2,
                key,
                () -> "version " + posting.version() + " follows version " + last.version());
        findings.unless(
                posting.before().equals(last.balance()),
                2,
                key,
                () -> "version " + posting.version() + " begins at " + posting.before() + ", not at " + last.balance());
        findings.unless(
                last.version() == 0 || !entry.recordedAt().isBefore(last.recordedAt()),
                2,
                key,
                () -> "time goes back at position " + entry.position());
        tips.put(key, new Tip(posting.version(), posting.after(), entry.recordedAt(), last.status()));
    }
}
