package dev.inventoryledger.internal.execute;

import dev.inventoryledger.Outcome;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.command.ExpireHolds;
import dev.inventoryledger.internal.Checks;
import dev.inventoryledger.spi.StockStore;
import java.time.Clock;
import java.util.List;

/** Closes holds that are due, some hundreds at a time. */
public final class Sweep {
    private static final int MOST_AT_ONCE = 500;
    private static final int FEWEST_KEYS = 16;
    private static final int FIRST = 64;

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
        int earliest = FIRST;
        boolean goesOn = true;
        while (goesOn && released < limit) {
            int most = Math.min(MOST_AT_ONCE, limit - released);
            Gathering.Found found =
                    new Gathering(store, Checks.micros(clock.instant()), most).beginningWith(Math.min(earliest, most));
            int expired = expire(found);
            released += expired;
            goesOn = expired > 0 && !found.isAll();
            earliest = next(earliest, most, found);
        }
        return released;
    }

    /** With how many of the earliest to begin, so that what is due on their keys comes to as many as are closed at once. */
    private static int next(int earliest, int most, Gathering.Found found) {
        int next = found.isCutShort() ? earliest / 2 : earliest * most / Math.max(1, found.size());
        return Math.min(MOST_AT_ONCE, Math.max(FEWEST_KEYS, next));
    }

    private int expire(Gathering.Found found) {
        List<ExpireHolds> commands =
                found.groups().stream().map(ExpireHolds::of).toList();
        int expired = 0;
        for (Outcome<List<Reservation>> outcome : executor.executeAll(commands, found.seen())) {
            expired += outcome instanceof Outcome.Accepted<List<Reservation>> accepted
                    ? accepted.state().size()
                    : 0;
        }
        return expired;
    }
}
