package dev.inventoryledger.internal.retain;

import dev.inventoryledger.Anchor;
import dev.inventoryledger.internal.audit.OpeningAudit;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.PrunedJournal;
import dev.inventoryledger.spi.Replacement;
import dev.inventoryledger.spi.StockStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The row that says what was pruned so far. Immutable.
 *
 * @param journal what the journal was before
 * @param version the row's; 0 if there is none
 */
public record Pruned(PrunedJournal journal, long version) {
    private static final PrunedJournal NOTHING = new PrunedJournal(Anchor.START, Instant.EPOCH, OpeningAudit.NOTHING);

    public static Pruned of(StockStore store) {
        LoadRequest request =
                LoadRequest.builder().documents(List.of(OpeningAudit.PRUNING)).build();
        return store.load(request).documents().stream()
                .findFirst()
                .map(found -> new Pruned((PrunedJournal) found.body(), found.version()))
                .orElse(new Pruned(NOTHING, 0));
    }

    /** The row once more has been pruned. */
    Replacement<Document> by(PrunedJournal after) {
        Document row = new Document(OpeningAudit.PRUNING, version + 1, "", Optional.empty(), after);
        return new Replacement<>(version, row);
    }

    /** The row as it is, with another version: what is about to be pruned goes stale. */
    public Replacement<Document> again() {
        return by(journal);
    }
}
