package dev.inventoryledger.internal.execute;

import dev.inventoryledger.Entry;
import dev.inventoryledger.ReservationLine;
import dev.inventoryledger.spi.ChangeSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/**
 * What the commands of a batch write, split into parts that have nothing to do with each other: no SKU and no reservation in common,
 * though a command may have only read what another of its SKU writes. Used once, by one thread.
 */
final class Parts {
    private static final int HALVES = 2;

    private final List<ChangeSet> changes;

    /** For each change set one before it that it belongs with, or itself. */
    private final int[] earlier;

    private Parts(List<ChangeSet> changes) {
        this.changes = changes;
        earlier = new int[changes.size()];
    }

    /** All of it as one part, where some of it touches rows that may bind more than meets the eye, or entries of none. */
    static List<ChangeSet> of(List<ChangeSet> changes, List<Entry> entries) {
        return isTakenApart(changes, entries)
                ? new Parts(changes).split(entries, Integer.MAX_VALUE)
                : List.of(Merged.of(changes, entries));
    }

    /** The same, put together again to two of about as many entries, or one. */
    static List<ChangeSet> halves(List<ChangeSet> changes, List<Entry> entries) {
        return isTakenApart(changes, entries)
                ? new Parts(changes).split(entries, HALVES)
                : List.of(Merged.of(changes, entries));
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

    private List<ChangeSet> split(List<Entry> entries, int most) {
        Map<Object, Integer> firstToName = new HashMap<>();
        for (int i = 0; i < earlier.length; i++) {
            int own = i;
            earlier[own] = own;
            names(changes.get(own)).forEach(name -> join(own, firstToName.merge(name, own, (first, later) -> first)));
        }
        Map<Integer, List<Integer>> parts = new LinkedHashMap<>();
        for (int i = 0; i < earlier.length; i++) {
            parts.computeIfAbsent(first(i), unseen -> new ArrayList<>()).add(i);
        }
        return together(parts.values(), most).stream()
                .map(part -> merged(part, entries))
                .toList();
    }

    /** No more parts than so many, of about one length; within each of them the order is that of the batch. */
    private static Collection<List<Integer>> together(Collection<List<Integer>> parts, int most) {
        if (parts.size() <= most) {
            return parts;
        }
        PriorityQueue<List<Integer>> shortestFirst = new PriorityQueue<>(Comparator.comparingInt(List::size));
        for (int i = 0; i < most; i++) {
            shortestFirst.add(new ArrayList<>());
        }
        for (List<Integer> part : parts) {
            List<Integer> shortest = shortestFirst.remove();
            shortest.addAll(part);
            shortestFirst.add(shortest);
        }
        shortestFirst.forEach(part -> part.sort(Comparator.naturalOrder()));
        return shortestFirst;
    }

    private static Stream<Object> names(ChangeSet changes) {
        return Stream.concat(
                changes.levels().stream().map(change -> change.row().key().sku()),
                changes.reservations().stream()
                        .flatMap(change -> Stream.concat(
                                Stream.of(change.row().id()),
                                change.row().lines().stream().map(ReservationLine::sku))));
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

    private ChangeSet merged(List<Integer> part, List<Entry> entries) {
        return Merged.of(
                part.stream().map(changes::get).toList(),
                part.stream().map(entries::get).toList());
    }
}
