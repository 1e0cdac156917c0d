package dev.inventoryledger.reconciliation;

import dev.inventoryledger.StockKey;
import dev.inventoryledger.internal.Checks;
import java.time.Instant;
import java.util.Objects;

/**
 * What a warehouse system has counted of one stock key. Immutable.
 *
 * @param key which stock
 * @param onHand how many units are there; zero or more
 * @param countedAt when that was so
 */
public record ReportedStock(StockKey key, long onHand, Instant countedAt) {
    /**
     * Checks the figure.
     *
     * @param key which stock
     * @param onHand how many units are there
     * @param countedAt when that was so
     * @throws IllegalArgumentException if the figure is negative, or the instant none that the ledger can keep
     */
    public ReportedStock {
        Objects.requireNonNull(key, "key");
        Checks.check(onHand >= 0, "onHand", "must not be negative", onHand);
        countedAt = Checks.instant("countedAt", countedAt);
    }

    /**
     * {@return what was counted of a SKU at a place}
     *
     * @param sku which SKU
     * @param location where
     * @param onHand how many units are there
     * @param countedAt when that was so
     * @throws IllegalArgumentException if one of them is malformed
     */
    public static ReportedStock of(String sku, String location, long onHand, Instant countedAt) {
        return new ReportedStock(StockKey.of(sku, location), onHand, countedAt);
    }
}
