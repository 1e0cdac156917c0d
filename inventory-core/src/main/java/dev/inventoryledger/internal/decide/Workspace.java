package dev.inventoryledger.internal.decide;

import dev.inventoryledger.CommandId;
import dev.inventoryledger.Entry;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.spi.ClaimId;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.DueHolds;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.LevelScope;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.OpenReservations;
import dev.inventoryledger.spi.OutstandingReservations;
import dev.inventoryledger.spi.Snapshot;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rows that are known while a command is decided, absence included. Reading one that is not known ends the rule with
 * a {@link Miss}. Not safe for use by several threads.
 */
public final class Workspace {
    private final Map<CommandId, Optional<Entry>> remembered = new HashMap<>();
    private final Map<StockKey, LevelRow> levels = new HashMap<>();
    private final Map<LevelScope, List<StockKey>> scopes = new HashMap<>();
    private final Map<ReservationId, Optional<Reservation>> reservations = new HashMap<>();
    private final Map<DocumentId, Optional<Document>> documents = new HashMap<>();
    private final Map<ClaimId, Optional<String>> claims = new HashMap<>();
    private final Map<StockKey, KnownDue> dueHolds = new HashMap<>();
    private final Map<OpenReservations, List<Reservation>> open = new HashMap<>();
    private final Map<OutstandingReservations, List<Reservation>> outstanding = new HashMap<>();
    private Instant latestChange = Instant.MIN;

    /** The newest answer for a key; it is as old as the level that was loaded with it. */
    private record KnownDue(DueHolds question, DueHolds.Answer answer) {
        boolean answers(DueHolds other) {
            boolean complete =
                    question.limit() >= other.limit() || answer.earliest().size() < question.limit();
            return complete && question.now().equals(other.now());
        }
    }

    /** Forgets what was known: after a stale commit only the current rows count. */
    public void reset(Snapshot current) {
        List.of(remembered, levels, scopes, reservations, documents, claims, dueHolds, open, outstanding)
                .forEach(Map::clear);
        latestChange = Instant.MIN;
        absorb(current);
    }

    public void absorb(Snapshot snapshot) {
        LoadRequest request = snapshot.request();
        request.commands()
                .forEach(id -> remembered.put(
                        id, Optional.ofNullable(snapshot.remembered().get(id))));
        request.levels().forEach(key -> levels.put(key, LevelRow.unstocked(key)));
        snapshot.levels().forEach(row -> levels.put(row.key(), row));
        request.scopes().forEach(scope -> scopes.put(scope, keysIn(scope, snapshot.levels())));
        request.reservations()
                .forEach(id -> reservations.put(
                        id, Optional.ofNullable(snapshot.reservations().get(id))));
        request.documents().forEach(id -> documents.put(id, Optional.empty()));
        snapshot.documents().forEach(document -> documents.put(document.id(), Optional.of(document)));
        request.claims()
                .forEach(id ->
                        claims.put(id, Optional.ofNullable(snapshot.claims().get(id))));
        snapshot.dueHolds().forEach((question, answer) -> dueHolds.put(question.key(), new KnownDue(question, answer)));
        open.putAll(snapshot.open());
        outstanding.putAll(snapshot.outstanding());
        snapshot.dueHolds().values().forEach(answer -> learn(answer.earliest()));
        snapshot.open().values().forEach(this::learn);
        snapshot.outstanding().values().forEach(this::learn);
        noteTimes(snapshot);
    }

    private static List<StockKey> keysIn(LevelScope scope, List<LevelRow> rows) {
        return rows.stream().map(LevelRow::key).filter(scope::covers).sorted().toList();
    }

    private void learn(List<Reservation> found) {
        found.forEach(reservation -> reservations.put(reservation.id(), Optional.of(reservation)));
    }

    private void noteTimes(Snapshot snapshot) {
        snapshot.levels().forEach(row -> noteTime(row.changedAt()));
        snapshot.reservations().values().forEach(row -> noteTime(row.changedAt()));
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

    /** What of a request is not known yet. */
    Optional<LoadRequest> unknownOf(LoadRequest request) {
        LoadRequest unknown = new LoadRequest(
                without(request.commands(), remembered.keySet()),
                without(request.levels(), levels.keySet()),
                without(request.scopes(), scopes.keySet()),
                without(request.reservations(), reservations.keySet()),
                without(request.documents(), documents.keySet()),
                without(request.claims(), claims.keySet()),
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of());
        boolean nothing = unknown.commands().isEmpty()
                && unknown.levels().isEmpty()
                && unknown.scopes().isEmpty()
                && unknown.reservations().isEmpty()
                && unknown.documents().isEmpty()
                && unknown.claims().isEmpty();
        return nothing ? Optional.empty() : Optional.of(unknown);
    }

    private static <T> Set<T> without(Set<T> wanted, Set<T> known) {
        return known.containsAll(wanted)
                ? Set.of()
                : wanted.stream().filter(each -> !known.contains(each)).collect(Collectors.toSet());
    }

    Optional<Entry> remembered(CommandId id) {
        return known(remembered.get(id), LoadRequest.builder().commands(List.of(id)));
    }

    LevelRow level(StockKey key) {
        return known(levels.get(key), LoadRequest.builder().levels(List.of(key)));
    }

    List<StockKey> keysOf(LevelScope scope) {
        return known(scopes.get(scope), LoadRequest.builder().scope(scope));
    }

    List<StockKey> keysOf(Sku sku) {
        return keysOf(new LevelScope(sku, Optional.empty()));
    }

    Optional<Reservation> reservation(ReservationId id) {
        return known(reservations.get(id), LoadRequest.builder().reservations(List.of(id)));
    }

    Optional<Document> document(DocumentId id) {
        return known(documents.get(id), LoadRequest.builder().documents(List.of(id)));
    }

    /** Makes sure that levels and documents are known, with one load for all that are not. */
    void require(Collection<StockKey> keys, Collection<DocumentId> ids) {
        LoadRequest wanted = LoadRequest.builder().levels(keys).documents(ids).build();
        if (unknownOf(wanted).isPresent()) {
            throw new Miss(LoadRequest.builder()
                    .levels(without(wanted.levels(), levels.keySet()))
                    .documents(without(wanted.documents(), documents.keySet())));
        }
    }

    Optional<String> claim(ClaimId id) {
        return known(claims.get(id), LoadRequest.builder().claims(List.of(id)));
    }

    DueHolds.Answer dueHolds(DueHolds question) {
        KnownDue found = dueHolds.get(question.key());
        if (found == null || !found.answers(question)) {
            throw new Miss(LoadRequest.builder().dueHolds(question));
        }
        return found.answer();
    }

    List<Reservation> open(OpenReservations question) {
        return known(open.get(question), LoadRequest.builder().open(question));
    }

    List<Reservation> outstanding(OutstandingReservations question) {
        return known(outstanding.get(question), LoadRequest.builder().outstanding(question));
    }

    private static <T> T known(@Nullable T row, LoadRequest.Builder otherwise) {
        if (row == null) {
            throw new Miss(otherwise);
        }
        return row;
    }
}
