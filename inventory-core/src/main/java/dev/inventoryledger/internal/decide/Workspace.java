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
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The rows that one command has asked for, absence included. Reading one that it has not asked for, or that is not known
 * any more, ends the rule with a {@link Miss}. Not safe for use by several threads.
 */
public final class Workspace {
    private final Rows rows;
    private final LoadRequest wanted;
    private final Collection<ReservationId> learnt;
    private Instant latestChange = Instant.MIN;

    /** Rows that only other commands of a batch have asked for are not seen: their times are not this command's. */
    public Workspace(Rows rows, LoadRequest wanted) {
        this.rows = rows;
        this.wanted = wanted;
        learnt = rows.learntBy(wanted);
        wanted.levels().forEach(this::noteTime);
        for (LevelScope scope : wanted.scopes()) {
            rows.keysOf(scope).ifPresent(keys -> keys.forEach(this::noteTime));
        }
        wanted.reservations().forEach(this::noteTime);
        learnt.forEach(this::noteTime);
    }

    private void noteTime(StockKey key) {
        rows.level(key).ifPresent(row -> noteTime(row.changedAt()));
    }

    private void noteTime(ReservationId id) {
        rows.reservation(id).flatMap(Function.identity()).ifPresent(row -> noteTime(row.changedAt()));
    }

    private void noteTime(Instant changedAt) {
        if (changedAt.isAfter(latestChange)) {
            latestChange = changedAt;
        }
    }

    /** Time never goes back for a row, whatever a clock does. */
    Instant notBeforeLatestChange(Instant now) {
        return now.isBefore(latestChange) ? latestChange : now;
    }

    Needs needs() {
        return new Needs(this);
    }

    boolean knows(CommandId id) {
        return findRemembered(id).isPresent();
    }

    boolean knows(StockKey key) {
        return findLevel(key).isPresent();
    }

    boolean knows(LevelScope scope) {
        return findKeys(scope).isPresent();
    }

    boolean knows(ReservationId id) {
        return findReservation(id).isPresent();
    }

    boolean knows(DocumentId id) {
        return findDocument(id).isPresent();
    }

    boolean knows(ClaimId id) {
        return findClaim(id).isPresent();
    }

    boolean knows(DueHolds question) {
        return findDue(question).isPresent();
    }

    private Optional<Optional<Entry>> findRemembered(CommandId id) {
        return wanted.commands().contains(id) ? rows.remembered(id) : Optional.empty();
    }

    private Optional<LevelRow> findLevel(StockKey key) {
        return isWanted(key) ? rows.level(key) : Optional.empty();
    }

    private boolean isWanted(StockKey key) {
        if (wanted.levels().contains(key)) {
            return true;
        }
        for (LevelScope scope : wanted.scopes()) {
            if (scope.covers(key) && rows.keysOf(scope).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private Optional<List<StockKey>> findKeys(LevelScope scope) {
        return wanted.scopes().contains(scope) ? rows.keysOf(scope) : Optional.empty();
    }

    private Optional<Optional<Reservation>> findReservation(ReservationId id) {
        boolean isAsked = wanted.reservations().contains(id) || learnt.contains(id);
        return isAsked ? rows.reservation(id) : Optional.empty();
    }

    private Optional<Optional<Document>> findDocument(DocumentId id) {
        return wanted.documents().contains(id) ? rows.document(id) : Optional.empty();
    }

    private Optional<Optional<ClaimRow>> findClaim(ClaimId id) {
        return wanted.claims().contains(id) ? rows.claim(id) : Optional.empty();
    }

    /** Another question of this command's for the key may have reached as far. */
    private Optional<Due> findDue(DueHolds question) {
        for (DueHolds other : wanted.dueHolds()) {
            if (other.key().equals(question.key())) {
                return rows.dueHolds(question);
            }
        }
        return Optional.empty();
    }

    private Optional<List<Reservation>> findOpen(OpenReservations question) {
        return wanted.open().contains(question) ? rows.open(question) : Optional.empty();
    }

    private Optional<List<Reservation>> findOutstanding(OutstandingReservations question) {
        return wanted.outstanding().contains(question) ? rows.outstanding(question) : Optional.empty();
    }

    Optional<Entry> remembered(CommandId id) {
        return findRemembered(id).orElseThrow(() -> miss(LoadRequest.builder().commands(List.of(id))));
    }

    LevelRow level(StockKey key) {
        return findLevel(key).orElseThrow(() -> miss(LoadRequest.builder().levels(List.of(key))));
    }

    List<StockKey> keysOf(LevelScope scope) {
        return findKeys(scope).orElseThrow(() -> miss(LoadRequest.builder().scopes(List.of(scope))));
    }

    List<StockKey> keysOf(Sku sku) {
        return keysOf(new LevelScope(sku, Optional.empty()));
    }

    Optional<Reservation> reservation(ReservationId id) {
        return findReservation(id).orElseThrow(() -> miss(LoadRequest.builder().reservations(List.of(id))));
    }

    Optional<Document> document(DocumentId id) {
        return findDocument(id).orElseThrow(() -> miss(LoadRequest.builder().documents(List.of(id))));
    }

    Optional<ClaimRow> claim(ClaimId id) {
        return findClaim(id).orElseThrow(() -> miss(LoadRequest.builder().claims(List.of(id))));
    }

    Due dueHolds(DueHolds question) {
        return findDue(question).orElseThrow(() -> miss(LoadRequest.builder().dueHolds(question)));
    }

    List<Reservation> open(OpenReservations question) {
        return findOpen(question).orElseThrow(() -> miss(LoadRequest.builder().open(question)));
    }

    List<Reservation> outstanding(OutstandingReservations question) {
        return findOutstanding(question)
                .orElseThrow(() -> miss(LoadRequest.builder().outstanding(question)));
    }

    private static Miss miss(LoadRequest.Builder otherwise) {
        return new Miss(otherwise.build());
    }
}
