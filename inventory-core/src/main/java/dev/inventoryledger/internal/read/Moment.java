package dev.inventoryledger.internal.read;

import dev.inventoryledger.Level;
import dev.inventoryledger.Sku;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.DueHolds;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.LevelScope;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.Snapshot;
import dev.inventoryledger.spi.StockStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * All that there is of some SKUs as of one moment, so that no unit is counted where it was and where it is. Immutable.
 *
 * @param rows their levels, what is due on them, and documents
 * @param now as of when holds are due
 */
record Moment(Snapshot rows, Instant now) {
    /** Others may stock a key with something due on it again and again. */
    private static final int MOST_LOADS = 5;

    /** Which keys may have something due is known once their levels are: some of these may be known from before. */
    static Moment load(
            StockStore store,
            Instant now,
            Collection<Sku> skus,
            Collection<DocumentId> documents,
            Collection<LevelRow> known) {
        LoadRequest.Builder request = scopes(skus).documents(documents);
        questions(known, now).forEach(request::dueHolds);
        Snapshot found = store.load(request.build());
        List<DueHolds> more = questions(found.levels(), now);
        for (int loads = 1; loads < MOST_LOADS && !found.dueHolds().keySet().containsAll(more); loads++) {
            more.forEach(request::dueHolds);
            found = store.load(request.build());
            more = questions(found.levels(), now);
        }
        return new Moment(found, now);
    }

    static LoadRequest.Builder scopes(Collection<Sku> skus) {
        return LoadRequest.builder()
                .scopes(skus.stream()
                        .map(sku -> new LevelScope(sku, Optional.empty()))
                        .toList());
    }

    private static List<DueHolds> questions(Collection<LevelRow> rows, Instant now) {
        List<DueHolds> questions = new ArrayList<>();
        for (LevelRow row : rows) {
            if (Levels.mayHaveDue(row, now)) {
                questions.add(Levels.due(row, now));
            }
        }
        return questions;
    }

    /** What counts: without what is due. */
    List<Level> levels() {
        List<Level> levels = new ArrayList<>();
        for (LevelRow row : rows.levels()) {
            DueHolds.Answer due = rows.dueHolds().get(Levels.due(row, now));
            levels.add(Levels.level(row, due == null ? 0 : due.quantity()));
        }
        return levels;
    }
}
