package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Balance;
import dev.inventoryledger.Fact;
import dev.inventoryledger.Level;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.MovementType;
import dev.inventoryledger.Phase;
import dev.inventoryledger.Posting;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.ReorderRule;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.ReservationLine;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.StockStatus;
import dev.inventoryledger.internal.decide.Causes.Cause;
import dev.inventoryledger.spi.DueHolds;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.LevelScope;
import dev.inventoryledger.spi.Replacement;
import dev.inventoryledger.spi.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The levels as one draft sees and changes them. Versions, and the figures before and after, are worked out once at the end. */
final class Levels {
    /** How many holds or reservations are asked for at first, and how many times as many where these are too few. */
    static final int FEW = 32;

    /** Where only their units count. */
    private static final int NO_HOLDS = 0;

    private final Workspace rows;
    private final Catalog catalog;
    private final Watch watch;
    private final Instant now;
    private final Causes causes = new Causes();
    private final SortedMap<StockKey, Balance> touched = new TreeMap<>();
    private final Map<StockKey, Long> expired = new TreeMap<>();

    /** Levels that are taken for what they should be. */
    private final Map<StockKey, LevelRow> mended = new TreeMap<>();

    /** The row that was read last; null before, and once a level was mended. */
    private @Nullable LevelRow lastRow;

    Levels(Workspace rows, Catalog catalog, ReorderRule reorder) {
        this.rows = rows;
        this.catalog = catalog;
        now = rows.now();
        watch = new Watch(catalog, reorder, now);
    }

    /** Asked for again and again, most often of the key that was asked for last. */
    private LevelRow row(StockKey key) {
        LevelRow last = lastRow;
        if (last != null && last.key().equals(key)) {
            return last;
        }
        LevelRow found = mended.getOrDefault(key, rows.level(key));
        lastRow = found;
        return found;
    }

    /**
     * Goes on from what a level should be, whatever is recorded. Which holds end when is looked up anew. The level may come by a version
     * that it has had with other figures: whoever remembers those looks again for the item's sake.
     */
    void mend(LevelRow row, long version, Balance balance) {
        catalog.touch(row.key().sku());
        Optional<Instant> maybeNow = Optional.of(Instant.EPOCH);
        lastRow = null;
        mended.put(
                row.key(),
                new LevelRow(row.key(), version, balance, row.status(), row.changedAt(), maybeNow, row.terms()));
        post(row.key(), MovementType.CORRECTION, Optional.empty(), Balance.ZERO);
    }

    /** The recorded figures, with what this draft changes. */
    Balance balance(StockKey key) {
        Balance drafted = touched.get(key);
        return drafted != null ? drafted : row(key).balance();
    }

    /** Reserved units whose hold has ended by time, less those that this draft has closed. */
    long due(StockKey key) {
        return row(key).mayHaveDue(now) ? dueAnswer(key).quantity() - expired.getOrDefault(key, 0L) : 0;
    }

    Due dueHolds(StockKey key, int limit) {
        return rows.dueHolds(new DueHolds(key, now, limit));
    }

    /** Holds that are due, the earliest first. */
    Listing ending() {
        return new Listing() {
            @Override
            public void ask(Needs needs, StockKey key, int limit) {
                needs.dueHolds(new DueHolds(key, now, limit));
            }

            @Override
            public Found first(StockKey key, int limit) {
                Due due = dueHolds(key, limit);
                return new Found(due.answer().earliest(), due.isComplete());
            }
        };
    }

    private DueHolds.Answer dueAnswer(StockKey key) {
        return dueHolds(key, NO_HOLDS).answer();
    }

    /** What can be promised or taken: holds that are due no longer count. */
    long available(StockKey key) {
        return balance(key).available() + due(key);
    }

    /** No hold on the key ends by itself before this. */
    Optional<Instant> nextExpiry(StockKey key) {
        LevelRow row = row(key);
        return row.mayHaveDue(now) ? dueAnswer(key).nextExpiry() : row.dueFrom();
    }

    void post(StockKey key, MovementType type, Optional<ReservationId> reservation, Balance change) {
        post(new Cause(key, type, now, reservation), change);
    }

