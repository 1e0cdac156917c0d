package dev.inventoryledger.internal.execute;

import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.ReservationQuery;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.DocumentKind;
import dev.inventoryledger.spi.DueHolds;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.Snapshot;
import dev.inventoryledger.spi.StockStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for holds that are due, key by key: the earliest of all, and what else is due where those of one key are, so that each level is
 * read and written once for many of them. Used once, by one thread.
 */
final class Gathering {
    /** How many are closed at once, at most. */
    static final int MOST = 500;

    /** So many of a few keys are closed by one command: commands that share no SKU are written side by side, if they are one batch. */
    private static final int WORTH_A_COMMAND = 1 + MOST / Executor.MOST_IN_ONE_BATCH;

    private static final Duration MICROSECOND = Duration.ofNanos(1_000);

    private final StockStore store;
    private final Instant now;
    private final int limit;
    private final Map<ReservationId, Reservation> holds = new LinkedHashMap<>();
    private final List<List<ReservationId>> groups = new ArrayList<>();
    private List<ReservationId> group = new ArrayList<>();

    Gathering(StockStore store, Instant now, int limit) {
        this.store = store;
        this.now = now;
        this.limit = Math.min(MOST, limit);
    }

    /**
     * What was found.
     *
     * @param groups the ids of holds to be closed by one command each
     * @param seen the rows that this takes
     * @param last the latest of the earliest that it began with
     * @param isAll whether nothing else is due
     * @param isCutShort whether more is due on one of the keys
     */
    record Gathered(
            List<List<ReservationId>> groups,
            Seen seen,
            Optional<Reservation> last,
            boolean isAll,
            boolean isCutShort) {
        static final Gathered NOTHING =
                new Gathered(List.of(), new Seen(Snapshot.EMPTY, Instant.EPOCH), Optional.empty(), true, false);

        int size() {
            return groups.stream().mapToInt(List::size).sum();
        }

        boolean isEmpty() {
            return groups.isEmpty();
        }
    }

    /** Begins with so many of the earliest. */
    Gathered beginningWith(int earliest) {
        return gathered(Math.min(earliest, limit), Optional.empty(), Set.of());
    }

    /** The same, behind those with which others began that are being closed, and without what shares a key with any of these. */
    Gathered besides(Gathered closing, int earliest) {
        return gathered(
                Math.min(earliest, limit),
                closing.last(),
                closing.seen().rows().request().levels());
    }

    private Gathered gathered(int most, Optional<Reservation> after, Set<StockKey> others) {
        List<Reservation> page = page(most, after);
        List<Reservation> earliest =
                page.stream().filter(hold -> isApart(hold, others)).toList();
        Set<StockKey> keys =
                keys(earliest.stream().filter(Gathering::isOfOneKey).toList());
        int each = Math.max(1, limit / Math.max(1, keys.size()));
        Snapshot rows = earliest.isEmpty() ? Snapshot.EMPTY : store.load(request(earliest, keys, each));
        boolean isCutShort = false;
        for (StockKey key : keys) {
            DueHolds.Answer found = rows.dueHolds().getOrDefault(new DueHolds(key, now, each), DueHolds.Answer.NOTHING);
            found.earliest().stream().filter(hold -> isApart(hold, others)).forEach(this::add);
            isCutShort |= found.quantity() > units(found.earliest(), key);
            endGroup(WORTH_A_COMMAND);
        }
        addByThemselves(earliest);
        endGroup(1);
        boolean isAll = after.isEmpty() && page.size() < most && holds.keySet().containsAll(ids(page));
        Optional<Reservation> last = page.isEmpty() ? Optional.empty() : Optional.of(page.get(page.size() - 1));
        return new Gathered(groups, new Seen(complete(rows), now), last, isAll, isCutShort);
    }

    private List<Reservation> page(int most, Optional<Reservation> after) {
        // A hold counts while now < expiresAt: one that ends just now is due.
        ReservationQuery due =
                ReservationQuery.holdsExpiringBefore(now.plus(MICROSECOND)).limit(most);
        return store.reservations(after.map(due::after).orElse(due));
    }

    /** What has no units is found under no key, and what has many keys would be found under each. */
    private void addByThemselves(List<Reservation> earliest) {
        for (Reservation hold : earliest) {
            if (!isOfOneKey(hold)) {
                add(hold);
                endGroup(WORTH_A_COMMAND);
            }
        }
    }

    private static boolean isOfOneKey(Reservation hold) {
        return hold.openKeys().size() == 1;
    }

    private static boolean isApart(Reservation hold, Set<StockKey> others) {
        return Collections.disjoint(hold.openKeys(), others);
    }

    private void add(Reservation hold) {
        if (holds.size() < limit && holds.putIfAbsent(hold.id(), hold) == null) {
            group.add(hold.id());
        }
    }

    private void endGroup(int least) {
        if (group.size() >= least) {
            groups.add(group);
            group = new ArrayList<>();
        }
    }

    /** What was found beside the earliest may have lines under other keys as well. */
    private Snapshot complete(Snapshot rows) {
        boolean isComplete = rows.request().levels().containsAll(keys(holds.values()));
        return isComplete ? rows : store.load(request(holds.values(), Set.of(), 0));
    }

    /** All that closing these takes, and so many holds that are due on each of some of their keys. */
    private LoadRequest request(Collection<Reservation> of, Set<StockKey> some, int each) {
        Set<StockKey> keys = keys(of);
        LoadRequest.Builder request =
                LoadRequest.builder().reservations(ids(of)).levels(keys).documents(documents(of, keys));
        keys.forEach(key -> request.dueHolds(new DueHolds(key, now, some.contains(key) ? each : 0)));
        return request.build();
    }

    private static List<ReservationId> ids(Collection<Reservation> holds) {
        return holds.stream().map(Reservation::id).toList();
    }

    private static Set<StockKey> keys(Collection<Reservation> holds) {
        Set<StockKey> keys = new LinkedHashSet<>();
        holds.forEach(hold -> keys.addAll(hold.openKeys()));
        return keys;
    }

    /** The items of these holds, and where they hold units. */
    private static Set<DocumentId> documents(Collection<Reservation> holds, Set<StockKey> keys) {
        Set<DocumentId> ids = new LinkedHashSet<>();
        holds.forEach(hold -> hold.lines().forEach(line -> ids.add(DocumentId.ofItem(line.sku()))));
        keys.forEach(key ->
                ids.add(new DocumentId(DocumentKind.LOCATION, key.location().value())));
        return ids;
    }

    private static long units(List<Reservation> holds, StockKey key) {
        return holds.stream().mapToLong(hold -> hold.openAt(key)).sum();
    }
}
