package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Balance;
import dev.inventoryledger.MovementType;
import dev.inventoryledger.Posting;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.spi.LevelRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** What one draft moves, summed by key and cause; each sum becomes a posting. */
final class Causes {
    /** What makes a posting one of its own. Ordered as an entry states its postings. */
    record Cause(StockKey key, MovementType type, Instant effectiveAt, Optional<ReservationId> reservation) {
        private static final Comparator<Cause> ORDER = Comparator.comparing(Cause::key)
                .thenComparing(Cause::type)
                .thenComparing(Cause::effectiveAt)
                .thenComparing(Cause::name);

        private String name() {
            return reservation.isPresent() ? reservation.get().value() : "";
        }
    }

    private final SortedMap<Cause, Balance> changes = new TreeMap<>(Cause.ORDER);
    private final Map<StockKey, Integer> countByKey = new TreeMap<>();

    /** Throws ArithmeticException, and leaves all as it was, where a sum exceeds what can be counted. */
    void add(Cause cause, Balance change) {
        Balance earlier = changes.get(cause);
        changes.put(cause, earlier == null ? change : earlier.plus(change));
        if (earlier == null) {
            countByKey.merge(cause.key(), 1, Integer::sum);
        }
    }

    /** How many postings a key gets. */
    int countOf(StockKey key) {
        return countByKey.getOrDefault(key, 0);
    }

    /** The postings, in the order in which an entry states them; each goes on from the one before it, the first from the stored row. */
    List<Posting> postings(Function<StockKey, LevelRow> rows) {
        List<Posting> postings = new ArrayList<>();
        Map<StockKey, Posting> last = new TreeMap<>();
        changes.forEach((cause, change) -> {
            LevelRow row = rows.apply(cause.key());
            Posting earlier = last.get(cause.key());
            Balance before = earlier == null ? row.balance() : earlier.after();
            long version = (earlier == null ? row.version() : earlier.version()) + 1;
            Posting posting = new Posting(
                    cause.key(),
                    version,
                    cause.type(),
                    cause.reservation(),
                    before,
                    before.plus(change),
                    cause.effectiveAt());
            last.put(cause.key(), posting);
            postings.add(posting);
        });
        return postings;
    }
}
