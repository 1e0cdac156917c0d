package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Line;
import dev.inventoryledger.Phase;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationLine;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.internal.Sums;
import dev.inventoryledger.supply.SupplyPromise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A reservation while a rule changes it: counters per line and key. */
final class ReservationEdit {
    /** One line of the command under one stock key, or without a key. */
    record Slot(int number, Line asked, Optional<StockKey> key, Optional<SupplyPromise> promise) {
        Slot(int number, Line asked) {
            this(number, asked, Optional.empty(), Optional.empty());
        }

        Slot at(StockKey newKey) {
            return new Slot(number, asked, Optional.of(newKey), Optional.empty());
        }

        Slot promised(SupplyPromise newPromise) {
            return new Slot(number, asked, Optional.empty(), Optional.of(newPromise));
        }

        Slot nowhere() {
            return new Slot(number, asked);
        }

        private boolean isCoveredBy(Line line) {
            return new ReservationLine(number, asked, key, 0, 0, 0, 0, 0, 0).isCoveredBy(line);
        }
    }

    /** Some units of a slot, and the line of a command by which they are named, if there is one. */
    record Part(Slot slot, long quantity, Optional<Line> named) {
        Part(Slot slot, long quantity) {
            this(slot, quantity, Optional.empty());
        }

        boolean covers(StockKey key) {
            return slot.asked().covers(key) && (named.isEmpty() || named.get().covers(key));
        }

        boolean namesAny() {
            return namesLocation() || namesLot();
        }

        boolean namesLocation() {
            return slot.asked().location().isPresent()
                    || named.flatMap(Line::location).isPresent();
        }

        boolean namesLot() {
            return slot.asked().lot().isPresent() || named.flatMap(Line::lot).isPresent();
        }
    }

    private final Reservation base;
    private final Map<Slot, Map<Counter, Long>> counters = new LinkedHashMap<>();
    private Phase phase;
    private Instant expiresAt;
    private Optional<Instant> retakenAt;

    ReservationEdit(Reservation base) {
        this.base = base;
        phase = base.phase();
        expiresAt = base.expiresAt();
        retakenAt = base.retakenAt();
        for (ReservationLine line : base.lines()) {
            Slot slot = new Slot(line.number(), line.asked(), line.key(), line.promise());
            add(slot, Counter.OPEN, line.open());
            add(slot, Counter.OUTSTANDING, line.outstanding());
            add(slot, Counter.FULFILLED, line.fulfilled());
            add(slot, Counter.RELEASED, line.released());
            add(slot, Counter.EXPIRED, line.expired());
        }
    }

    Reservation base() {
        return base;
    }

    Phase phase() {
        return phase;
    }

    void enter(Phase newPhase) {
        phase = newPhase;
    }

    void expireAt(Instant newExpiresAt) {
        expiresAt = newExpiresAt;
    }

    void retakenAt(Instant instant) {
        retakenAt = Optional.of(instant);
    }

    void add(Slot slot, Counter counter, long quantity) {
        counters.computeIfAbsent(slot, unseen -> new EnumMap<>(Counter.class)).merge(counter, quantity, Math::addExact);
    }

    void move(Part part, Counter from, Counter to) {
        add(part.slot(), from, -part.quantity());
        add(part.slot(), to, part.quantity());
    }

    /** All units that stand in a counter. */
    List<Part> all(Counter counter) {
        List<Part> parts = new ArrayList<>();
        counters.forEach((slot, row) -> {
            long units = row.getOrDefault(counter, 0L);
            if (units > 0) {
                parts.add(new Part(slot, units));
            }
        });
        return parts;
    }

    long total(Counter counter) {
        return all(counter).stream().mapToLong(Part::quantity).sum();
    }

    /** The units that lines name, or all where none does; several lines of one SKU are served one after the other. */
    List<Part> select(List<Line> lines, Counter counter) {
        if (lines.isEmpty()) {
            return all(counter);
        }
        Map<Slot, Long> left = left(all(counter));
        List<Part> parts = new ArrayList<>();
        for (Line line : pickiestFirst(lines, left)) {
            List<Part> taken = take(line, line.quantity(), left);
            long found = taken.stream().mapToLong(Part::quantity).sum();
            refuseUnless(found == line.quantity(), line, found);
            parts.addAll(taken);
        }
        return parts;
    }

