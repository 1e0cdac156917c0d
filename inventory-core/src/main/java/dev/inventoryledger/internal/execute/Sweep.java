package dev.inventoryledger.internal.execute;

import dev.inventoryledger.Outcome;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.ReservationQuery;
import dev.inventoryledger.command.ExpireHolds;
import dev.inventoryledger.internal.Checks;
import dev.inventoryledger.spi.StockStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Closes holds that are due, a batch at a time. */
public final class Sweep {
    private static final int BATCH = 500;
    private static final Duration MICROSECOND = Duration.ofNanos(1_000);

    private final StockStore store;
    private final Executor executor;
    private final Clock clock;

    public Sweep(StockStore store, Executor executor, Clock clock) {
        this.store = store;
        this.executor = executor;
        this.clock = clock;
    }

    public int releaseExpired(int limit) {
        int released = 0;
        int found = BATCH;
        while (released < limit && found == BATCH) {
            List<ReservationId> due = due(Math.min(BATCH, limit - released));
            found = due.size();
            int expired = due.isEmpty() ? 0 : expire(due);
            found = expired == 0 ? 0 : found;
            released += expired;
        }
        return released;
    }

    private List<ReservationId> due(int limit) {
        // A hold counts while now < expiresAt: one that ends just now is due.
        Instant end = Checks.micros(clock.instant()).plus(MICROSECOND);
        return store.reservations(ReservationQuery.holdsExpiringBefore(end).limit(limit)).stream()
                .map(Reservation::id)
                .toList();
    }

    private int expire(List<ReservationId> due) {
        Outcome<List<Reservation>> outcome = executor.execute(ExpireHolds.of(due));
        return outcome instanceof Outcome.Accepted<List<Reservation>> accepted
                ? accepted.state().size()
                : 0;
    }
}
