package dev.inventoryledger.internal.execute;

import dev.inventoryledger.CommandId;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.LevelScope;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.Replacement;
import dev.inventoryledger.spi.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rows as this ledger last read or wrote them: what a batch may be decided on without a load. That they are still so is checked by
 * their versions when the batch is committed, and that a command or a reservation is new by its id; so only what is accepted may rest
 * on them, and whatever is refused is decided again on rows of the store's. Where others write the same rows it keeps out of the way.
 * Used by the one thread that leads.
 */
final class WarmRows {
    /** So many of each kind; a few hundred bytes each. */
    private static final int MOST = 20_000;

    private static final int MOST_DOUBLINGS = 10;

    private final Map<StockKey, LevelRow> levels = bounded();
    private final Map<LevelScope, List<StockKey>> scopes = bounded();
    private final Map<DocumentId, Document> documents = bounded();
    private final Map<ReservationId, Reservation> reservations = bounded();

    private final Map<CommandId, Boolean> accepted = bounded();
    private final boolean isInUse;

    /** After each batch that proved stale, twice as many go without. */
    private int staleInARow;

    private int batchesWithout;

    private WarmRows(boolean isInUse) {
        this.isInUse = isInUse;
    }

    static WarmRows ofOneLedger() {
        return new WarmRows(true);
    }

    /** For transactions of a host's, which may be rolled back later. */
    static WarmRows none() {
        return new WarmRows(false);
    }

    private static <K, V> Map<K, V> bounded() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > MOST;
            }
        };
    }

    /** Whether the next batch may begin with them. */
    boolean mayBegin() {
        if (batchesWithout > 0) {
            batchesWithout--;
            return false;
        }
        return isInUse;
    }

    /**
     * All that is asked for: what is not known is loaded. Nothing, if more is asked for than single rows, or a command comes again.
     * Where nothing is loaded, commands and reservations that are not known are taken for new.
     */
    Optional<Snapshot> answer(LoadRequest request, Loading load) {
        boolean asksMore = !request.claims().isEmpty()
                || !request.dueHolds().isEmpty()
                || !request.open().isEmpty()
                || !request.outstanding().isEmpty();
        if (asksMore || request.commands().stream().anyMatch(accepted::containsKey)) {
            return Optional.empty();
        }
        LoadRequest unknown = unknown(request);
        if (unknown.equals(request)) {
            // Nothing is warm: one load is to bring all of it as of one moment.
            return Optional.empty();
        }
        Snapshot loaded = unknown.isEmpty() ? Snapshot.EMPTY : load.load(unknown);
        read(loaded);
        return known(request, loaded);
    }

    /** Where rows come from. */
    @FunctionalInterface
    interface Loading {
        Snapshot load(LoadRequest request);
    }

    private LoadRequest unknown(LoadRequest request) {
        LoadRequest.Builder unknown = LoadRequest.builder();
        for (StockKey key : request.levels()) {
            if (!levels.containsKey(key)) {
                unknown.levels(List.of(key));
            }
        }
        for (LevelScope scope : request.scopes()) {
            List<StockKey> keys = scopes.get(scope);
            if (keys == null || !levels.keySet().containsAll(keys)) {
                unknown.scopes(List.of(scope));
            }
        }
        for (DocumentId id : request.documents()) {
            if (!documents.containsKey(id)) {
                unknown.documents(List.of(id));
            }
        }
        LoadRequest rows = unknown.build();
        return rows.isEmpty()
                ? rows
                : unknown.commands(request.commands())
                        .reservations(request.reservations())
                        .build();
    }

    private Optional<Snapshot> known(LoadRequest request, Snapshot loaded) {
        Map<StockKey, LevelRow> foundLevels = new LinkedHashMap<>();
        for (LevelScope scope : request.scopes()) {
            List<StockKey> keys = scopes.get(scope);
            if (keys == null || !find(keys, foundLevels)) {
                return Optional.empty();
            }
        }
        request.levels()
                .forEach(key -> Optional.ofNullable(levels.get(key)).ifPresent(row -> foundLevels.put(key, row)));
        List<Document> foundDocuments = new ArrayList<>(request.documents().size());
        request.documents().forEach(id -> Optional.ofNullable(documents.get(id)).ifPresent(foundDocuments::add));
        return Optional.of(snapshot(request, foundLevels, foundDocuments, loaded));
    }

    private boolean find(Iterable<StockKey> keys, Map<StockKey, LevelRow> found) {
        for (StockKey key : keys) {
            LevelRow row = levels.get(key);
            if (row == null) {
                return false;
            }
            found.put(key, row);
        }
        return true;
    }

    private Snapshot snapshot(
            LoadRequest request, Map<StockKey, LevelRow> rows, List<Document> found, Snapshot loaded) {
        Map<ReservationId, Reservation> known = new HashMap<>(loaded.reservations());
        for (ReservationId id : request.reservations()) {
            Optional.ofNullable(reservations.get(id)).ifPresent(row -> known.put(id, row));
        }
        return new Snapshot(
                request,
                List.copyOf(rows.values()),
                known,
                found,
                Map.of(),
                loaded.remembered(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of());
    }

    /** What a batch was loaded for to be decided on. */
    void read(Snapshot fresh) {
        if (!isInUse) {
            return;
        }
        Set<LevelScope> asked = fresh.request().scopes();
        asked.forEach(scope -> scopes.put(scope, new ArrayList<>()));
        for (LevelRow row : fresh.levels()) {
            StockKey key = row.key();
            levels.put(key, row);
            noteIn(asked, new LevelScope(key.sku(), Optional.empty()), key);
            noteIn(asked, new LevelScope(key.sku(), Optional.of(key.location())), key);
        }
        fresh.documents().forEach(document -> documents.put(document.id(), document));
        reservations.putAll(fresh.reservations());
    }

    private void noteIn(Set<LevelScope> asked, LevelScope scope, StockKey key) {
        List<StockKey> keys = asked.contains(scope) ? scopes.get(scope) : null;
        if (keys != null) {
            keys.add(key);
        }
    }

    /** What it has committed since. */
    void wrote(ChangeSet written) {
        if (!isInUse) {
            return;
        }
        staleInARow = 0;
        for (Replacement<LevelRow> change : written.levels()) {
            StockKey key = change.row().key();
            levels.put(key, change.row());
            if (change.replaces() == 0) {
                scopes.remove(new LevelScope(key.sku(), Optional.empty()));
                scopes.remove(new LevelScope(key.sku(), Optional.of(key.location())));
            }
        }
        written.documents().forEach(change -> documents.put(change.row().id(), change.row()));
        written.acceptedCommands().forEach(id -> accepted.put(id, true));
        written.reservations().forEach(change -> reservations.put(change.row().id(), change.row()));
    }

    /** Somebody else has written, and may do so again. */
    void wentStale() {
        staleInARow = Math.min(staleInARow + 1, MOST_DOUBLINGS);
        batchesWithout = 1 << staleInARow;
    }

    /** Nothing was committed that is known of: no row is known to be as it was. */
    void forget() {
        levels.clear();
        scopes.clear();
        documents.clear();
        reservations.clear();
    }
}
