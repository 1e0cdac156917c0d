package dev.inventoryledger.internal.audit;

import dev.inventoryledger.Balance;
import dev.inventoryledger.Entry;
import dev.inventoryledger.RebuildReport;
import dev.inventoryledger.RebuildReport.Difference;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.UnreadableEntryException;
import dev.inventoryledger.internal.codec.Seal;
import dev.inventoryledger.internal.read.Pages;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.StockStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Folds the journal into levels, and holds those that are stored against them, while writers write. */
public final class Rebuilder {
    private static final int KEYS_AT_ONCE = 500;
    private static final int MAX_LOOKS = 10;

    private final StockStore store;
    private final ChainAudit chains = new ChainAudit(new Findings());
    private final OpeningAudit openings;
    private final JournalReader reader;
    private long entries;
    private long postings;

    private Rebuilder(StockStore store, Seal seal) {
        this.store = store;
        openings = new OpeningAudit(store, seal);
        reader = new JournalReader(store, Rebuilder::failOn, this::fold);
    }

    public static RebuildReport rebuild(StockStore store, Seal seal) {
        for (int times = 0; times < Auditor.MOST_TIMES; times++) {
            Rebuilder rebuilder = new Rebuilder(store, seal);
            RebuildReport report = rebuilder.run();
            if (rebuilder.openings.isStill()) {
                return report;
            }
        }
        throw Auditor.restless();
    }

    /** A level that lacks what such an entry did would differ, and be mended for that. */
    private static void failOn(UnreadableEntryException unreadable) {
        throw unreadable;
    }

    private void fold(List<Entry> page) {
        openings.of(chains.newKeys(page)).forEach(chains::open);
        page.forEach(chains::check);
        entries += page.size();
        page.forEach(entry -> postings += entry.postings().size());
    }

    private RebuildReport run() {
        reader.catchUp();
        Set<StockKey> keys = new HashSet<>(chains.keys());
        Pages.levels(store, page -> page.forEach(row -> keys.add(row.key())));
        List<StockKey> sorted = keys.stream().sorted().toList();
        List<Difference> differences = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i += KEYS_AT_ONCE) {
            List<StockKey> some = sorted.subList(i, Math.min(sorted.size(), i + KEYS_AT_ONCE));
            openings.of(some).forEach(chains::open);
            differences.addAll(differences(some));
        }
        return new RebuildReport(differences, entries, postings, chains.keys().size());
    }

    /** What differs at two looks between which nothing moved; keys that move are looked at again. */
    private Collection<Difference> differences(List<StockKey> keys) {
        SortedMap<StockKey, Difference> certain = new TreeMap<>();
        List<Difference> found = look(keys);
        for (int looks = 1; looks < MAX_LOOKS && !found.isEmpty(); looks++) {
            reader.catchUp();
            Set<Difference> before = Set.copyOf(found);
            found = look(found.stream().map(Difference::key).toList());
            found.stream().filter(before::contains).forEach(same -> certain.put(same.key(), same));
            found = found.stream()
                    .filter(other -> !certain.containsKey(other.key()))
                    .toList();
        }
        return certain.values();
    }

    private List<Difference> look(List<StockKey> keys) {
        Map<StockKey, LevelRow> rows = new HashMap<>();
        store.load(LoadRequest.builder().levels(keys).build()).levels().forEach(row -> rows.put(row.key(), row));
        return keys.stream()
                .map(key -> difference(rows.getOrDefault(key, LevelRow.unstocked(key))))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Difference> difference(LevelRow row) {
        ChainAudit.Tip tip = chains.tip(row.key());
        Balance folded = tip.balance();
        boolean isSame = row.version() == tip.version() && row.balance().equals(folded);
        return isSame
                ? Optional.empty()
                : Optional.of(new Difference(row.key(), row.version(), row.balance(), tip.version(), folded));
    }
}
