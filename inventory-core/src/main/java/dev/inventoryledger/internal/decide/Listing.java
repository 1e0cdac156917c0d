package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Reservation;
import dev.inventoryledger.StockKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reservations that have units under a key, in some order, as far as is asked for. */
interface Listing {
    /** Says that so many will be read. */
    void ask(Needs needs, StockKey key, int limit);

    /** The first of them. */
    Found first(StockKey key, int limit);

    /**
     * What was found.
     *
     * @param reservations those whose units count
     * @param isComplete whether there are no more
     */
    record Found(List<Reservation> reservations, boolean isComplete) {
        private long unitsAt(StockKey key) {
            long units = 0;
            for (Reservation each : reservations) {
                units += each.openAt(key);
            }
            return units;
        }
    }

    /** Loads at once as many as have the units that are wanted under each key, or all; gives them by key. */
    default Map<StockKey, List<Reservation>> require(Map<StockKey, Long> wanted, Workspace rows) {
        Map<StockKey, List<Reservation>> enough = new TreeMap<>();
        Set<StockKey> others = new TreeSet<>(wanted.keySet());
        for (int limit = Levels.FEW; !others.isEmpty(); limit = Math.multiplyExact(limit, Levels.FEW)) {
            int most = limit;
            Needs needs = rows.needs();
            others.forEach(key -> ask(needs, key, most));
            needs.orMiss();
            others.removeIf(key -> {
                Found found = first(key, most);
                boolean isEnough = found.isComplete() || found.unitsAt(key) >= wanted.getOrDefault(key, 0L);
                if (isEnough) {
                    enough.put(key, found.reservations());
                }
                return isEnough;
            });
        }
        return enough;
    }
}
