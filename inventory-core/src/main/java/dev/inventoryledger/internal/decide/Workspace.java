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
import dev.inventoryledger.spi.Snapshot;
import java.time.Instant;
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
    private final Map<ClaimId, Optional<ClaimRow>> claims = new HashMap<>();
    private final Map<StockKey, KnownDue> dueHolds = new HashMap<>();
    private final Map<OpenReservations, List<Reservation>> open = new HashMap<>();
    private final Map<OutstandingReservations, List<Reservation>> outstanding = new HashMap<>();
    private Instant latestChange = Instant.MIN;

    /** The answer that reaches furthest. */
    private record KnownDue(DueHolds question, DueHolds.Answer answer) {
        boolean answers(DueHolds other) {
            boolean complete =
                    question.limit() >= other.limit() || answer.earliest().size() < question.limit();
            return complete && question.now().equals(other.now());
        }
    }

    /** What is known is always of one moment: rows of different moments could disagree. */
    public Workspace(Snapshot snapshot) {
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
        reservations.values().forEach(row -> row.ifPresent(known -> noteTime(known.changedAt())));
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

    /** Makes sure that all of a request is known, with one load for all that is not. */
    void require(LoadRequest.Builder wanted) {
        LoadRequest request = wanted.build();
        LoadRequest unknown = new LoadRequest(
                without(request.commands(), remembered.keySet()),
                without(request.levels(), levels.keySet()),
                without(request.scopes(), scopes.keySet()),
                without(request.reservations(), reservations.keySet()),
                without(request.documents(), documents.keySet()),
                without(request.claims(), claims.keySet()),
                request.dueHolds().stream().filter(this::isUnknown).collect(Collectors.toSet()),
                without(request.open(), open.keySet()),
                without(request.outstanding(), outstanding.keySet()),
                Set.of());
        if (!unknown.isEmpty()) {
            throw new Miss(unknown);
        }
    }

    private boolean isUnknown(DueHolds question) {
        KnownDue found = dueHolds.get(question.key());
        return found == null || !found.answers(question);
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
        return known(scopes.get(scope), LoadRequest.builder().scopes(List.of(scope)));
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

    Optional<ClaimRow> claim(ClaimId id) {
        return known(claims.get(id), LoadRequest.builder().claims(List.of(id)));
    }

    DueHolds.Answer dueHolds(DueHolds question) {
        require(LoadRequest.builder().dueHolds(question));
        return known(dueHolds.get(question.key()), LoadRequest.builder().dueHolds(question))
                .answer();
    }

    List<Reservation> open(OpenReservations question) {
        return known(open.get(question), LoadRequest.builder().open(question));
    }

    List<Reservation> outstanding(OutstandingReservations question) {
        return known(outstanding.get(question), LoadRequest.builder().outstanding(question));
    }

    private static <T> T known(@Nullable T row, LoadRequest.Builder otherwise) {
        if (row == null) {
            throw new Miss(otherwise.build());
        }
        return row;
    }
}
