package dev.inventoryledger.jdbc;

import dev.inventoryledger.Entry;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.Replacement;
import java.util.List;

/**
 * All rows of change sets, each with the number of the one that it is part of. Immutable.
 *
 * @param levels the levels, in the order of their keys
 * @param reservations the reservations, in the order of their ids
 * @param changed those of them that replace another
 * @param added those that are new
 * @param entries the entries
 */
record NumberedRows(
        List<Numbered<Replacement<LevelRow>>> levels,
        List<Numbered<Replacement<Reservation>>> reservations,
        List<Numbered<Replacement<Reservation>>> changed,
        List<Numbered<Replacement<Reservation>>> added,
        List<Numbered<Entry>> entries) {
    static NumberedRows of(List<ChangeSet> parts) {
        List<Numbered<Replacement<Reservation>>> reservations =
                Numbered.of(parts, ChangeSet::reservations, Reservation::id);
        return new NumberedRows(
                Numbered.of(parts, ChangeSet::levels, LevelRow::key),
                reservations,
                reservations.stream().filter(each -> each.row().replaces() > 0).toList(),
                reservations.stream().filter(each -> each.row().replaces() == 0).toList(),
                Numbered.of(parts, ChangeSet::entries));
    }
}
