package dev.inventoryledger.inmemory;

import dev.inventoryledger.Reservation;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Function;

/** Reservations under each key that they have, named once or several times, in an order. Used under the store's lock. */
final class ReservationIndex<K> {
    private final Function<Reservation, Collection<K>> keysOf;
    private final Comparator<Reservation> order;
    private final Map<K, NavigableSet<Reservation>> sets = new HashMap<>();

    /** The order tells any two reservations apart. */
    ReservationIndex(Function<Reservation, Collection<K>> keysOf, Comparator<Reservation> order) {
        this.keysOf = keysOf;
        this.order = order;
    }

    void add(Reservation row) {
        for (K key : keysOf.apply(row)) {
            sets.computeIfAbsent(key, unseen -> new TreeSet<>(order)).add(row);
        }
    }

    void remove(Reservation row) {
        for (K key : keysOf.apply(row)) {
            sets.computeIfPresent(key, (same, set) -> {
                set.remove(row);
                return set.isEmpty() ? null : set;
            });
        }
    }

    NavigableSet<Reservation> get(K key) {
        return sets.getOrDefault(key, Collections.emptyNavigableSet());
    }
}
