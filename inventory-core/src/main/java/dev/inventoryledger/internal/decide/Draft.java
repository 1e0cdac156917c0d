package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Entry;
import dev.inventoryledger.Fact;
import dev.inventoryledger.Fingerprint;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationChange;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.command.Command;
import dev.inventoryledger.command.StockCommand;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.ClaimId;
import dev.inventoryledger.spi.ClaimRow;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.Replacement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one command would change: rules write here, and later lines see the effect of earlier ones. Thrown away if the
 * command is refused. Not safe for use by several threads.
 */
final class Draft {
    private final Workspace rows;
    private final Policies policies;
    private final Instant now;
    private final Catalog catalog;
    private final SupplyBooks supply;
    private final Levels levels;
    private final Map<ReservationId, Reservation> reservations = new TreeMap<>();
    private final Map<StockKey, Long> guardedLevels = new TreeMap<>();
    private final List<Replacement<ClaimRow>> claims = new ArrayList<>();
    private final List<Fact> facts = new ArrayList<>();

    Draft(Workspace rows, Policies policies) {
        this.rows = rows;
        this.policies = policies;
        now = rows.now();
        catalog = new Catalog(rows);
        supply = new SupplyBooks(catalog);
        levels = new Levels(rows, catalog, policies.reorder());
    }

    Instant now() {
        return now;
    }

    Policies policies() {
        return policies;
    }

    Catalog catalog() {
        return catalog;
    }

    Levels levels() {
        return levels;
    }

    SupplyBooks supply() {
        return supply;
    }

    Workspace rows() {
        return rows;
    }

    void state(Fact fact) {
        facts.add(fact);
    }

    Optional<Reservation> find(ReservationId id) {
        Reservation drafted = reservations.get(id);
        return drafted != null ? Optional.of(drafted) : rows.reservation(id);
    }

    /** A reservation as it stands now: if its hold has ended by time, that is written down first. */
    Reservation current(ReservationId id) {
        Reservation found = find(id).orElseThrow(() ->
                new Refusal(RejectionReason.UNKNOWN_RESERVATION, "reservationId " + id + ": no such reservation"));
        return found.isDue(now) ? expire(found) : found;
    }

    /** Closes a hold that is due. The postings take effect when it ended, whenever that is noticed. */
    Reservation expire(Reservation due) {
        levels.expire(due);
        Reservation after = due.asOf(now);
        put(ReservationChange.EXPIRED, after);
        return find(due.id()).orElseThrow();
    }

    /** Writes a reservation; however often one command does so, it is one new version. */
    void put(ReservationChange change, Reservation after) {
        long version = rows.reservation(after.id()).map(Reservation::version).orElse(0L) + 1;
        Reservation row = new Reservation(
                after.id(),
                version,
                after.phase(),
                after.lines(),
                after.owner(),
                after.order(),
                after.createdAt(),
                now,
                after.expiresAt(),
                after.sourcing(),
                after.retakenAt());
        supply.follow(find(row.id()), row);
        if (reservations.put(row.id(), row) != null) {
            facts.removeIf(fact -> isTold(fact, change, row.id()));
        }
        facts.add(new Fact.ReservationChanged(change, row));
    }

    /** Postings of one kind are told of together, with how the reservation stands in the end. */
    private static boolean isTold(Fact fact, ReservationChange change, ReservationId id) {
        return fact instanceof Fact.ReservationChanged told
                && told.change() == change
                && told.after().id().equals(id);
    }

    /**
     * Makes units free for promising or taking: where fewer are recorded as available, holds that are due are closed,
     * earliest first, no more than needed.
     */
    void makeRoom(StockKey key, long quantity) {
        for (int limit = Levels.FEW; isRoomToBeMade(key, quantity); limit = Math.multiplyExact(limit, Levels.FEW)) {
            Due due = levels.dueHolds(key, limit);
            List<Reservation> open = due.answer().earliest().stream()
                    .map(hold -> find(hold.id()).orElseThrow())
                    .filter(hold -> hold.isDue(now))
                    .toList();
            if (open.isEmpty() && due.isComplete()) {
                throw new IllegalStateException("the store names no hold for what it says is due on " + key);
            }
            levels.requireOf(open);
            for (Reservation hold : open) {
                if (isRoomToBeMade(key, quantity)) {
                    expire(hold);
                }
            }
        }
    }

    /** Loads at once all that making room takes, under however many keys. */
    void requireRoom(Map<StockKey, Long> wanted) {
        levels.requireDue(wanted.keySet(), key -> wanted.getOrDefault(key, 0L));
        Map<StockKey, Long> missing = new TreeMap<>();
        wanted.forEach((key, quantity) -> {
            if (isRoomToBeMade(key, quantity)) {
                missing.put(key, quantity - levels.balance(key).available());
            }
        });
        if (!missing.isEmpty()) {
            List<Reservation> ending = new ArrayList<>();
            levels.ending().require(missing, rows).values().forEach(ending::addAll);
            levels.requireOf(ending);
        }
    }

    private boolean isRoomToBeMade(StockKey key, long quantity) {
        return levels.balance(key).available() < quantity && levels.due(key) > 0;
    }

    /** Somebody waits for units: where no level tells of that, whoever turns tracking off meanwhile must look again. */
    void awaits(Sku sku) {
        if (!levels.touches(sku)) {
            catalog.touch(sku);
        }
    }

    /** Relies on a level without changing it. */
    LevelRow guard(StockKey key) {
        LevelRow row = rows.level(key);
        guardedLevels.put(key, row.version());
        return row;
    }

    void claim(ClaimId id, String holder) {
        long replaces = rows.claim(id).map(ClaimRow::version).orElse(0L);
        claims.add(new Replacement<>(replaces, new ClaimRow(id, replaces + 1, holder)));
    }

    Decision.Accepted decision(Command<?> command, Fingerprint content) {
        LotRules.check(levels.gaining(), this);
        List<Replacement<LevelRow>> newLevels = levels.changes(reservations.values(), this::state);
        if (command instanceof StockCommand) {
            state(new Fact.LevelsAfter(levels.touched()));
        }
        Entry entry = new Entry(
                Entry.UNPLACED,
                command.type(),
                command.origin(),
                content,
                now,
                levels.postings(),
                facts,
                Optional.empty());
        newLevels.forEach(change -> guardedLevels.remove(change.row().key()));
        List<Replacement<Reservation>> newReservations = new ArrayList<>();
        reservations.values().forEach(row -> newReservations.add(new Replacement<>(row.version() - 1, row)));
        ChangeSet changes = new ChangeSet(
                newLevels, newReservations, catalog.changes(), guardedLevels, catalog.guards(), claims, List.of());
        return new Decision.Accepted(changes, entry);
    }
}
