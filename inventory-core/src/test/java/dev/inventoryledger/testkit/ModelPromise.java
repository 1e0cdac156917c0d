package dev.inventoryledger.testkit;

import dev.inventoryledger.Line;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.Lot;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.command.Sourcing;
import dev.inventoryledger.supply.SupplyId;
import dev.inventoryledger.supply.SupplyPromise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** A reservation of the plain model: pots of units. */
final class ModelPromise {
    static final int HELD = 0;
    static final int CONFIRMED = 1;
    static final int CLOSED = 2;

    /** Units wanted for a line, of those that another line names, and where they stood before. */
    record Want(
            int number,
            Line line,
            long quantity,
            Line named,
            @Nullable StockKey stood) {
        Want(int number, Line line, long quantity) {
            this(number, line, quantity, line, null);
        }

        boolean isPicky() {
            return line.location().isPresent() || named.location().isPresent();
        }

        boolean isPickyAboutLots() {
            return line.lot().isPresent() || named.lot().isPresent();
        }
    }

    /** A line's units are wanted alike, whatever they were promised against. */
    static List<Want> merged(List<Want> wants) {
        Map<Integer, Want> byNumber = new LinkedHashMap<>();
        for (Want want : wants) {
            byNumber.merge(
                    want.number(),
                    want,
                    (one, other) -> new Want(one.number(), one.line(), one.quantity() + other.quantity()));
        }
        return List.copyOf(byNumber.values());
    }

    /** The units of one line in one place, or in none. */
    static final class Pot {
        final int number;
        final Line line;
        final @Nullable StockKey key;
        final @Nullable SupplyPromise promise;
        long open;
        long outstanding;
        long fulfilled;
        long released;
        long expired;

        Pot(int number, Line line, @Nullable StockKey key, @Nullable SupplyPromise promise) {
            this.number = number;
            this.line = line;
            this.key = key;
            this.promise = promise;
        }

        boolean isMeantBy(Line part) {
            if (!part.sku().equals(line.sku())) {
                return false;
            }
            Optional<LocationId> place = key == null ? line.location() : Optional.of(key.location());
            Optional<Lot> lot = key == null ? line.lot() : Optional.of(key.lot());
            return (part.location().isEmpty() || part.location().equals(place))
                    && (part.lot().isEmpty() || part.lot().equals(lot));
        }

        /** The earliest promise first, what is promised for no date after that, and what is not promised last. */
        String rank() {
            SupplyPromise told = promise;
            return told == null ? "z" : told.expectedAt().map(Instant::toString).orElse("y") + told.supply();
        }

        boolean isPromisedBy(SupplyId supply) {
            SupplyPromise told = promise;
            return told != null && told.supply().equals(Optional.of(supply));
        }

        long requested() {
            return open + outstanding + fulfilled + released + expired;
        }
    }

    final String id;
    final Instant createdAt;

    /** Where it may take from, now and later. */
    final Optional<Sourcing> sourcing;

    /** Its place among those who wait. */
    Instant waitsSince;

    Instant expiresAt;
    int phase = HELD;

    @Nullable
    String owner;

    private final List<Pot> pots = new ArrayList<>();

    ModelPromise(String id, Instant createdAt, Optional<Sourcing> sourcing, Instant expiresAt) {
        this.id = id;
        this.createdAt = createdAt;
        this.sourcing = sourcing;
        waitsSince = createdAt;
        this.expiresAt = expiresAt;
    }

    ModelPromise copy() {
        ModelPromise copy = new ModelPromise(id, createdAt, sourcing, expiresAt);
        copy.waitsSince = waitsSince;
        copy.phase = phase;
        copy.owner = owner;
        for (Pot pot : pots) {
            Pot twin = copy.pot(pot.number, pot.line, pot.key, pot.promise);
            twin.open = pot.open;
            twin.outstanding = pot.outstanding;
            twin.fulfilled = pot.fulfilled;
            twin.released = pot.released;
            twin.expired = pot.expired;
        }
        copy.tidy();
        return copy;
    }

