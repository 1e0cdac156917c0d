package dev.inventoryledger.internal.decide;

import java.time.Instant;

/** Ends a rule at the point where it reads a row that was changed later than now: it is decided again as of then. */
final class Later extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Instant changedAt;

    Later(Instant changedAt) {
        super("a row was changed later than now", null, false, false);
        this.changedAt = changedAt;
    }

    Instant changedAt() {
        return changedAt;
    }
}
