package dev.inventoryledger.internal.execute;

import dev.inventoryledger.CommandId;
import dev.inventoryledger.Entry;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.CommitResult;
import dev.inventoryledger.spi.CommitResult.Committed;
import dev.inventoryledger.spi.CommitResult.Stale;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a try at a batch came to. Immutable.
 *
 * @param parts what was to be written
 * @param results what became of each part
 */
record Written(List<ChangeSet> parts, List<CommitResult> results) {
    /** There was nothing to write. */
    static final Written NOTHING = new Written(List.of(), List.of());

    boolean isWhole() {
        for (CommitResult result : results) {
            if (result instanceof Stale) {
                return false;
            }
        }
        return true;
    }

    Turn.Course course() {
        if (isWhole()) {
            return Turn.Course.AS_FORESEEN;
        }
        boolean isAnyLeft = results.stream().anyMatch(Committed.class::isInstance);
        boolean isOfDocuments =
                parts.stream().anyMatch(part -> !part.documents().isEmpty());
        return isAnyLeft && !isOfDocuments && !restsOnOldDocuments() ? Turn.Course.PARTLY : Turn.Course.OTHERWISE;
    }

    /** Whether an item or a location proved to be another than was known: nobody would read it anew where only others' rows are forgotten. */
    private boolean restsOnOldDocuments() {
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i) instanceof Stale stale && !isCurrent(parts.get(i).guardedDocuments(), stale.current())) {
                return true;
            }
        }
        return false;
    }

    /** One that does not exist has version 0; one that was not read may have any. */
    private static boolean isCurrent(Map<DocumentId, Long> guards, Snapshot current) {
        Map<DocumentId, Long> versions = new HashMap<>();
        current.request().documents().forEach(id -> versions.put(id, 0L));
        current.documents().forEach(document -> versions.put(document.id(), document.version()));
        return versions.entrySet().containsAll(guards.entrySet());
    }

    List<Long> positions() {
        List<Long> positions = new ArrayList<>();
        for (CommitResult result : results) {
            if (result instanceof Committed done) {
                positions.addAll(done.positions());
            }
        }
        return positions;
    }

    /** The rows of what is stale, as they are now; none if nothing is. */
    Snapshot current() {
        for (CommitResult result : results) {
            if (result instanceof Stale stale) {
                return stale.current();
            }
        }
        return Snapshot.EMPTY;
    }

    /** The accepted entries that have their positions now. */
    Map<CommandId, Entry> placed() {
        Map<CommandId, Entry> placed = new HashMap<>();
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i) instanceof Committed done) {
                place(parts.get(i).entries(), done.positions(), placed);
            }
        }
        return placed;
    }

    private static void place(List<Entry> entries, List<Long> positions, Map<CommandId, Entry> placed) {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.isAccepted()) {
                placed.put(entry.commandId(), entry.at(positions.get(i)));
            }
        }
    }
}
