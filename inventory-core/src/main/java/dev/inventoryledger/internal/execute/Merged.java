package dev.inventoryledger.internal.execute;

import dev.inventoryledger.Entry;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.ClaimId;
import dev.inventoryledger.spi.ClaimRow;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.Replacement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The change sets of a batch, one after the other, as one: each row once, net, with the version that the first of them
 * replaces. Not safe for use by several threads.
 */
final class Merged {
    private final Map<StockKey, Replacement<LevelRow>> levels = new TreeMap<>();
    private final Map<ReservationId, Replacement<Reservation>> reservations = new TreeMap<>();
    private final Map<DocumentId, Replacement<Document>> documents = new TreeMap<>();
    private final Map<ClaimId, Replacement<ClaimRow>> claims = new TreeMap<>();
    private final Map<StockKey, Long> guardedLevels = new TreeMap<>();
    private final Map<DocumentId, Long> guardedDocuments = new TreeMap<>();

    private Merged() {}

    /** Entries may be more than those of the change sets, which bear none of their own. */
    static ChangeSet of(List<ChangeSet> parts, List<Entry> entries) {
        if (parts.size() == 1) {
            return parts.get(0).entering(entries);
        }
        Merged merged = new Merged();
        parts.forEach(merged::add);
        return merged.changes(entries);
    }

    private void add(ChangeSet changes) {
        // What an earlier command of the batch has written is checked by the version that it replaces.
        addGuards(changes.guardedLevels(), guardedLevels, levels);
        addGuards(changes.guardedDocuments(), guardedDocuments, documents);
        addRows(changes.levels(), LevelRow::key, levels);
        addRows(changes.reservations(), Reservation::id, reservations);
        addRows(changes.documents(), Document::id, documents);
        addRows(changes.claims(), ClaimRow::id, claims);
    }

    private static <K, V> void addGuards(Map<K, Long> more, Map<K, Long> guards, Map<K, V> written) {
        more.forEach((key, version) -> {
            if (!written.containsKey(key)) {
                guards.put(key, version);
            }
        });
    }

    private static <K, V> void addRows(
            List<Replacement<V>> changes, Function<V, K> key, Map<K, Replacement<V>> written) {
        for (Replacement<V> change : changes) {
            written.merge(
                    key.apply(change.row()),
                    change,
                    (earlier, later) -> new Replacement<>(earlier.replaces(), later.row()));
        }
    }

    private ChangeSet changes(List<Entry> entries) {
        guardedLevels.keySet().removeAll(levels.keySet());
        guardedDocuments.keySet().removeAll(documents.keySet());
        return new ChangeSet(
                List.copyOf(levels.values()),
                List.copyOf(reservations.values()),
                List.copyOf(documents.values()),
                guardedLevels,
                guardedDocuments,
                List.copyOf(claims.values()),
                entries);
    }
}
