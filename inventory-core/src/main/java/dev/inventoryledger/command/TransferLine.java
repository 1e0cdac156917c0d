package dev.inventoryledger.command;

import dev.inventoryledger.Lot;
import dev.inventoryledger.Sku;
import dev.inventoryledger.internal.Checks;
import java.util.Objects;

/**
 * So many units that move. Immutable.
 *
 * @param sku what
 * @param lot of which lot; {@link Lot#NONE} where lots are not told apart
 * @param quantity how many units; positive
 */
public record TransferLine(Sku sku, Lot lot, long quantity) {
    /**
     * Checks the quantity.
     *
     * @param sku what
     * @param lot of which lot
     * @param quantity how many units
     * @throws IllegalArgumentException if the quantity is not positive
     */
    public TransferLine {
        Objects.requireNonNull(sku, "sku");
        Objects.requireNonNull(lot, "lot");
        Checks.positive("quantity", quantity);
    }
}