    /**
     * A line that may take from anywhere must not take what only those can use that name a place or a lot, nor one of these what names both;
     * of those that name one of them, the one goes first that can do without the least.
     */
    static List<Line> pickiestFirst(List<Line> lines, Map<Slot, Long> left) {
        List<Line> sorted = new ArrayList<>(lines);
        sorted.sort(Comparator.comparingInt(ReservationEdit::leftOpen).thenComparingLong(line -> spare(line, left)));
        return sorted;
    }

    /** Of place and lot, how many a line does not name. */
    private static int leftOpen(Line line) {
        return (line.location().isEmpty() ? 1 : 0) + (line.lot().isEmpty() ? 1 : 0);
    }

    private static long spare(Line line, Map<Slot, Long> left) {
        if (leftOpen(line) != 1) {
            return 0;
        }
        long units = 0;
        for (Map.Entry<Slot, Long> slot : left.entrySet()) {
            units = slot.getKey().isCoveredBy(line) ? Sums.saturated(units, slot.getValue()) : units;
        }
        return units - line.quantity();
    }

    /** How many units there are in each slot, to be drawn down in their order. */
    static Map<Slot, Long> left(List<Part> parts) {
        Map<Slot, Long> left = new LinkedHashMap<>();
        parts.forEach(part -> left.merge(part.slot(), part.quantity(), Sums::saturated));
        return left;
    }

    /** What of a line there is in the slots that are left, at most so many units; the slots are drawn down. */
    static List<Part> take(Line line, long quantity, Map<Slot, Long> left) {
        List<Part> taken = new ArrayList<>();
        for (Part part : take(slot -> slot.isCoveredBy(line), quantity, left)) {
            taken.add(new Part(part.slot(), part.quantity(), Optional.of(line)));
        }
        return taken;
    }

    /** The same, of the slots that something holds for. */
    static List<Part> take(Predicate<Slot> which, long quantity, Map<Slot, Long> left) {
        List<Part> taken = new ArrayList<>();
        long missing = quantity;
        for (Map.Entry<Slot, Long> slot : left.entrySet()) {
            if (missing == 0) {
                break;
            }
            long units = which.test(slot.getKey()) ? Math.min(missing, slot.getValue()) : 0;
            if (units > 0) {
                taken.add(new Part(slot.getKey(), units));
                slot.setValue(slot.getValue() - units);
                missing -= units;
            }
        }
        return taken;
    }

    void refuseUnless(boolean enough, Line line, long found) {
        if (!enough) {
            throw new Refusal(
                    RejectionReason.NOT_THAT_MANY_OPEN,
                    "reservationId " + base.id() + ": " + line + " was named, but only " + found + " are left");
        }
    }

    void closeIfDone() {
        if (total(Counter.OPEN) == 0 && total(Counter.OUTSTANDING) == 0) {
            phase = Phase.CLOSED;
        }
    }

    Reservation done() {
        List<ReservationLine> lines = new ArrayList<>();
        counters.forEach((slot, row) -> {
            long requested = sum(row.values());
            if (requested > 0) {
                lines.add(line(slot, requested, row));
            }
        });
        lines.sort(Comparator.comparingInt(ReservationLine::number));
        return new Reservation(
                base.id(),
                base.version(),
                phase,
                lines,
                base.owner(),
                base.order(),
                base.createdAt(),
                base.changedAt(),
                expiresAt,
                base.sourcing(),
                retakenAt);
    }

    private static long sum(Collection<Long> units) {
        long sum = 0;
        for (long each : units) {
            sum = Math.addExact(sum, each);
        }
        return sum;
    }

    private static ReservationLine line(Slot slot, long requested, Map<Counter, Long> row) {
        return new ReservationLine(
                slot.number(),
                slot.asked(),
                slot.key(),
                requested,
                row.getOrDefault(Counter.OPEN, 0L),
                row.getOrDefault(Counter.OUTSTANDING, 0L),
                row.getOrDefault(Counter.FULFILLED, 0L),
                row.getOrDefault(Counter.RELEASED, 0L),
                row.getOrDefault(Counter.EXPIRED, 0L),
                slot.promise());
    }
}
