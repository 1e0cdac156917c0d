package dev.inventoryledger.internal.execute;

import dev.inventoryledger.CommandId;
import dev.inventoryledger.Entry;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.internal.decide.KnownRows;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.DocumentKind;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.LevelScope;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.Replacement;
import dev.inventoryledger.spi.Snapshot;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Rows as this ledger last read or wrote them, or is about to: what a batch may be decided on without a load. That they are still so is
 * checked by their versions when the batch is committed, and that a command or a reservation is new by its id; so only what is accepted
 * in full may rest on them; whatever is refused, or granted in part, is borne out by a load ({@link Foresight}), or decided again on
 * what that brings. Where others write the same rows it keeps out of the way. Handed on from leader to leader.
 */
final class WarmRows implements KnownRows {
    /** So many of each kind; a few hundred bytes each. */
    private static final int MOST = 20_000;

    /** A SKU told apart by lot or serial number has a key for each that it ever had. */
    private static final int MOST_KEYS_IN_SCOPES = 10 * MOST;

    /** An order may have thousands of them. */
    private static final int MOST_LINES = 10 * MOST;

    private static final int MOST_LOST_ITEMS = 10 * MOST;

    private static final int MOST_DOUBLINGS = 10;

    /** What is known of locations and lots is read anew so often. */
    private static final long PLACES_KEPT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final int ROOM_AT_FIRST = 16;
    private static final float LOAD_FACTOR = 0.75f;

    private final Map<StockKey, LevelRow> levels = bounded((key, row) -> {});
    private final Map<LevelScope, Keys> scopes = bounded((scope, keys) -> {});
    private final Map<DocumentId, Document> documents = bounded(this::noteLost);
    private final Map<ReservationId, Reservation> reservations = bounded(this::noteGone);

    private final Map<CommandId, Boolean> accepted = bounded((id, yes) -> {});
    private final boolean isInUse;
    private final LongSupplier nanoTime;
    private long placesFromNanos;

    /** At least so many: scopes that were pushed out still count. */
    private long keysInScopes;

    /** Items that are not known, though levels of theirs may be. */
    private final Set<String> lostItems = new HashSet<>();

    /** Of all reservations. */
    private long lines;

    /** After each batch that proved stale, twice as many go without what others write. */
    private int staleInARow;

    private int batchesWithout;
    private boolean isShared;

    /**
     * The keys of a scope, as of a version of its item: that changes with each key that is stocked for the first time.
     *
     * @param keys in their order
     * @param item the item as it was then
     */
    private record Keys(List<StockKey> keys, Document item) {}

    private WarmRows(boolean isInUse, LongSupplier nanoTime) {
        this.isInUse = isInUse;
        this.nanoTime = nanoTime;
        placesFromNanos = nanoTime.getAsLong();
    }

    static WarmRows ofOneLedger() {
        return ofOneLedger(System::nanoTime);
    }

    static WarmRows ofOneLedger(LongSupplier nanoTime) {
        return new WarmRows(true, nanoTime);
    }

    /** For transactions of a host's, which may be rolled back later. */
    static WarmRows none() {
        return new WarmRows(false, System::nanoTime);
    }

