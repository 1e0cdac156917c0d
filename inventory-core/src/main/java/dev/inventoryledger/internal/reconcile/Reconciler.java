package dev.inventoryledger.internal.reconcile;

import dev.inventoryledger.HistoryPrunedException;
import dev.inventoryledger.Item;
import dev.inventoryledger.Level;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.Movement;
import dev.inventoryledger.MovementQuery;
import dev.inventoryledger.Origin;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.command.Adjust;
import dev.inventoryledger.command.Adjustment;
import dev.inventoryledger.internal.Checks;
import dev.inventoryledger.internal.execute.Executor;
import dev.inventoryledger.internal.read.Documents;
import dev.inventoryledger.internal.read.JournalTip;
import dev.inventoryledger.internal.read.Levels;
import dev.inventoryledger.reconciliation.ReconciliationPolicy;
import dev.inventoryledger.reconciliation.ReconciliationPolicy.Handling;
import dev.inventoryledger.reconciliation.ReportedStock;
import dev.inventoryledger.reconciliation.Variance;
import dev.inventoryledger.reconciliation.Variance.Verdict;
import dev.inventoryledger.reconciliation.VarianceReport;
import dev.inventoryledger.reconciliation.WarehouseFeed;
import dev.inventoryledger.spi.DocumentKind;
import dev.inventoryledger.spi.LevelQuery;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.StockStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Compares a location with what its warehouse has counted. Memory grows with the stock keys there. Safe for use by many threads. */
public final class Reconciler {
    private static final int PAGE = 1_000;

    private final StockStore store;
    private final Executor executor;
    private final Clock clock;
    private final Levels levels;

    public Reconciler(StockStore store, Executor executor, Clock clock) {
        this.store = store;
        this.executor = executor;
        this.clock = clock;
        levels = new Levels(store, clock);
    }

    public VarianceReport reconcile(LocationId location, WarehouseFeed feed, ReconciliationPolicy policy) {
        SortedMap<StockKey, ReportedStock> reported = reported(location, feed);
        SortedMap<StockKey, LevelRow> recorded = recorded(location);
        Map<Sku, Item> items = items(reported.keySet());
        SortedMap<StockKey, Variance> lines = new TreeMap<>();
        recorded.forEach((key, row) -> {
            if (row.balance().onHand() > 0 && !reported.containsKey(key)) {
                lines.put(key, new Variance(key, row.balance().onHand(), 0, Optional.empty(), Verdict.NOT_REPORTED));
            }
        });
        reported.forEach((key, stock) -> {
            LevelRow row = recorded.getOrDefault(key, LevelRow.unstocked(key));
            boolean isKnown = items.containsKey(key.sku()) || stock.onHand() == 0;
            Verdict verdict = isKnown ? verdict(row, stock) : Verdict.UNKNOWN_ITEM;
            long onHand = row.balance().onHand();
            lines.put(key, new Variance(key, onHand, stock.onHand(), Optional.of(stock.countedAt()), verdict));
        });
        lines.replaceAll((key, line) -> {
            Item item = items.get(key.sku());
            // Of an item that is not tracked there is no level to adjust.
            return item != null && item.isTracked() ? handled(line, policy) : line;
        });
        return new VarianceReport(location, Checks.micros(clock.instant()), List.copyOf(lines.values()));
    }

    private static SortedMap<StockKey, ReportedStock> reported(LocationId location, WarehouseFeed feed) {
        SortedMap<StockKey, ReportedStock> reported = new TreeMap<>();
        for (ReportedStock stock : feed.stockAt(location)) {
            StockKey key = stock.key();
            Checks.check(key.location().equals(location), "feed", "must be about " + location, key);
            Checks.check(reported.put(key, stock) == null, "feed", "must name each stock key once", key);
        }
        return reported;
    }

    private SortedMap<StockKey, LevelRow> recorded(LocationId location) {
        SortedMap<StockKey, LevelRow> recorded = new TreeMap<>();
        // Pages are in the store's order, which may be another.
        Optional<StockKey> last = Optional.empty();
        List<LevelRow> page;
        do {
            page = store.levels(new LevelQuery.At(location, last, PAGE));
            for (LevelRow row : page) {
                recorded.put(row.key(), row);
                last = Optional.of(row.key());
            }
        } while (page.size() == PAGE);
        return recorded;
    }

