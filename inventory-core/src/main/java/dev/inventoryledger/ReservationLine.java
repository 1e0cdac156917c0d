package dev.inventoryledger;

import dev.inventoryledger.supply.SupplyPromise;
import java.util.Optional;

/**
 * What one line of a reservation has under one stock key. A line that was split over several keys stands in several of
 * these, with the same number; what it still lacks, and what needs no stock, stands in one without a key. Immutable.
 *
 * <p>Always requested = open + outstanding + fulfilled + released + expired, each in the item's smallest unit.
 *
 * @param number which line of the command, from 1
 * @param asked what that line asked for
 * @param key where the units are; empty for outstanding units and for untracked items
 * @param requested the part of the line's quantity that stands here
 * @param open promised and not yet gone
 * @param outstanding still lacking
 * @param fulfilled gone to the customer
 * @param released given back
 * @param expired given back by time
 * @param promise what its outstanding units are promised against, if they are; of a hold that has ended, what they were promised
 *     against then
 */
public record ReservationLine(
        int number,
        Line asked,
        Optional<StockKey> key,
        long requested,
        long open,
        long outstanding,
        long fulfilled,
        long released,
        long expired,
        Optional<SupplyPromise> promise) {
    /**
     * Units that are promised against no supply.
     *
     * @param number which line of the command, from 1
     * @param asked what that line asked for
     * @param key where the units are
     * @param requested the part of the line's quantity that stands here
     * @param open promised and not yet gone
     * @param outstanding still lacking
     * @param fulfilled gone to the customer
     * @param released given back
     * @param expired given back by time
     */
    public ReservationLine(
            int number,
            Line asked,
            Optional<StockKey> key,
            long requested,
            long open,
            long outstanding,
            long fulfilled,
            long released,
            long expired) {
        this(number, asked, key, requested, open, outstanding, fulfilled, released, expired, Optional.empty());
    }

    /** {@return its SKU} */
    public Sku sku() {
        return asked.sku();
    }

    /** {@return whether the counters add up and none is negative} */
    public boolean isSound() {
        return Math.min(Math.min(Math.min(open, outstanding), Math.min(fulfilled, released)), expired) >= 0
                && requested == open + outstanding + fulfilled + released + expired;
    }

    /** {@return how it stands once its hold has ended by time: what was open is expired} */
    ReservationLine afterExpiry() {
        return new ReservationLine(
                number,
                asked,
                key,
                requested,
                0,
                outstanding,
                fulfilled,
                released,
                Math.addExact(expired, open),
                promise);
    }

    /**
     * {@return whether a line speaks of these units: the same SKU, and the same place where it names one}
     *
     * @param line the line
     */
    public boolean isCoveredBy(Line line) {
        return key.map(line::covers)
                .orElseGet(() -> sku().equals(line.sku())
                        && (line.location().isEmpty() || line.location().equals(asked.location()))
                        && (line.lot().isEmpty() || line.lot().equals(asked.lot())));
    }
}
