package dev.inventoryledger.internal.report;

import dev.inventoryledger.Balance;
import dev.inventoryledger.Entry;
import dev.inventoryledger.HistoryPrunedException;
import dev.inventoryledger.Level;
import dev.inventoryledger.Movement;
import dev.inventoryledger.MovementQuery;
import dev.inventoryledger.MovementType;
import dev.inventoryledger.Posting;
import dev.inventoryledger.RetryableStoreException;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.internal.Checks;
import dev.inventoryledger.internal.audit.OpeningAudit;
import dev.inventoryledger.internal.read.JournalTip;
import dev.inventoryledger.internal.read.Levels;
import dev.inventoryledger.report.MovementTotals;
import dev.inventoryledger.report.Reports;
import dev.inventoryledger.spi.EntryQuery;
import dev.inventoryledger.spi.PrunedJournal;
import dev.inventoryledger.spi.StockStore;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reports on what the journal says.
 *
 * @param store whose journal
 * @param levels what was there at an instant
 */
public record JournalReports(StockStore store, Levels levels) implements Reports {
    private static final String MOVEMENT_HEAD = "recorded_at,effective_at,position,type,sku,location,lot,reservation,"
            + "on_hand_change,reserved_change,allocated_change,on_hand,reserved,allocated,"
            + "command,command_id,actor,reason,reference\r\n";
    private static final String VARIANCE_HEAD = "recorded_at,position,type,sku,location,lot,on_hand_before,on_hand,"
            + "difference,outstanding,command_id,actor,reason,reference\r\n";
    private static final int MOST_TIMES = 10;

    @Override
    public long writeMovements(Instant from, Instant until, Appendable out) throws IOException {
        MovementQuery movements = between(from, until);
        out.append(MOVEMENT_HEAD);
        return each(
                movements,
                any -> true,
                movement -> out.append(movement(new CsvLine(), movement).toString()));
    }

    @Override
    public long writeVariances(Instant from, Instant until, Appendable out) throws IOException {
        MovementQuery variances = between(from, until)
                .ofType(MovementType.COUNT, MovementType.ADJUSTMENT, MovementType.SHORTAGE, MovementType.CORRECTION);
        out.append(VARIANCE_HEAD);
        return each(
                variances,
                JournalReports::isVariance,
                movement -> out.append(variance(new CsvLine(), movement).toString()));
    }

    /** A count may find what was expected. */
    private static boolean isVariance(Movement movement) {
        Posting posting = movement.posting();
        return posting.type() != MovementType.COUNT || posting.change().onHand() != 0;
    }

    private MovementQuery between(Instant from, Instant until) {
        Instant first = Checks.instant("from", from);
        Instant end = Checks.instant("until", until);
        Checks.check(!end.isBefore(first), "until", "must not be before from", until);
        requireKept(first);
        JournalTip.await(store);
        return MovementQuery.all().between(first, end).limit(MovementQuery.MAX_LIMIT);
    }

    /** Before the first page, and after the last: a pruning in between would have taken some away. */
    private void requireKept(Instant first) {
        goneUpTo().filter(youngest -> !first.isAfter(youngest)).ifPresent(youngest -> {
            throw new HistoryPrunedException("the journal was pruned up to what was recorded at " + youngest
                    + ", and no longer reaches back to " + first);
        });
    }

    /** When the youngest of what is gone was recorded, or a little later where nothing says so. */
    private Optional<Instant> goneUpTo() {
        long prunedUpTo = store.extent().prunedUpTo();
        if (prunedUpTo == 0) {
            return Optional.empty();
        }
        return OpeningAudit.read(store)
                .filter(told -> told.pruned().position() >= prunedUpTo)
                .map(PrunedJournal::recordedUpTo)
                .or(() -> store.entries(new EntryQuery.After(prunedUpTo, 1)).stream()
                        .findFirst()
                        .map(Entry::recordedAt));
    }

    /** What takes movements in, and may fail at it. */
    @FunctionalInterface
    private interface Taking {
        void take(Movement movement) throws IOException;
    }

    /** Hands over those that are wanted; tells how many these are. */
    private long each(MovementQuery start, Predicate<Movement> which, Taking taking) throws IOException {
        MovementQuery query = start;
        long count = 0;
        List<Movement> page;
        do {
            page = store.movements(query);
            for (Movement movement : page) {
                if (which.test(movement)) {
                    taking.take(movement);
                    count++;
                }
            }
            query = page.isEmpty() ? query : query.after(page.get(page.size() - 1));
        } while (page.size() == query.limit());
        requireKept(start.from().orElseThrow());
        return count;
    }

    private static CsvLine movement(CsvLine line, Movement movement) {
        Posting posting = movement.posting();
        line.word(movement.recordedAt())
                .word(posting.effectiveAt())
                .number(movement.position())
                .word(posting.type());
        key(line, posting.key()).text(posting.reservationId());
        figures(line, posting.change());
        figures(line, posting.after()).word(movement.command());
        return origin(line, movement);
    }

    private static CsvLine variance(CsvLine line, Movement movement) {
        Posting posting = movement.posting();
        line.word(movement.recordedAt()).number(movement.position()).word(posting.type());
        key(line, posting.key())
                .number(posting.before().onHand())
                .number(posting.after().onHand())
                .number(posting.change().onHand())
                .number(-posting.change().reserved());
        return origin(line, movement);
    }

    private static CsvLine key(CsvLine line, StockKey key) {
        return line.text(key.sku().value())
                .text(key.location().value())
                .text(key.lot().value());
    }

    private static CsvLine figures(CsvLine line, Balance balance) {
        return line.number(balance.onHand()).number(balance.reserved()).number(balance.allocated());
    }

    private static CsvLine origin(CsvLine line, Movement movement) {
        return line.text(movement.origin().commandId().value())
                .text(movement.origin().actor())
                .text(movement.origin().reason())
                .text(movement.origin().reference());
    }

    @Override
    public MovementTotals totals(Instant from, Instant until) {
        for (int times = 0; times < MOST_TIMES; times++) {
            Optional<MovementTotals> totals = count(from, until);
            if (totals.isPresent()) {
                return totals.get();
            }
        }
        throw new RetryableStoreException("stock moved again and again while its movements up to " + until
                + " were summed up; ask for a span that has ended");
    }

    /** Nothing, if stock has moved within the span while it was read. */
    private Optional<MovementTotals> count(Instant from, Instant until) {
        Map<StockKey, Long> versions = new HashMap<>();
        Map<MovementType, Balance> changes = new EnumMap<>(MovementType.class);
        try {
            each(between(from, until), any -> true, movement -> {
                Posting posting = movement.posting();
                versions.merge(posting.key(), posting.version(), Math::max);
                changes.merge(posting.type(), posting.change(), Balance::plus);
            });
        } catch (IOException impossible) {
            throw new IllegalStateException("nothing is written", impossible);
        }
        List<Level> opening = recordedBefore(versions.keySet(), from);
        List<Level> closing = recordedBefore(versions.keySet(), until);
        boolean isStill = closing.stream().allMatch(level -> level.version() == versions.getOrDefault(level.key(), 0L));
        return isStill
                ? Optional.of(new MovementTotals(from, until, versions.size(), sum(opening), changes, sum(closing)))
                : Optional.empty();
    }

    private List<Level> recordedBefore(Set<StockKey> keys, Instant end) {
        return levels.recordedAt(keys, Checks.before(end));
    }

    private static Balance sum(List<Level> levels) {
        return levels.stream().map(Level::balance).reduce(Balance.ZERO, Balance::plus);
    }
}