    private Map<Sku, Item> items(Set<StockKey> keys) {
        List<String> skus =
                keys.stream().map(key -> key.sku().value()).distinct().toList();
        Map<Sku, Item> items = new HashMap<>();
        for (int first = 0; first < skus.size(); first += PAGE) {
            List<String> some = skus.subList(first, Math.min(skus.size(), first + PAGE));
            new Documents(store).all(DocumentKind.ITEM, some, Item.class).forEach(item -> items.put(item.sku(), item));
        }
        return items;
    }

    private Verdict verdict(LevelRow row, ReportedStock stock) {
        if (hasMovedSince(stock.countedAt(), row)) {
            return Verdict.OUT_OF_DATE;
        }
        return row.balance().onHand() == stock.onHand() ? Verdict.AGREES : Verdict.FLAGGED;
    }

    /** Promises change a level, too, and move nothing. What nobody can tell any more, or yet, may have moved. */
    private boolean hasMovedSince(Instant countedAt, LevelRow row) {
        if (!row.changedAt().isAfter(countedAt)) {
            return isYetToCome(countedAt, row);
        }
        try {
            // Asked again: what was pruned while movements were read is not told any more.
            return hadOtherOnHand(countedAt, row)
                    || hasMovedToAndFro(countedAt, row.key())
                    || hadOtherOnHand(countedAt, row);
        } catch (HistoryPrunedException untold) {
            return true;
        }
    }

    /** A warehouse's clock that is ahead: what moves until then would be taken for part of the count. */
    private boolean isYetToCome(Instant countedAt, LevelRow row) {
        return countedAt.isAfter(clock.instant()) && countedAt.isAfter(row.changedAt());
    }

    private boolean hadOtherOnHand(Instant countedAt, LevelRow row) {
        Level then = levels.recordedAt(List.of(row.key()), countedAt).get(0);
        return then.onHand() != row.balance().onHand();
    }

    private boolean hasMovedToAndFro(Instant countedAt, StockKey key) {
        MovementQuery query = MovementQuery.all()
                .ofSku(key.sku().value())
                .at(key.location().value())
                .between(countedAt.plusNanos(1_000), Instant.MAX)
                .limit(PAGE);
        JournalTip.await(store);
        List<Movement> page;
        do {
            page = store.movements(query);
            for (Movement movement : page) {
                boolean isOurs = movement.posting().key().equals(key);
                if (isOurs && movement.posting().change().onHand() != 0) {
                    return true;
                }
                query = query.after(movement);
            }
        } while (page.size() == PAGE);
        return false;
    }

    private Variance handled(Variance line, ReconciliationPolicy policy) {
        boolean isSmall = Math.abs(line.difference()) <= policy.toleranceUnits();
        boolean isToBeApplied =
                line.verdict() == Verdict.FLAGGED && isSmall && policy.withinTolerance() == Handling.APPLY;
        return isToBeApplied
                ? new Variance(line.key(), line.recorded(), line.reported(), line.countedAt(), applied(line))
                : line;
    }

    /** Once, however often the same count is reported, and only if nothing has come or gone since it was compared. */
    private Verdict applied(Variance line) {
        String what = line.key() + " " + line.countedAt() + " " + line.recorded() + " " + line.reported();
        Origin origin = Origin.of("reconciled-" + UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8)))
                .by("reconciliation")
                .because("the warehouse has counted " + line.reported());
        Adjustment adjustment = new Adjustment(line.key(), line.difference()).ofOnHand(line.recorded());
        Outcome<List<Level>> outcome = executor.execute(new Adjust(origin, List.of(adjustment)));
        if (outcome.isAccepted()) {
            return Verdict.APPLIED;
        }
        boolean hasMoved = outcome.rejection().equals(Optional.of(RejectionReason.LEVEL_CHANGED));
        return hasMoved ? Verdict.OUT_OF_DATE : Verdict.FLAGGED;
    }
}
