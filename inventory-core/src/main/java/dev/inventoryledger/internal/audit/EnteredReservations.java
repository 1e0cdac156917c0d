package dev.inventoryledger.internal.audit;

import dev.inventoryledger.Entry;
import dev.inventoryledger.Fact;
import dev.inventoryledger.ReservationId;
import java.util.HashSet;
import java.util.Set;

/**
 * Which reservations the journal knows, as far as memory allows: one share of them at a time. Where there are several shares, the
 * journal is read once for each.
 */
final class EnteredReservations {
    private static final int MOST = 500_000;

    private final int share;
    private final Set<ReservationId> ids = new HashSet<>();
    private int shares;

    EnteredReservations(int share, int shares) {
        this.share = share;
        this.shares = shares;
    }

    int shares() {
        return shares;
    }

    void note(Entry entry) {
        for (Fact.ReservationChanged fact : entry.facts(Fact.ReservationChanged.class)) {
            if (isMine(fact.after().id())) {
                ids.add(fact.after().id());
            }
        }
        if (ids.size() > MOST && share == 0) {
            shares *= 2;
            ids.removeIf(id -> !isMine(id));
        }
    }

    private boolean isMine(ReservationId id) {
        return Math.floorMod(id.hashCode(), shares) == share;
    }

    boolean lacks(ReservationId id) {
        return isMine(id) && !ids.contains(id);
    }
}
