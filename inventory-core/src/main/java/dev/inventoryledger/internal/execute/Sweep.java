package dev.inventoryledger.internal.execute;

import dev.inventoryledger.Outcome;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.command.ExpireHolds;
import dev.inventoryledger.internal.Checks;
import dev.inventoryledger.spi.StockStore;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

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
        Gathering.Found found = gathering(limit).beginningWith(earliest);
        while (found.size() > 0) {
            earliest = next(earliest, found);
            Supplier<Gathering.Found> meanwhile = meanwhile(found, limit - released - found.size(), earliest);
            int expired = expire(found);
            released += expired;
            if (expired == 0) {
                return released;
            }
            Gathering.Found more = meanwhile.get();
            boolean looksAgain = more.size() == 0 && !found.isAll() && released < limit;
            found = looksAgain ? gathering(limit - released).beginningWith(earliest) : more;
        }
        return released;
    }

    /** What else is due is looked for while some are being closed, so far as these leave it alone. */
    private Supplier<Gathering.Found> meanwhile(Gathering.Found closing, int left, int earliest) {
        return closing.isAll() || left <= 0
                ? () -> Gathering.Found.NOTHING
                : executor.meanwhile(() -> gathering(left).besides(closing, earliest));
    }

    private Gathering gathering(int limit) {
        return new Gathering(store, Checks.micros(clock.instant()), Math.min(MOST_AT_ONCE, limit));
    }

    /** With how many of the earliest to begin, so that what is due on their keys comes to as many as are closed at once. */
    private static int next(int earliest, Gathering.Found found) {
        int next = found.isCutShort() ? earliest / 2 : earliest * MOST_AT_ONCE / found.size();
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
