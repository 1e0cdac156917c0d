package dev.inventoryledger.inmemory;

import dev.inventoryledger.OrderId;
import dev.inventoryledger.OwnerId;
import dev.inventoryledger.Phase;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.ReservationLine;
import dev.inventoryledger.ReservationQuery;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.spi.DueHolds;
import dev.inventoryledger.spi.OpenReservations;
import dev.inventoryledger.spi.OutstandingReservations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reservations by id, with an index for every question. Used under the store's lock. */
final class ReservationTable {
    private static final Comparator<Reservation> NEWEST_FIRST = Collections.reverseOrder(ReservationTable::byWait);

    private final NavigableMap<ReservationId, Reservation> rows = new TreeMap<>();
    private final Map<ReservationId, Reservation> byId = new HashMap<>();
    private final ReservationIndex<OrderId> byOrder =
            new ReservationIndex<>(row -> row.order().map(List::of).orElse(List.of()), ReservationTable::byId);
    private final ReservationIndex<OwnerId> byOwner =
            new ReservationIndex<>(row -> row.owner().map(List::of).orElse(List.of()), ReservationTable::byId);
    private final ReservationIndex<Phase> holds = new ReservationIndex<>(
            row -> row.phase() == Phase.HELD ? List.of(Phase.HELD) : List.of(), ReservationTable::byExpiry);
    private final ReservationIndex<StockKey> held =
            new ReservationIndex<>(row -> openKeys(row, Phase.HELD), ReservationTable::byExpiry);
    private final ReservationIndex<StockKey> confirmed =
            new ReservationIndex<>(row -> openKeys(row, Phase.CONFIRMED), NEWEST_FIRST);
    private final ReservationIndex<Sku> outstanding =
            new ReservationIndex<>(ReservationTable::lackingSkus, ReservationTable::byWait);
    private final List<ReservationIndex<?>> indexes = List.of(byOrder, byOwner, holds, held, confirmed, outstanding);

    private static int byId(Reservation one, Reservation other) {
        return one.id().compareTo(other.id());
    }

    /** Every hold is compared with a score of others, and more: not by chains of comparators. */
    private static int byExpiry(Reservation one, Reservation other) {
        int order = one.expiresAt().compareTo(other.expiresAt());
        return order == 0 ? byId(one, other) : order;
    }

    private static int byWait(Reservation one, Reservation other) {
        int order = one.waitsSince().compareTo(other.waitsSince());
        return order == 0 ? byId(one, other) : order;
    }

    private static Collection<StockKey> openKeys(Reservation row, Phase phase) {
        return row.phase() == phase ? row.openKeys() : List.of();
    }

    private static Collection<Sku> lackingSkus(Reservation row) {
        List<Sku> skus = new ArrayList<>();
        for (ReservationLine line : row.lines()) {
            if (row.phase() != Phase.CLOSED && line.outstanding() > 0) {
                skus.add(line.sku());
            }
        }
        return skus;
    }

    long version(ReservationId id) {
        Reservation found = byId.get(id);
        return found == null ? 0 : found.version();
    }

    void put(Reservation row) {
        rows.put(row.id(), row);
        Optional.ofNullable(byId.put(row.id(), row)).ifPresent(old -> indexes.forEach(index -> index.remove(old)));
        indexes.forEach(index -> index.add(row));
    }

    Map<ReservationId, Reservation> rows(Collection<ReservationId> ids) {
        return Answers.toSome(ids, id -> Optional.ofNullable(byId.get(id)));
    }

    List<Reservation> all() {
        return List.copyOf(rows.values());
    }

    DueHolds.Answer dueHolds(DueHolds question) {
        long quantity = 0;
        Optional<Instant> next = Optional.empty();
        List<Reservation> earliest = new ArrayList<>();
        for (Reservation hold : held.get(question.key())) {
            if (hold.expiresAt().isAfter(question.now())) {
                next = Optional.of(hold.expiresAt());
                break;
            }
            quantity += hold.openAt(question.key());
            if (earliest.size() < question.limit()) {
                earliest.add(hold);
            }
        }
        return new DueHolds.Answer(quantity, next, earliest);
    }

    /** Holds stand in the order of their ends: putting them in another is left to who asks, which is seldom, as every hold is indexed. */
    List<Reservation> open(OpenReservations question) {
        Stream<Reservation> found = question.phase() == Phase.HELD
                ? held.get(question.key()).stream().sorted(NEWEST_FIRST)
                : confirmed.get(question.key()).stream();
        return found.limit(question.limit()).toList();
    }

    List<Reservation> outstanding(OutstandingReservations question) {
        return outstanding.get(question.sku()).stream().limit(question.limit()).toList();
    }

    List<Reservation> query(ReservationQuery query) {
        return matching(query.filter(), query.after()).limit(query.limit()).toList();
    }

    private Stream<Reservation> matching(ReservationQuery.Filter filter, Optional<Reservation> after) {
        if (filter instanceof ReservationQuery.OfOrder ofOrder) {
            return behind(byOrder.get(ofOrder.order()), after);
        }
        if (filter instanceof ReservationQuery.OfOwner ofOwner) {
            return behind(byOwner.get(ofOwner.owner()), after);
        }
        if (filter instanceof ReservationQuery.HoldsExpiringBefore before) {
            return behind(holds.get(Phase.HELD), after)
                    .takeWhile(hold -> hold.expiresAt().isBefore(before.instant()));
        }
        return after.map(last -> rows.tailMap(last.id(), false)).orElse(rows).values().stream();
    }

    private static Stream<Reservation> behind(NavigableSet<Reservation> set, Optional<Reservation> after) {
        // An empty set knows no order.
        return after.isEmpty() || set.isEmpty() ? set.stream() : set.tailSet(after.get(), false).stream();
    }
}
