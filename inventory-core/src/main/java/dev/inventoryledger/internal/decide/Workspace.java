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
        return rows.remembered(id).orElseThrow(() -> miss(LoadRequest.builder().commands(List.of(id))));
    }

    LevelRow level(StockKey key) {
        LevelRow row =
                rows.level(key).orElseThrow(() -> miss(LoadRequest.builder().levels(List.of(key))));
        notBefore(row.changedAt());
        return row;
    }

    List<StockKey> keysOf(LevelScope scope) {
        return rows.keysOf(scope).orElseThrow(() -> miss(LoadRequest.builder().scopes(List.of(scope))));
    }

    List<StockKey> keysOf(Sku sku) {
        return keysOf(new LevelScope(sku, Optional.empty()));
    }

    Optional<Reservation> reservation(ReservationId id) {
        Optional<Reservation> row = rows.reservation(id)
                .orElseThrow(() -> miss(LoadRequest.builder().reservations(List.of(id))));
        row.ifPresent(found -> notBefore(found.changedAt()));
        return row;
    }

    Optional<Document> document(DocumentId id) {
        return rows.document(id).orElseThrow(() -> miss(LoadRequest.builder().documents(List.of(id))));
    }

    Optional<ClaimRow> claim(ClaimId id) {
        return rows.claim(id).orElseThrow(() -> miss(LoadRequest.builder().claims(List.of(id))));
    }

    Due dueHolds(DueHolds question) {
        return rows.dueHolds(question)
                .orElseThrow(() -> miss(LoadRequest.builder().dueHolds(question)));
    }

    List<Reservation> open(OpenReservations question) {
        return rows.open(question).orElseThrow(() -> miss(LoadRequest.builder().open(question)));
    }

    List<Reservation> outstanding(OutstandingReservations question) {
        return rows.outstanding(question)
                .orElseThrow(() -> miss(LoadRequest.builder().outstanding(question)));
    }

    private static Miss miss(LoadRequest.Builder otherwise) {
        return new Miss(otherwise.build());
    }
}