    /** Units go from one place to another; they are somewhere at every moment. */
    void move(StockKey from, LocationId to, long quantity) {
        post(from, MovementType.TRANSFER, Optional.empty(), new Balance(-quantity, 0, 0));
        StockKey there = new StockKey(from.sku(), to, from.lot());
        post(there, MovementType.TRANSFER, Optional.empty(), new Balance(quantity, 0, 0));
    }

    /** What happened earlier than it is written down. */
    void post(StockKey key, MovementType type, Balance change, Instant effectiveAt) {
        post(new Cause(key, type, effectiveAt, Optional.empty()), change);
    }

    private void post(Cause cause, Balance change) {
        try {
            touched.put(cause.key(), balance(cause.key()).plus(change));
            causes.add(cause, change);
        } catch (ArithmeticException overflow) {
            throw new Refusal(
                    RejectionReason.QUANTITY_OVERFLOW,
                    "quantity at " + cause.key() + ": " + balance(cause.key()).onHand() + " on hand and "
                            + change.onHand() + " more would exceed " + Long.MAX_VALUE);
        }
    }

    void expire(Reservation due) {
        require(due.lines());
        for (ReservationLine line : due.lines()) {
            if (line.open() == 0 || line.key().isEmpty()) {
                continue;
            }
            StockKey key = line.key().orElseThrow();
            Cause cause = new Cause(key, MovementType.EXPIRY, due.expiresAt(), Optional.of(due.id()));
            post(cause, new Balance(0, -line.open(), 0));
            expired.merge(key, line.open(), Math::addExact);
        }
    }

    /** Loads at once all that changing these lines will take. */
    void require(List<ReservationLine> lines) {
        Needs needs = rows.needs();
        for (ReservationLine line : lines) {
            needs.item(line.sku());
            line.key().ifPresent(key -> needs.level(key).location(key.location()));
            line.promise().ifPresent(promise -> needs.supply(line.sku()));
        }
        needs.orMiss();
    }

    /** Loads at once all that changing these reservations will take. */
    void requireOf(Collection<Reservation> reservations) {
        require(reservations.stream()
                .flatMap(reservation -> reservation.lines().stream())
                .toList());
    }

    /** Loads at once what is due on any of these keys. */
    void requireDue(Collection<StockKey> keys) {
        requireDue(keys, key -> 0);
    }

    /** The same, and some of the holds as well where so many units can only be taken if holds are closed. */
    void requireDue(Collection<StockKey> keys, ToLongFunction<StockKey> taken) {
        Needs due = rows.needs();
        for (StockKey key : keys) {
            if (row(key).mayHaveDue(now)) {
                boolean isShort = balance(key).available() < taken.applyAsLong(key);
                due.dueHolds(new DueHolds(key, now, isShort ? FEW : NO_HOLDS));
            }
        }
        due.orMiss();
    }

    /** The keys under which more units are than were. What they are units of is known then. */
    List<StockKey> gaining() {
        List<StockKey> gaining = new ArrayList<>();
        touched.forEach((key, balance) -> {
            if (balance.onHand() > row(key).balance().onHand()) {
                gaining.add(key);
            }
        });
        if (!gaining.isEmpty()) {
            catalog.requireKnown(gaining.stream().map(StockKey::sku).toList(), List.of());
        }
        return gaining;
    }

    /** The keys of a scope, in their order; those that this draft stocks for the first time are among them. */
    List<StockKey> keysOf(LevelScope scope) {
        List<StockKey> stored = rows.keysOf(scope);
        List<StockKey> more = new ArrayList<>();
        for (StockKey key : touched.keySet()) {
            if (scope.covers(key) && Collections.binarySearch(stored, key) < 0) {
                more.add(key);
            }
        }
        return more.isEmpty()
                ? stored
                : Stream.concat(stored.stream(), more.stream()).sorted().toList();
    }

    boolean touches(Sku sku) {
        return touched.keySet().stream().anyMatch(key -> key.sku().equals(sku));
    }

    /** Whether what its level says of a key holds no more, though no unit has moved: rules and holds end by time. */
    boolean isToldWrongly(StockKey key) {
        LevelRow row = row(key);
        return status(key) != row.status() || terms(key) != row.terms();
    }

