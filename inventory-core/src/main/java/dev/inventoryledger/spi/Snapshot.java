package dev.inventoryledger.spi;

import dev.inventoryledger.CommandId;
import dev.inventoryledger.Entry;
import dev.inventoryledger.Movement;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.StockKey;
import java.util.List;
import java.util.Map;

/**
 * The rows that answer a request; what was asked for and is not here does not exist. Immutable if its parts are.
 *
 * @param request what was asked for
 * @param levels levels of the keys and SKUs asked for
 * @param reservations reservations asked for, by id
 * @param documents documents asked for
 * @param claims who holds the claims asked for
 * @param remembered accepted entries, by command id
 * @param dueHolds what is due
 * @param open open reservations
 * @param outstanding reservations that lack units
 * @param past what the journal says of the past
 * @param openings of a pruned journal, the last posting of each key up to where it was pruned
 * @param strays names of rows that belong to nothing
 */
public record Snapshot(
        LoadRequest request,
        List<LevelRow> levels,
        Map<ReservationId, Reservation> reservations,
        List<Document> documents,
        Map<ClaimId, ClaimRow> claims,
        Map<CommandId, Entry> remembered,
        Map<DueHolds, DueHolds.Answer> dueHolds,
        Map<OpenReservations, List<Reservation>> open,
        Map<OutstandingReservations, List<Reservation>> outstanding,
        Map<PastLevel, PastLevel.Answer> past,
        Map<StockKey, Movement> openings,
        Map<StrayRows, List<String>> strays) {
    /** Nothing was asked, and so nothing is known. */
    public static final Snapshot EMPTY = new Snapshot(
            LoadRequest.builder().build(),
            List.of(),
            Map.of(),
            List.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of());
}
