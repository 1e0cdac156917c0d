package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Phase;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.spi.DueHolds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What is due on one key at one instant, kept true while a batch changes holds. Immutable. */
record Due(DueHolds question, DueHolds.Answer answer, boolean isComplete) {
    private static final Comparator<Reservation> EARLIEST_FIRST =
            Comparator.comparing(Reservation::expiresAt).thenComparing(Reservation::id);

    static Due of(DueHolds question, DueHolds.Answer answer) {
        return new Due(question, answer, answer.earliest().size() < question.limit());
    }

    /** As far as its list reaches, which changes may have shortened. */
    boolean answers(DueHolds other) {
        boolean reaches = question.limit() >= other.limit()
                && (other.limit() == 0 || !answer.earliest().isEmpty());
        return question.now().equals(other.now()) && (isComplete || reaches);
    }

    /** The same after a reservation was changed; before is empty if it is new. */
    Due after(Optional<Reservation> before, Reservation after) {
        StockKey key = question.key();
        long gone = before.filter(this::counts).map(hold -> hold.openAt(key)).orElse(0L);
        long come = counts(after) ? after.openAt(key) : 0;
        List<Reservation> earliest = new ArrayList<>(answer.earliest());
        earliest.removeIf(hold -> hold.id().equals(after.id()));
        if (come > 0 && (isComplete || comesBeforeLast(after))) {
            earliest.add(after);
            earliest.sort(EARLIEST_FIRST);
        }
        DueHolds.Answer changed = new DueHolds.Answer(answer.quantity() - gone + come, next(after), earliest);
        return new Due(question, changed, isComplete);
    }

    private boolean comesBeforeLast(Reservation hold) {
        List<Reservation> known = answer.earliest();
        return !known.isEmpty() && EARLIEST_FIRST.compare(hold, known.get(known.size() - 1)) < 0;
    }

    private boolean counts(Reservation hold) {
        return hold.isDue(question.now()) && hold.openAt(question.key()) > 0;
    }

    /** A lower bound: that the earliest hold of all was given back is not noticed. */
    private Optional<Instant> next(Reservation hold) {
        boolean ends = hold.phase() == Phase.HELD
                && !hold.isDue(question.now())
                && hold.openAt(question.key()) > 0
                && answer.nextExpiry().filter(hold.expiresAt()::isAfter).isEmpty();
        return ends ? Optional.of(hold.expiresAt()) : answer.nextExpiry();
    }
}
