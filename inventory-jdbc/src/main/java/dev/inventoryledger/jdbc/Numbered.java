package dev.inventoryledger.jdbc;

import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.Replacement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * A row, and the number of the change set that it is part of, from 1. Immutable.
 *
 * @param row the row
 * @param part the change set's number
 */
record Numbered<R>(R row, long part) {
    /** Whether its change set is not stale. */
    static final String IS_SOUND = "(select s.sound from s)[c.part]";

    static <R> Layout<Numbered<R>> layout(Layout<R> layout) {
        return layout.over(Numbered<R>::row).number("part", Numbered::part);
    }

    /** The numbers from 1 to so many. */
    static List<Long> upTo(int size) {
        return LongStream.rangeClosed(1, size).boxed().toList();
    }

    static <R> List<Numbered<R>> of(List<ChangeSet> parts, Function<ChangeSet, List<R>> rows) {
        List<Numbered<R>> all = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            for (R row : rows.apply(parts.get(i))) {
                all.add(new Numbered<>(row, i + 1L));
            }
        }
        return all;
    }

    /** In the order of their keys, so that writers that meet wait for each other rather than block each other. */
    static <R, K extends Comparable<K>> List<Numbered<Replacement<R>>> of(
            List<ChangeSet> parts, Function<ChangeSet, List<Replacement<R>>> rows, Function<R, K> key) {
        List<Numbered<Replacement<R>>> all = of(parts, rows);
        if (parts.size() > 1) {
            all.sort(Comparator.comparing(each -> key.apply(each.row.row())));
        }
        return all;
    }
}
