package dev.inventoryledger.internal.execute;

import dev.inventoryledger.Entry;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationLine;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.Replacement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the commands of a batch write, split into parts that have nothing to do with each other: no SKU and no reservation in common,
 * though a command may have only read what another of its SKU writes. Used once, by one thread.
 */
final class Parts {
    private final List<ChangeSet> changes;

    /** For each change set one before it that it belongs with, or itself. */
    private final int[] earlier;

    private Parts(List<ChangeSet> changes) {
        this.changes = changes;
        earlier = new int[changes.size()];
    }

    /** All of it as one part, where some of it touches rows that may bind more than meets the eye, or entries of none. */
    static List<ChangeSet> of(List<ChangeSet> changes, List<Entry> entries) {
        if (!isTakenApart(changes, entries)) {
            return List.of(Merged.of(changes, entries));
        }
        Parts parts = new Parts(changes);
        return parts.merged(parts.split(), entries);
    }

    /** The same, put together again to two that write about as much, or one. */
    static List<ChangeSet> halves(List<ChangeSet> changes, List<Entry> entries) {
        if (!isTakenApart(changes, entries)) {
            return List.of(Merged.of(changes, entries));
        }
        Parts parts = new Parts(changes);
        return parts.merged(halves(parts.split(), entries), entries);
    }

    private static int journalRows(List<Entry> entries) {
        return ChangeSet.of(entries).journalRows();
    }

    private static boolean isTakenApart(List<ChangeSet> changes, List<Entry> entries) {
        return entries.size() == changes.size() && changes.stream().allMatch(Parts::isPlain);
    }

    private static boolean isPlain(ChangeSet changes) {
        return changes.documents().isEmpty()
                && changes.guardedLevels().isEmpty()
                && changes.claims().isEmpty()
                && changes.prunesUpTo() == 0;
    }

    private Collection<List<Integer>> split() {
        Map<Object, Integer> firstToName = new HashMap<>();
        for (int i = 0; i < earlier.length; i++) {
            earlier[i] = i;
            join(i, changes.get(i), firstToName);
        }
        Map<Integer, List<Integer>> parts = new LinkedHashMap<>();
        for (int i = 0; i < earlier.length; i++) {
            parts.computeIfAbsent(first(i), unseen -> new ArrayList<>()).add(i);
        }
        return parts.values();
    }

    /** What came first stays first, as far as that goes. */
    private static Collection<List<Integer>> halves(Collection<List<Integer>> parts, List<Entry> entries) {
        List<Integer> first = new ArrayList<>();
        List<Integer> second = new ArrayList<>();
        int all = journalRows(entries);
        int inFirst = 0;
        for (List<Integer> part : parts) {
            int own = journalRows(part.stream().map(entries::get).toList());
            boolean isMostlyInFirst = 2 * inFirst + own < all;
            inFirst += isMostlyInFirst ? own : 0;
            (isMostlyInFirst ? first : second).addAll(part);
        }
        first.sort(Comparator.naturalOrder());
        second.sort(Comparator.naturalOrder());
        return Stream.of(first, second).filter(half -> !half.isEmpty()).toList();
    }

    /** With those that write to the same SKUs or reservations. Most batches come by here: streams would be a tenth of preparing one. */
    private void join(int own, ChangeSet written, Map<Object, Integer> firstToName) {
        for (Replacement<LevelRow> change : written.levels()) {
            join(own, change.row().key().sku(), firstToName);
        }
        for (Replacement<Reservation> change : written.reservations()) {
            join(own, change.row().id(), firstToName);
            for (ReservationLine line : change.row().lines()) {
                join(own, line.sku(), firstToName);
            }
        }
    }

    private void join(int own, Object name, Map<Object, Integer> firstToName) {
        Integer first = firstToName.putIfAbsent(name, own);
        if (first != null) {
            join(own, first);
        }
    }

    private void join(int one, int other) {
        int first = first(one);
        int second = first(other);
        earlier[Math.max(first, second)] = Math.min(first, second);
    }

    private int first(int of) {
        int found = of;
        while (earlier[found] != found) {
            earlier[found] = earlier[earlier[found]];
            found = earlier[found];
        }
        return found;
    }

    private List<ChangeSet> merged(Collection<List<Integer>> parts, List<Entry> entries) {
        return parts.stream()
                .map(part -> Merged.of(
                        part.stream().map(changes::get).toList(),
                        part.stream().map(entries::get).toList()))
                .toList();
    }
}
