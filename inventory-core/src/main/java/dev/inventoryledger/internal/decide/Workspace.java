package dev.inventoryledger.internal.decide;

import dev.inventoryledger.CommandId;
import dev.inventoryledger.Entry;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.spi.ClaimId;
import dev.inventoryledger.spi.ClaimRow;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.DueHolds;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.LevelScope;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.OpenReservations;
import dev.inventoryledger.spi.OutstandingReservations;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The rows that one command reads, absence included. Reading one that is not known ends the rule with a {@link Miss}, and one that was
 * changed later than now with {@link Later}: time never goes back for a row, whatever a clock does. Not safe for use by several threads.
 */
final class Workspace {
    private final Rows rows;
    private final Instant now;

    Workspace(Rows rows, Instant now) {
        this.rows = rows;
        this.now = now;
    }

    Instant now() {
        return now;
    }

    Needs needs() {
        return new Needs(rows);
    }

    private void notBefore(Instant changedAt) {
        if (changedAt.isAfter(now)) {
            throw new Later(changedAt);
        }
    }

    Optional<Entry> remembered(CommandId id) {
        Found<Entry> found = rows.remembered(id);
        if (found == null) {
            throw miss(LoadRequest.builder().commands(List.of(id)));
        }
        return found.row();
    }

    LevelRow level(StockKey key) {
        LevelRow found = rows.level(key);
        if (found == null) {
            throw miss(LoadRequest.builder().levels(List.of(key)));
        }
        notBefore(found.changedAt());
        return found;
    }

    List<StockKey> keysOf(LevelScope scope) {
        List<StockKey> found = rows.keysOf(scope);
        if (found == null) {
            throw miss(Needs.ask(scope, LoadRequest.builder()));
        }
        return found;
    }

    /** All keys of a SKU; their levels are there, too. */
    List<StockKey> keysOf(Sku sku) {
        LevelScope scope = new LevelScope(sku, Optional.empty());
        needs().scope(scope).orMiss();
        return keysOf(scope);
    }

    Optional<Reservation> reservation(ReservationId id) {
        Found<Reservation> found = rows.reservation(id);
        if (found == null) {
            throw miss(LoadRequest.builder().reservations(List.of(id)));
        }
        found.row().ifPresent(row -> notBefore(row.changedAt()));
        return found.row();
    }

    Optional<Document> document(DocumentId id) {
        Found<Document> found = rows.document(id);
        if (found == null) {
            throw miss(LoadRequest.builder().documents(List.of(id)));
        }
        return found.row();
    }

    Optional<ClaimRow> claim(ClaimId id) {
        Found<ClaimRow> found = rows.claim(id);
        if (found == null) {
            throw miss(LoadRequest.builder().claims(List.of(id)));
        }
        return found.row();
    }

    Due dueHolds(DueHolds question) {
        Due found = rows.dueHolds(question);
        if (found == null) {
            throw miss(LoadRequest.builder().dueHolds(question));
        }
        return found;
    }

    List<Reservation> open(OpenReservations question) {
        List<Reservation> found = rows.open(question);
        if (found == null) {
            throw miss(LoadRequest.builder().open(question));
        }
        return found;
    }

    List<Reservation> outstanding(OutstandingReservations question) {
        List<Reservation> found = rows.outstanding(question);
        if (found == null) {
            throw miss(LoadRequest.builder().outstanding(question));
        }
        return found;
    }

    private static Miss miss(LoadRequest.Builder otherwise) {
        return new Miss(otherwise.build());
    }
}
