package dev.inventoryledger.spi;

import dev.inventoryledger.Backorder;
import dev.inventoryledger.Sku;
import dev.inventoryledger.supply.InboundSupply;
import dev.inventoryledger.supply.SupplyId;
import dev.inventoryledger.supply.SupplyPromise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is expected of one SKU, and how much of it is promised. Immutable.
 *
 * @param sku which SKU
 * @param lines what is expected, the earliest first
 * @param undated units promised against no supply
 * @param dueFrom no hold that is promised units ends by time before this; empty if there is none
 */
public record SupplyBook(Sku sku, List<SupplyLine> lines, long undated, Optional<Instant> dueFrom) {
    private static final Comparator<SupplyLine> EARLIEST_FIRST = Comparator.comparing(
                    (SupplyLine line) -> line.supply().expectedAt())
            .thenComparing(line -> line.supply().id());

    /**
     * One inbound supply. Immutable.
     *
     * @param supply what is expected
     * @param promised how many of its units are promised
     */
    public record SupplyLine(InboundSupply supply, long promised) {
        private long free() {
            return Math.max(0, supply.quantity() - promised);
        }
    }

    /**
     * Requires every part and copies the lines.
     *
     * @param sku which SKU
     * @param lines what is expected
     * @param undated units promised against no supply
     * @param dueFrom no hold that is promised units ends by time before this
     */
    public SupplyBook {
        Objects.requireNonNull(sku, "sku");
        lines = List.copyOf(lines);
        Objects.requireNonNull(dueFrom, "dueFrom");
    }

    /**
     * {@return the book of a SKU of which nothing is expected}
     *
     * @param sku which SKU
     */
    public static SupplyBook of(Sku sku) {
        return new SupplyBook(sku, List.of(), 0, Optional.empty());
    }

    /** {@return units that are promised and not there} */
    public long owed() {
        return lines.stream().mapToLong(SupplyLine::promised).reduce(undated, Math::addExact);
    }

    /**
     * {@return how many units may be promised yet before they are there}
     *
     * @param policy how its item may be sold ahead
     */
    public long promisable(Backorder policy) {
        return Math.max(0, policy.limit() - owed());
    }

    /** {@return how many units are expected, by supply} */
    public Map<SupplyId, Long> quantities() {
        Map<SupplyId, Long> quantities = new HashMap<>();
        lines.forEach(line -> quantities.put(line.supply().id(), line.supply().quantity()));
        return quantities;
    }

    /** {@return how many units are nobody's, by supply} Units owed against none come first: the earliest are taken to be theirs. */
    public Map<SupplyId, Long> free() {
        Map<SupplyId, Long> free = new HashMap<>();
        long first = undated;
        for (SupplyLine line : lines) {
            long theirs = Math.min(first, line.free());
            free.put(line.supply().id(), line.free() - theirs);
            first -= theirs;
        }
        return free;
    }

    /**
     * {@return an inbound supply}
     *
     * @param id which
     */
    public Optional<SupplyLine> line(SupplyId id) {
        return lines.stream().filter(line -> line.supply().id().equals(id)).findFirst();
    }

    /**
     * {@return the book in which a supply is expected as it is now; what was promised against it stays so}
     *
     * @param supply which
     */
    public SupplyBook expecting(InboundSupply supply) {
        return withLine(new SupplyLine(
                supply, line(supply.id()).map(SupplyLine::promised).orElse(0L)));
    }

    private SupplyBook withLine(SupplyLine line) {
        List<SupplyLine> changed = new ArrayList<>(without(line.supply().id()).lines);
        changed.add(line);
        changed.sort(EARLIEST_FIRST);
        return new SupplyBook(sku, changed, undated, dueFrom);
    }

    /**
     * {@return the book in which a supply is expected no more}
     *
     * @param id which
     */
    public SupplyBook without(SupplyId id) {
        List<SupplyLine> left =
                lines.stream().filter(line -> !line.supply().id().equals(id)).toList();
        return new SupplyBook(sku, left, undated, dueFrom);
    }

    /**
     * {@return the book in which so many units more are promised}
     *
     * @param promise against what; a supply must be in the book
     * @param units how many, or how many fewer
     */
    public SupplyBook owing(SupplyPromise promise, long units) {
        if (promise.supply().isEmpty()) {
            return new SupplyBook(sku, lines, Math.addExact(undated, units), dueFrom);
        }
        SupplyLine line = line(promise.supply().get()).orElseThrow();
        return withLine(new SupplyLine(line.supply(), Math.addExact(line.promised(), units)));
    }

    /**
     * {@return the book with another instant at which a hold may be over}
     *
     * @param instant the earliest; empty if no hold is promised units
     */
    public SupplyBook dueFrom(Optional<Instant> instant) {
        return new SupplyBook(sku, lines, undated, instant);
    }

    /**
     * {@return whether a hold that is promised units may have ended by time}
     *
     * @param now the instant in question
     */
    public boolean mayHaveDue(Instant now) {
        return dueFrom.isPresent() && !now.isBefore(dueFrom.get());
    }
}
