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
    /** With so many of the earliest it begins, not knowing how many are due on a key, and with no fewer where there are many. */
    private static final int EARLIEST_AT_FIRST = 64;

    private static final int FEWEST_EARLIEST = 16;

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
        int earliest = EARLIEST_AT_FIRST;
        boolean isFirstLook = true;
        Gathering.Gathered due = gathering(limit).beginningWith(earliest);
        while (!due.isEmpty()) {
            earliest = next(earliest, due);
            Supplier<Gathering.Gathered> others = others(due, limit - released - due.size(), earliest);
            int expired = expire(due);
            released += expired;
            if (expired == 0 && isFirstLook) {
                // Somebody else is closing the same.
                return released;
            }
            Gathering.Gathered more = others.get();
            isFirstLook = more.isEmpty() && !due.isAll() && released < limit;
            due = isFirstLook ? gathering(limit - released).beginningWith(earliest) : more;
        }
        return released;
    }

    /** What else is due is looked for while some are being closed, so far as these leave it alone. */
    private Supplier<Gathering.Gathered> others(Gathering.Gathered closing, int left, int earliest) {
        return closing.isAll() || left <= 0
                ? () -> Gathering.Gathered.NOTHING
                : executor.meanwhile(() -> gathering(left).besides(closing, earliest));
    }

    private Gathering gathering(int limit) {
        return new Gathering(store, Checks.micros(clock.instant()), limit);
    }

    /** With how many of the earliest to begin, so that what is due on their keys comes to as many as are closed at once. */
    private static int next(int earliest, Gathering.Gathered due) {
        int wanted = due.isCutShort() ? earliest / 2 : earliest * Gathering.MOST / due.size();
        return Math.min(Gathering.MOST, Math.max(FEWEST_EARLIEST, wanted));
    }

    private int expire(Gathering.Gathered due) {
        List<ExpireHolds> commands = due.groups().stream().map(ExpireHolds::of).toList();
        int expired = 0;
        for (Outcome<List<Reservation>> outcome : executor.executeAll(commands, due.seen())) {
            expired += outcome instanceof Outcome.Accepted<List<Reservation>> accepted
                    ? accepted.state().size()
                    : 0;
        }
        return expired;
    }
}
