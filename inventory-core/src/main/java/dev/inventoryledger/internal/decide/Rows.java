package dev.inventoryledger.internal.decide;

import dev.inventoryledger.CommandId;
import dev.inventoryledger.Entry;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.ReservationLine;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.spi.ChangeSet;
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
import dev.inventoryledger.spi.Replacement;
import dev.inventoryledger.spi.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows that were loaded, absence included, and behind them those that are known without, with what the commands of a batch have made
 * of them since; null where nothing is known. Answers that a change makes uncertain are forgotten. Not safe for use by several threads.
 */
public final class Rows {
    private final KnownRows known;
    private final Map<CommandId, Found<Entry>> remembered = new HashMap<>();
    private final Map<StockKey, LevelRow> levels = new HashMap<>();
    private final Map<LevelScope, List<StockKey>> scopes = new HashMap<>();
    private final Map<ReservationId, Found<Reservation>> reservations = new HashMap<>();
    private final Map<DocumentId, Found<Document>> documents = new HashMap<>();
    private final Map<ClaimId, Found<ClaimRow>> claims = new HashMap<>();
    private final Map<StockKey, Map<Instant, Due>> dueHolds = new HashMap<>();
    private final Map<OpenReservations, List<Reservation>> open = new HashMap<>();
    private final Map<OutstandingReservations, List<Reservation>> outstanding = new HashMap<>();

    public Rows(Snapshot snapshot, KnownRows known) {
        this.known = known;
        if (!snapshot.request().isEmpty()) {
            learn(snapshot);
        }
    }

    private void learn(Snapshot snapshot) {
        LoadRequest request = snapshot.request();
        request.commands()
                .forEach(id -> remembered.put(id, Found.of(snapshot.remembered().get(id))));
        request.levels().forEach(key -> levels.put(key, LevelRow.unstocked(key)));
        snapshot.levels().forEach(row -> levels.put(row.key(), row));
        request.scopes().forEach(scope -> scopes.put(scope, new ArrayList<>()));
        snapshot.levels().forEach(row -> addToScopes(row.key()));
        request.reservations()
                .forEach(id ->
                        reservations.put(id, Found.of(snapshot.reservations().get(id))));
        request.documents().forEach(id -> documents.put(id, Found.nothing()));
        snapshot.documents().forEach(document -> documents.put(document.id(), Found.of(document)));
        request.claims().forEach(id -> claims.put(id, Found.of(snapshot.claims().get(id))));
        snapshot.dueHolds().forEach(this::learn);
        open.putAll(snapshot.open());
        outstanding.putAll(snapshot.outstanding());
        snapshot.dueHolds().values().forEach(answer -> learn(answer.earliest()));
        snapshot.open().values().forEach(this::learn);
        snapshot.outstanding().values().forEach(this::learn);
    }

    private void learn(DueHolds question, DueHolds.Answer answer) {
        Due due = Due.of(question, answer);
        dueHolds.computeIfAbsent(question.key(), unseen -> new HashMap<>())
                .merge(question.now(), due, (one, other) -> one.answers(question) ? one : other);
    }

    private void learn(List<Reservation> found) {
        found.forEach(reservation -> reservations.put(reservation.id(), Found.of(reservation)));
    }

    private void addToScopes(StockKey key) {
        addTo(new LevelScope(key.sku(), Optional.empty()), key);
        addTo(new LevelScope(key.sku(), Optional.of(key.location())), key);
    }

    /** Keys stand in their order. */
    private void addTo(LevelScope scope, StockKey key) {
        List<StockKey> keys = scopes.get(scope);
        if (keys != null) {
            keys.add(-1 - Collections.binarySearch(keys, key), key);
        }
    }

    /** A key that no scope has named before. */
    private void addNewKey(StockKey key) {
        own(new LevelScope(key.sku(), Optional.empty()));
        own(new LevelScope(key.sku(), Optional.of(key.location())));
        addToScopes(key);
    }

    /** What is known is not changed by a batch that may come to nothing. */
    private void own(LevelScope scope) {
        List<StockKey> keys = scopes.containsKey(scope) ? null : known.keysOf(scope);
        if (keys != null) {
            scopes.put(scope, new ArrayList<>(keys));
        }
    }