    /** What was asked for or written last stays longest: a row that is being written is not forgotten for those that are read meanwhile. */
    private static <K, V> Map<K, V> bounded(BiConsumer<K, V> pushedOut) {
        return new LinkedHashMap<>(ROOM_AT_FIRST, LOAD_FACTOR, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                boolean isOneTooMany = size() > MOST;
                if (isOneTooMany) {
                    pushedOut.accept(eldest.getKey(), eldest.getValue());
                }
                return isOneTooMany;
            }
        };
    }

    private void noteLost(DocumentId id, Document pushedOut) {
        if (id.kind() == DocumentKind.ITEM) {
            lostItems.add(id.name());
        }
    }

    private void noteGone(ReservationId id, Reservation pushedOut) {
        lines -= pushedOut.lines().size();
    }

    /** A batch is to begin with what is left. Where others write, nobody knows their last word of levels and reservations. */
    void begin() {
        if (lostItems.size() > MOST_LOST_ITEMS) {
            forget();
        }
        forgetOldPlaces();
        isShared = batchesWithout > 0;
        if (isShared) {
            batchesWithout--;
            forgetWhatOthersWrite();
        }
    }

    /** Of a place that nothing is taken from no commit tells that it has changed, and would be the better choice by now. */
    private void forgetOldPlaces() {
        long now = nanoTime.getAsLong();
        if (now - placesFromNanos >= PLACES_KEPT_NANOS) {
            placesFromNanos = now;
            documents.keySet().removeIf(id -> id.kind() == DocumentKind.LOCATION || id.kind() == DocumentKind.LOT);
        }
    }

    /** Whether others write the same rows, as far as is known. */
    boolean isShared() {
        return isShared;
    }

    boolean isEmpty() {
        return documents.isEmpty();
    }

    /** Whether a load may bring the rest, of another moment: only single rows, and of no command that has come before. */
    boolean mayBeCompletedBy(LoadRequest request) {
        return request.commands().isEmpty()
                && request.claims().isEmpty()
                && request.dueHolds().isEmpty()
                && request.open().isEmpty()
                && request.outstanding().isEmpty();
    }

    /** Whether what is known contradicts none of these rows; of two that differ either may be the older. */
    boolean agreesWith(Snapshot seen) {
        return !knowsLevelsOfLostItems(seen)
                && agree(row -> levels.get(row.key()), seen.levels())
                && agree(row -> documents.get(row.id()), seen.documents())
                && agree(row -> reservations.get(row.id()), seen.reservations().values())
                && seen.dueHolds().values().stream()
                        .allMatch(due -> agree(row -> reservations.get(row.id()), due.earliest()));
    }

    /** Such levels may be as another version of the item than is seen has marked them. */
    private boolean knowsLevelsOfLostItems(Snapshot seen) {
        Set<String> lost = new HashSet<>();
        for (Document document : seen.documents()) {
            if (document.id().kind() == DocumentKind.ITEM
                    && lostItems.contains(document.id().name())) {
                lost.add(document.id().name());
            }
        }
        return !lost.isEmpty()
                && levels.keySet().stream()
                        .anyMatch(key -> lost.contains(key.sku().value()));
    }

    private static <V> boolean agree(Function<V, @Nullable V> known, Collection<V> seen) {
        for (V row : seen) {
            V other = known.apply(row);
            if (other != null && !other.equals(row)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public @Nullable LevelRow level(StockKey key) {
        return levels.get(key);
    }

    @Override
    public @Nullable List<StockKey> keysOf(LevelScope scope) {
        Keys found = scopes.get(scope);
        return found != null && isCurrent(found) ? found.keys() : null;
    }

    private boolean isCurrent(Keys found) {
        Document item = documents.get(found.item().id());
        return item != null && item.version() == found.item().version();
    }

    @Override
    public @Nullable Document document(DocumentId id) {
        return documents.get(id);
    }

    @Override
    public @Nullable Reservation reservation(ReservationId id) {
        return reservations.get(id);
    }

    @Override
    public boolean isNew(CommandId id) {
        return !accepted.containsKey(id);
    }

    @Override
    public boolean takesUnknownForNew() {
        return true;
    }

    /** What a batch was loaded for to be decided on. */
    void read(Snapshot fresh) {
        long freshLines = 0;
        for (Reservation order : fresh.reservations().values()) {
            freshLines += order.lines().size();
        }
        if (!isInUse) {
            return;
        }
        Set<String> others = others(fresh);
        boolean isMuch = isMuch(fresh.levels().size(), fresh.reservations().size(), freshLines);
        if (!isMuch) {
            // All their levels come with it.
            others.removeAll(readWhole(fresh));
        }
        forgetLevelsOf(others);
        fresh.documents().forEach(this::note);
        if (isMuch) {
            fresh.levels().forEach(row -> levels.replace(row.key(), row));
            return;
        }
        fresh.levels().forEach(row -> levels.put(row.key(), row));
        fresh.reservations().values().forEach(this::note);
        forgetOldestOrders();
        Map<DocumentId, Document> items = Foresight.byId(fresh.documents(), Document::id);
        Foresight.keysByScope(fresh).forEach((scope, keys) -> noteKeys(scope, keys, items));
    }

    /** The SKUs of which levels are known that are not of these items. */
    private Set<String> others(Snapshot fresh) {
        Set<String> others = new HashSet<>();
        for (Document document : fresh.documents()) {
            if (document.id().kind() == DocumentKind.ITEM && isOther(document)) {
                others.add(document.id().name());
            }
        }
        return others;
    }

    private static Set<String> readWhole(Snapshot fresh) {
        Set<String> skus = new HashSet<>();
        fresh.request().scopes().stream()
                .filter(scope -> scope.location().isEmpty())
                .forEach(scope -> skus.add(scope.sku().value()));
        return skus;
    }

    private boolean isOther(Document item) {
        Document before = documents.get(item.id());
        boolean wasLost = lostItems.remove(item.id().name());
        return wasLost || (before != null && before.version() != item.version());
    }

    /** Whoever changes an item marks its levels anew, and leaves their versions as they are. */
    private void forgetLevelsOf(Set<String> skus) {
        if (!skus.isEmpty()) {
            levels.keySet().removeIf(key -> skus.contains(key.sku().value()));
        }
    }

    private void note(Document document) {
        if (!isNeverKept(document.id())) {
            documents.put(document.id(), document);
        }
    }

    /** Whether a request asks for what may be being written without anybody's knowing. */
    static boolean asksForUnkept(LoadRequest request) {
        return request.documents().stream().anyMatch(WarmRows::isNeverKept);
    }

    /** A shipment may have thousands of lines, and is asked for again days later, if ever. */
    private static boolean isNeverKept(DocumentId id) {
        return id.kind() == DocumentKind.SHIPMENT;
    }

    private void note(Reservation reservation) {
        Reservation before = reservations.put(reservation.id(), reservation);
        lines += reservation.lines().size()
                - (before == null ? 0 : before.lines().size());
    }

    /** What is being written is the youngest, and {@linkplain #isMuch not so much}. */
    private void forgetOldestOrders() {
        Iterator<Reservation> oldest = reservations.values().iterator();
        while (lines > MOST_LINES && oldest.hasNext()) {
            lines -= oldest.next().lines().size();
            oldest.remove();
        }
    }

    /** Of the same moment as the item, or of no use. */
    private void noteKeys(LevelScope scope, List<StockKey> keys, Map<DocumentId, Document> items) {
        Document item = items.get(DocumentId.ofItem(scope.sku()));
        if (item == null) {
            return;
        }
        Keys before = scopes.put(scope, new Keys(keys, item));
        keysInScopes += keys.size() - (before == null ? 0 : before.keys().size());
        if (keysInScopes > MOST_KEYS_IN_SCOPES) {
            forgetScopes();
            scopes.put(scope, new Keys(keys, item));
            keysInScopes = keys.size();
        }
    }

    /** So much that noting it would push out what is being written. */
    private static boolean isMuch(int levels, int reservations, long linesOfThem) {
        return Math.max(levels, reservations) > MOST / 2 || linesOfThem > MOST_LINES / 4;
    }

    /** What it commits, or is about to. */
    void wrote(ChangeSet written) {
        if (!isInUse) {
            return;
        }
        long writtenLines = 0;
        for (Replacement<Reservation> change : written.reservations()) {
            writtenLines += change.row().lines().size();
        }
        if (isMuch(written.levels().size(), written.reservations().size(), writtenLines)) {
            forget();
            return;
        }
        written.documents().forEach(change -> note(change.row()));
        written.levels().forEach(change -> noteWritten(change.row()));
        for (Entry entry : written.entries()) {
            if (entry.isAccepted()) {
                accepted.put(entry.commandId(), true);
            }
        }
        written.reservations().forEach(change -> note(change.row()));
        forgetOldestOrders();
    }

    /** It may have been decided on an item that was never noted here. */
    private void noteWritten(LevelRow level) {
        levels.put(level.key(), level);
        DocumentId item = DocumentId.ofItem(level.key().sku());
        if (!documents.containsKey(item)) {
            lostItems.add(item.name());
        }
    }

    /** What was decided on all of them was written. */
    void wentWell() {
        staleInARow = 0;
    }

    /**
     * What became of what it was about to write. If it was not all written, somebody else has, and may do so again; and if none of it
     * was, no row is known to be as it was.
     */
    void follow(Turn.Course course) {
        if (course == Turn.Course.AS_FORESEEN) {
            return;
        }
        if (course == Turn.Course.NOT_BORNE_OUT) {
            forget();
            return;
        }
        staleInARow = Math.min(staleInARow + 1, MOST_DOUBLINGS);
        batchesWithout = 1 << staleInARow;
        if (course == Turn.Course.OTHERWISE) {
            forget();
        } else {
            forgetWhatOthersWrite();
        }
    }

    /** No row is known to be as it was. */
    void forget() {
        forgetWhatOthersWrite();
        forgetScopes();
        documents.clear();
    }

    private void forgetScopes() {
        scopes.clear();
        keysInScopes = 0;
    }

    private void forgetWhatOthersWrite() {
        levels.clear();
        lostItems.clear();
        reservations.clear();
        lines = 0;
    }
}
