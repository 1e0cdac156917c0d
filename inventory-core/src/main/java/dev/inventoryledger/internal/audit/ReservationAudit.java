package dev.inventoryledger.internal.audit;

import dev.inventoryledger.Entry;
import dev.inventoryledger.Fact;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.StockStore;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Each reservation is as its last entry left it. What is kept are those that the store has at a later version than the journal has so
 * far, so about as many as are open at one time.
 */
final class ReservationAudit {
    private static final int INVARIANT = 4;
    private static final int MOST_ROUNDS = 10;

    private final StockStore store;
    private final Findings findings;
    private final Map<ReservationId, Reservation> awaited = new HashMap<>();

    ReservationAudit(StockStore store, Findings findings) {
        this.store = store;
        this.findings = findings;
    }

    void check(List<Entry> page) {
        Map<ReservationId, Reservation> last = new LinkedHashMap<>();
        for (Entry entry : page) {
            for (Fact.ReservationChanged fact : entry.facts(Fact.ReservationChanged.class)) {
                Reservation after = fact.after();
                Reservation before = last.getOrDefault(after.id(), awaited.get(after.id()));
                boolean follows = before == null
                        || after.version() == before.version()
                        || after.version() == before.version() + 1;
                findings.unless(
                        follows,
                        INVARIANT,
                        after.id(),
                        () -> "an entry before its version " + after.version() + " is missing");
                last.put(after.id(), after);
            }
        }
        compare(last);
    }

    /** What is found at a version can only be that version: rows never go back. */
    private void compare(Map<ReservationId, Reservation> entered) {
        if (entered.isEmpty()) {
            return;
        }
        Map<ReservationId, Reservation> rows = store.load(
                        LoadRequest.builder().reservations(entered.keySet()).build())
                .reservations();
        entered.forEach((id, after) -> {
            Reservation row = rows.get(id);
            if (row != null && row.version() > after.version()) {
                awaited.put(id, after);
            } else {
                awaited.remove(id);
                String stands = row == null ? "is missing" : "stands at " + row;
                findings.unless(
                        after.equals(row), INVARIANT, id, () -> stands + ", its last entry left it at " + after);
            }
        });
    }

    /** The store had these later than the journal: what is read on tells why, or there is no reason. */
    void end(Runnable readOn) {
        for (int round = 0; round < MOST_ROUNDS && !awaited.isEmpty(); round++) {
            Map<ReservationId, Reservation> before = Map.copyOf(awaited);
            readOn.run();
            before.forEach((id, after) -> {
                if (awaited.remove(id, after)) {
                    findings.unless(
                            false,
                            INVARIANT,
                            id,
                            () -> "is at a later version than " + after.version() + ", its last entry's");
                }
            });
        }
    }
}