    /** Pots that hold nothing are forgotten, the others stand in the order of their lines. */
    private void tidy() {
        pots.removeIf(pot -> pot.requested() == 0);
        pots.sort(Comparator.comparingInt(pot -> pot.number));
    }

    Pot pot(int number, Line line, @Nullable StockKey key) {
        return pot(number, line, key, null);
    }

    Pot pot(int number, Line line, @Nullable StockKey key, @Nullable SupplyPromise promise) {
        for (Pot pot : pots) {
            if (pot.number == number && Objects.equals(pot.key, key) && Objects.equals(pot.promise, promise)) {
                return pot;
            }
        }
        Pot pot = new Pot(number, line, key, promise);
        pots.add(pot);
        return pot;
    }

    void expireIfDue(Instant now) {
        if (phase == HELD && !now.isBefore(expiresAt)) {
            phase = CLOSED;
            pots.forEach(pot -> {
                pot.expired += pot.open;
                pot.open = 0;
            });
        }
    }

    long sum(ToLongFunction<Pot> counter) {
        return pots.stream().mapToLong(counter).sum();
    }

    long openAt(StockKey key) {
        return sum(pot -> key.equals(pot.key) ? pot.open : 0);
    }

    boolean isExpired() {
        return phase == CLOSED && sum(pot -> pot.expired + pot.outstanding) > 0;
    }

    boolean isOver() {
        return phase == CLOSED && !isExpired();
    }

    boolean awaits(String sku) {
        return phase != CLOSED && sum(pot -> pot.line.sku().value().equals(sku) ? pot.outstanding : 0) > 0;
    }

    List<Want> take(ToLongFunction<Pot> counter, ObjLongConsumer<Pot> remove) {
        List<Want> taken = new ArrayList<>();
        for (Pot pot : pots) {
            long units = counter.applyAsLong(pot);
            if (units > 0) {
                remove.accept(pot, units);
                taken.add(new Want(pot.number, pot.line, units, pot.line, pot.key));
            }
        }
        return taken;
    }

    /** Whoever names a place and a lot goes first, then whoever names one of them, of whom first the one with the least to spare. */
    List<Line> namedFirst(List<Line> lines, ToLongFunction<Pot> counter) {
        List<Line> sorted = new ArrayList<>(lines);
        sorted.sort(Comparator.comparingInt((Line line) ->
                        -(line.location().isPresent() ? 1 : 0) - (line.lot().isPresent() ? 1 : 0))
                .thenComparingLong(
                        line -> line.location().isPresent() == line.lot().isPresent()
                                ? 0
                                : sum(pot -> pot.isMeantBy(line) ? counter.applyAsLong(pot) : 0) - line.quantity()));
        return sorted;
    }

    /** Empty where the pots do not have what is named. */
    List<Want> takeNamed(List<Line> lines, ToLongFunction<Pot> counter, ObjLongConsumer<Pot> remove) {
        List<Want> taken = new ArrayList<>();
        for (Line line : namedFirst(lines, counter)) {
            long left = line.quantity();
            for (Pot pot : pots) {
                long units = pot.isMeantBy(line) ? Math.min(left, counter.applyAsLong(pot)) : 0;
                if (units > 0) {
                    remove.accept(pot, units);
                    taken.add(new Want(pot.number, pot.line, units, line, pot.key));
                    left -= units;
                }
            }
            if (left > 0) {
                return List.of();
            }
        }
        return taken;
    }

    boolean hasOpen(List<Line> lines) {
        return lines.isEmpty()
                || !copy().takeNamed(lines, pot -> pot.open, (pot, units) -> pot.open -= units)
                        .isEmpty();
    }

