package dev.inventoryledger.internal.decide;

import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.StockKey;
import java.util.Map;

/** Lines of one command are summed per stock key before anything is checked. */
final class Sum {
    private Sum() {}

    static void add(Map<StockKey, Long> sums, StockKey key, long quantity) {
        try {
            sums.merge(key, quantity, Math::addExact);
        } catch (ArithmeticException overflow) {
            throw new Refusal(
                    RejectionReason.QUANTITY_OVERFLOW,
                    "quantity at " + key + ": the lines sum to more than " + Long.MAX_VALUE + ", with " + quantity);
        }
    }
}