    /**
     * Tells anew whether stock is low, and on what terms it is promised, though no unit moves: rules, terms or time have changed. The
     * level's version counts postings and stays; whoever remembers the level looks again for the item's sake.
     */
    void remark(StockKey key) {
        touched.put(key, balance(key));
        catalog.touch(key.sku());
    }

    List<Posting> postings() {
        return causes.postings(this::row);
    }

    /** The new rows; what was low, out or back is stated. */
    List<Replacement<LevelRow>> changes(Collection<Reservation> reservations, Consumer<Fact> statement) {
        Needs items = rows.needs();
        touched.keySet().forEach(key -> items.item(key.sku()).location(key.location()));
        items.orMiss();
        requireDue(touched.keySet());
        requireLots(touched.keySet());
        Map<StockKey, Instant> expiries = expiries(reservations);
        List<Replacement<LevelRow>> replacements = new ArrayList<>();
        touched.forEach((key, balance) -> {
            if (!balance.isSound()) {
                throw new IllegalStateException("a rule would leave " + key + " at " + balance);
            }
            LevelRow before = row(key);
            if (rows.level(key).version() == 0) {
                // Whoever relied on the SKU having no stock anywhere must look again.
                catalog.touch(key.sku());
            }
            LevelRow after = new LevelRow(
                    key,
                    versionAfter(key),
                    balance,
                    mark(before, statement),
                    changedAt(key),
                    dueFrom(key, expiries),
                    terms(key));
            replacements.add(new Replacement<>(rows.level(key).version(), after));
        });
        return replacements;
    }

    private StockStatus mark(LevelRow before, Consumer<Fact> statement) {
        StockKey key = before.key();
        StockStatus status = status(key);
        if (status != before.status() || mended.containsKey(key)) {
            Optional<ReorderRule> rule = Optional.of(watch.rule(key)).filter(each -> !each.equals(ReorderRule.NEVER));
            statement.accept(new Fact.StatusChanged(key, before.status(), status, available(key), rule));
        }
        return status;
    }

    private Terms terms(StockKey key) {
        return Terms.of(catalog.item(key.sku()));
    }

    /** Loads at once what is known of the lots that may be back in stock. */
    void requireLots(Collection<StockKey> keys) {
        Needs lots = rows.needs();
        for (StockKey key : keys) {
            if (Watch.isLotBack(key, row(key).status(), available(key))) {
                lots.lot(key);
            }
        }
        lots.orMiss();
    }

    private StockStatus status(StockKey key) {
        return watch.status(key, row(key).status(), available(key));
    }

    private long versionAfter(StockKey key) {
        return row(key).version() + causes.countOf(key);
    }

    private Instant changedAt(StockKey key) {
        LevelRow before = row(key);
        return versionAfter(key) == before.version() ? before.changedAt() : now;
    }

    private Optional<Instant> dueFrom(StockKey key, Map<StockKey, Instant> drafted) {
        Optional<Instant> earlier = due(key) > 0 ? row(key).dueFrom() : nextExpiry(key);
        Instant own = drafted.get(key);
        if (own == null || (earlier.isPresent() && earlier.get().isBefore(own))) {
            return earlier;
        }
        return Optional.of(own);
    }

    /** When the first hold that this draft writes ends, per key. */
    private static Map<StockKey, Instant> expiries(Collection<Reservation> reservations) {
        Map<StockKey, Instant> expiries = new TreeMap<>();
        for (Reservation hold : reservations) {
            if (hold.phase() == Phase.HELD) {
                for (ReservationLine line : hold.lines()) {
                    if (line.open() > 0 && line.key().isPresent()) {
                        expiries.merge(line.key().get(), hold.expiresAt(), Levels::earlier);
                    }
                }
            }
        }
        return expiries;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** The levels as a decision right after this one would see them. */
    List<Level> touched() {
        return touched.keySet().stream()
                .map(key -> new Level(key, balance(key).plus(new Balance(0, -due(key), 0)), versionAfter(key)))
                .toList();
    }
}