    /** All that is open leaves, or what lines name. */
    void ship(List<Line> lines, Map<StockKey, Long> onHand) {
        ObjLongConsumer<Pot> leave = (pot, units) -> {
            pot.open -= units;
            pot.fulfilled += units;
            if (pot.key != null) {
                onHand.merge(pot.key, -units, Long::sum);
            }
        };
        if (lines.isEmpty()) {
            take(pot -> pot.open, leave);
        } else {
            takeNamed(lines, pot -> pot.open, leave);
        }
    }

    void lose(StockKey key, long units) {
        long left = phase == CLOSED ? 0 : units;
        for (Pot pot : List.copyOf(pots)) {
            long lost = key.equals(pot.key) ? Math.min(Math.max(left, 0), pot.open) : 0;
            pot.open -= lost;
            left -= lost;
            if (lost > 0) {
                pot(pot.number, pot.line, null).outstanding += lost;
            }
        }
    }

    void releaseAll() {
        pots.forEach(pot -> {
            pot.released += pot.open + pot.outstanding;
            pot.open = 0;
            pot.outstanding = 0;
        });
        phase = CLOSED;
    }

    boolean releaseOne(Line line) {
        long left = line.quantity();
        List<Pot> worstFirst = new ArrayList<>(pots);
        worstFirst.sort(Comparator.comparing(Pot::rank).reversed());
        for (Pot pot : worstFirst) {
            long units = pot.isMeantBy(line) ? Math.min(left, pot.outstanding) : 0;
            pot.outstanding -= units;
            pot.released += units;
            left -= units;
        }
        for (Pot pot : pots) {
            long units = pot.isMeantBy(line) ? Math.min(left, pot.open) : 0;
            pot.open -= units;
            pot.released += units;
            left -= units;
        }
        return left == 0;
    }

    void closeIfDone() {
        if (sum(pot -> pot.open + pot.outstanding) == 0) {
            phase = CLOSED;
        }
    }

    private String state() {
        if (phase == CLOSED) {
            return isExpired() ? "EXPIRED" : sum(pot -> pot.fulfilled) > 0 ? "FULFILLED" : "RELEASED";
        }
        if (sum(pot -> pot.fulfilled) > 0) {
            return "PARTIALLY_FULFILLED";
        }
        return phase == CONFIRMED ? "ALLOCATED" : sum(pot -> pot.outstanding) > 0 ? "PARTIALLY_RESERVED" : "RESERVED";
    }

    /** Units promised and not there, by what they are promised against. */
    Map<SupplyPromise, Long> owed(String sku) {
        Map<SupplyPromise, Long> owed = new HashMap<>();
        for (Pot pot : pots) {
            SupplyPromise promise = pot.promise;
            if (promise != null
                    && phase != CLOSED
                    && pot.outstanding > 0
                    && pot.line.sku().value().equals(sku)) {
                owed.merge(promise, pot.outstanding, Long::sum);
            }
        }
        return owed;
    }

    /** The pots that await units of a SKU. */
    List<Pot> awaiting(String sku) {
        return pots.stream()
                .filter(pot -> pot.outstanding > 0 && pot.line.sku().value().equals(sku))
                .toList();
    }

    List<Pot> awaiting() {
        return pots.stream().filter(pot -> pot.outstanding > 0).toList();
    }

    List<Pot> promised() {
        return pots.stream()
                .filter(pot -> pot.outstanding > 0 && pot.promise != null)
                .toList();
    }

    String promises() {
        Map<String, Long> promises = new TreeMap<>();
        for (Pot pot : phase == CLOSED ? List.<Pot>of() : promised()) {
            promises.merge(String.valueOf(pot.promise), pot.outstanding, Long::sum);
        }
        return promises.toString();
    }

    String figures() {
        return "%s %d = %d open, %d outstanding, %d fulfilled, %d released, %d expired"
                .formatted(
                        state(),
                        sum(Pot::requested),
                        sum(pot -> pot.open),
                        sum(pot -> pot.outstanding),
                        sum(pot -> pot.fulfilled),
                        sum(pot -> pot.released),
                        sum(pot -> pot.expired));
    }
}
