package dev.inventoryledger.jdbc;

import dev.inventoryledger.Entry;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.jdbc.Layouts.PlacedLine;
import dev.inventoryledger.jdbc.Layouts.PlacedPosting;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.Replacement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * All rows of change sets, each with the number of the one that it is part of. For one thread.
 *
 * @param parts the change sets
 * @param guards documents that they rely on, with their versions, in the order of their ids
 * @param unsure ids of commands, but of those that make a reservation named like them: that will tell whether they came before
 * @param levels the levels, in the order of their keys
 * @param changed reservations that replace another, in the order of their ids
 * @param added those that are new, in the same order
 * @param lines the lines of all of them
 * @param entries the entries
 * @param postings the postings of all of them
 */
record NumberedRows(
        List<ChangeSet> parts,
        Map<DocumentId, Long> guards,
        List<String> unsure,
        List<Numbered<Replacement<LevelRow>>> levels,
        List<Numbered<Replacement<Reservation>>> changed,
        List<Numbered<Replacement<Reservation>>> added,
        List<Numbered<PlacedLine>> lines,
        List<Numbered<Entry>> entries,
        List<PlacedPosting> postings) {
    /** None, one, or more. */
    private static final int SIZES = 3;

    static NumberedRows of(List<ChangeSet> parts) {
        Map<DocumentId, Long> guards = new TreeMap<>();
        parts.forEach(part -> guards.putAll(part.guardedDocuments()));
        List<Numbered<Replacement<Reservation>>> changed = new ArrayList<>();
        List<Numbered<Replacement<Reservation>>> added = new ArrayList<>();
        List<Numbered<PlacedLine>> lines = new ArrayList<>();
        for (Numbered<Replacement<Reservation>> each : Numbered.of(parts, ChangeSet::reservations, Reservation::id)) {
            (each.row().replaces() > 0 ? changed : added).add(each);
            PlacedLine.of(each.row().row()).forEach(line -> lines.add(new Numbered<>(line, each.part())));
        }
        List<Numbered<Entry>> entries = Numbered.of(parts, ChangeSet::entries);
        return new NumberedRows(
                parts,
                guards,
                unsure(entries, added),
                Numbered.of(parts, ChangeSet::levels, LevelRow::key),
                changed,
                added,
                lines,
                entries,
                PlacedPosting.of(entries.stream().map(Numbered::row).toList()));
    }

    private static List<String> unsure(List<Numbered<Entry>> entries, List<Numbered<Replacement<Reservation>>> added) {
        Set<String> made = new HashSet<>();
        added.forEach(each -> made.add(each.row().row().id().value()));
        List<String> ids = new ArrayList<>();
        for (Numbered<Entry> entry : entries) {
            String id = entry.row().commandId().value();
            if (entry.row().isAccepted() && !made.contains(id)) {
                ids.add(id);
            }
        }
        return ids;
    }

    /** Whether there are any of each kind, and for one entry whether that is one or more: all that the text of a statement depends on. */
    int shape() {
        int most = entries.size() == 1 ? SIZES - 1 : 1;
        int shape = Math.min(parts.size(), SIZES - 1) * SIZES + Math.min(entries.size(), SIZES - 1);
        for (Collection<?> rows : List.of(guards.keySet(), unsure, levels, changed, added, lines, postings)) {
            shape = shape * SIZES + Math.min(rows.size(), most);
        }
        return shape;
    }
}
