package dev.inventoryledger.internal.execute;

import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.ReservationLine;
import dev.inventoryledger.ReservationQuery;
import dev.inventoryledger.Sku;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for holds that are due, key by key: the earliest of all, and what else is due where these are, so that each level is read and
 * written once for many of them. Used once, by one thread.
 */
final class Gathering {
    /** So many of a few keys are closed by one command: commands that share no SKU are written side by side, if they are as few as one batch. */
    private static final int WORTH_A_COMMAND = 84;

    private static final Duration MICROSECOND = Duration.ofNanos(1_000);

    private final StockStore store;
    private final Instant now;
    private final int limit;
    private final Map<ReservationId, Reservation> found = new LinkedHashMap<>();
    private final List<List<ReservationId>> groups = new ArrayList<>();
    private List<ReservationId> group = new ArrayList<>();

    Gathering(StockStore store, Instant now, int limit) {
        this.store = store;
        this.now = now;
        this.limit = limit;
    }

    /**
     * What was found.
     *
     * @param groups the ids of holds to be closed by one command each
     * @param seen the rows that this takes
     * @param first the earliest that it began with
     * @param isAll whether nothing else is due
     * @param isCutShort whether more is due on one of the keys
     */
    record Found(
            List<List<ReservationId>> groups, Seen seen, List<Reservation> first, boolean isAll, boolean isCutShort) {
        static final Found NOTHING =
                new Found(List.of(), new Seen(Snapshot.EMPTY, Instant.EPOCH), List.of(), true, false);

        int size() {
            return groups.stream().mapToInt(List::size).sum();
        }

        private Set<StockKey> keys() {
            Set<StockKey> keys = new HashSet<>();
            seen.rows().levels().forEach(row -> keys.add(row.key()));
            return keys;
        }
    }

    /** Begins with so many of the earliest. */
    Found beginningWith(int earliest) {
        return found(earliest(earliest, Optional.empty()), earliest, Set.of());
    }

    /** The same, behind those with which others began that are being closed, and without what shares a key with any of these. */
    Found besides(Found closing, int earliest) {
        List<Reservation> first = closing.first();
        List<Reservation> next = earliest(earliest, Optional.of(first.get(first.size() - 1)));
        return found(next, earliest, closing.keys());
    }

    private List<Reservation> earliest(int most, Optional<Reservation> after) {
        // A hold counts while now < expiresAt: one that ends just now is due.
        ReservationQuery due =
                ReservationQuery.holdsExpiringBefore(now.plus(MICROSECOND)).limit(Math.min(most, limit));
        return store.reservations(after.map(due::after).orElse(due));
    }

    private Found found(List<Reservation> earliest, int most, Set<StockKey> others) {
        List<Reservation> first =
                earliest.stream().filter(hold -> isApart(hold, others)).toList();
        Set<StockKey> keys = keys(first);
        int each = Math.max(1, limit / Math.max(1, keys.size()));
        Snapshot rows = first.isEmpty() ? Snapshot.EMPTY : store.load(request(first, keys, each));
        boolean isCutShort = false;
        for (StockKey key : keys) {
            DueHolds.Answer due = rows.dueHolds().getOrDefault(new DueHolds(key, now, each), DueHolds.Answer.NOTHING);
            due.earliest().stream().filter(hold -> isApart(hold, others)).forEach(this::add);
            isCutShort |= due.quantity() > units(due.earliest(), key);
            endGroup(WORTH_A_COMMAND);
        }
        // What has no units anywhere is found under no key.
        first.stream().filter(hold -> keys(List.of(hold)).isEmpty()).forEach(this::add);
        endGroup(1);
        boolean isAll = others.isEmpty()
                && earliest.size() < Math.min(most, limit)
                && found.keySet().containsAll(ids(first));
        return new Found(groups, new Seen(complete(rows, keys), now), earliest, isAll, isCutShort);
    }

    private static boolean isApart(Reservation hold, Set<StockKey> others) {
        return Collections.disjoint(keys(List.of(hold)), others);
    }

    private void add(Reservation hold) {
        if (found.size() < limit && found.putIfAbsent(hold.id(), hold) == null) {
            group.add(hold.id());
        }
    }

    private void endGroup(int least) {
        if (group.size() >= least) {
            groups.add(group);
            group = new ArrayList<>();
        }
    }

    /** Holds may have lines under other keys as well. */
    private Snapshot complete(Snapshot rows, Set<StockKey> known) {
        Set<StockKey> keys = keys(found.values());
        return known.containsAll(keys) ? rows : store.load(request(found.values(), keys, 0));
    }

    private LoadRequest request(Collection<Reservation> holds, Set<StockKey> keys, int each) {
        LoadRequest.Builder request =
                LoadRequest.builder().reservations(ids(holds)).levels(keys).documents(items(holds));
        keys.forEach(key -> request.dueHolds(new DueHolds(key, now, each)));
        return request.build();
    }

    private static List<ReservationId> ids(Collection<Reservation> holds) {
        return holds.stream().map(Reservation::id).toList();
    }

    private static Set<StockKey> keys(Collection<Reservation> holds) {
        Set<StockKey> keys = new LinkedHashSet<>();
        for (Reservation hold : holds) {
            for (ReservationLine line : hold.lines()) {
                Optional<StockKey> key = line.open() > 0 ? line.key() : Optional.empty();
                key.ifPresent(keys::add);
            }
        }
        return keys;
    }

    private static List<DocumentId> items(Collection<Reservation> holds) {
        Set<Sku> skus = new LinkedHashSet<>();
        holds.forEach(hold -> hold.lines().forEach(line -> skus.add(line.sku())));
        return skus.stream()
                .map(sku -> new DocumentId(DocumentKind.ITEM, sku.value()))
                .toList();
    }

    private static long units(List<Reservation> holds, StockKey key) {
        return holds.stream().mapToLong(hold -> hold.openAt(key)).sum();
    }
}