    /** Takes in what a command of the batch decided, so that the next ones see it. */
    public void apply(ChangeSet changes, Entry entry) {
        changes.levels().forEach(this::apply);
        changes.reservations().forEach(change -> applyReservation(change.row()));
        changes.documents().forEach(change -> documents.put(change.row().id(), Found.of(change.row())));
        changes.claims().forEach(change -> claims.put(change.row().id(), Found.of(change.row())));
        remembered.put(entry.commandId(), Found.of(entry));
    }

    private void apply(Replacement<LevelRow> change) {
        LevelRow row = change.row();
        levels.put(row.key(), row);
        if (change.replaces() == 0) {
            addNewKey(row.key());
        }
    }

    private void applyReservation(Reservation after) {
        Found<Reservation> earlierRow = reservation(after.id());
        Optional<Reservation> before = earlierRow == null ? Optional.empty() : earlierRow.row();
        reservations.put(after.id(), Found.of(after));
        if (!dueHolds.isEmpty()) {
            keysOf(before, after)
                    .forEach(key -> dueHolds.getOrDefault(key, new HashMap<>())
                            .replaceAll((now, due) -> due.after(before, after)));
        }
        if (!open.isEmpty() || !outstanding.isEmpty()) {
            before.ifPresent(earlier -> earlier.lines().forEach(this::forget));
            after.lines().forEach(this::forget);
        }
    }

    private static Set<StockKey> keysOf(Optional<Reservation> before, Reservation after) {
        Set<StockKey> keys = new HashSet<>();
        before.ifPresent(earlier -> earlier.lines().forEach(line -> line.key().ifPresent(keys::add)));
        after.lines().forEach(line -> line.key().ifPresent(keys::add));
        return keys;
    }

    private void forget(ReservationLine line) {
        open.keySet()
                .removeIf(question -> line.key().filter(question.key()::equals).isPresent());
        outstanding.keySet().removeIf(question -> line.sku().equals(question.sku()));
    }

    @Nullable
    Found<Entry> remembered(CommandId id) {
        Found<Entry> found = remembered.get(id);
        return found == null && known.isNew(id) ? Found.nothing() : found;
    }

    @Nullable
    LevelRow level(StockKey key) {
        LevelRow found = levels.get(key);
        return found == null ? known.level(key) : found;
    }

    @Nullable
    List<StockKey> keysOf(LevelScope scope) {
        List<StockKey> found = scopes.get(scope);
        return found == null ? known.keysOf(scope) : found;
    }

    @Nullable
    Found<Reservation> reservation(ReservationId id) {
        Found<Reservation> found = reservations.get(id);
        Reservation row = found == null ? known.reservation(id) : null;
        return row == null ? found : Found.of(row);
    }

    /** A reservation that is about to be made: nobody has made it unless it is known. */
    @Nullable
    Found<Reservation> newReservation(ReservationId id) {
        Found<Reservation> found = reservation(id);
        if (found == null && known.takesUnknownForNew()) {
            found = Found.nothing();
            reservations.put(id, found);
        }
        return found;
    }

    /** Read again and again, and by every command of a batch. */
    @Nullable
    Found<Document> document(DocumentId id) {
        Found<Document> found = documents.get(id);
        Document row = found == null ? known.document(id) : null;
        if (row != null) {
            found = Found.of(row);
            documents.put(id, found);
        }
        return found;
    }

    @Nullable
    Found<ClaimRow> claim(ClaimId id) {
        return claims.get(id);
    }

    /** Another question for the key may have reached as far. */
    @Nullable
    Due dueHolds(DueHolds question) {
        Due due = dueHolds.getOrDefault(question.key(), Map.of()).get(question.now());
        return due != null && due.answers(question) ? due : null;
    }

    @Nullable
    List<Reservation> open(OpenReservations question) {
        return open.get(question);
    }

    @Nullable
    List<Reservation> outstanding(OutstandingReservations question) {
        return outstanding.get(question);
    }
}
