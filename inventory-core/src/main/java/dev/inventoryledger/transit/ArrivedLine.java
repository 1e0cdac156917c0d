package dev.inventoryledger.transit;

import dev.inventoryledger.Lot;
import dev.inventoryledger.Sku;
import dev.inventoryledger.internal.Checks;
import java.util.Objects;

/**
 * So many units whose way has ended. Immutable.
 *
 * @param sku what
 * @param lot of which lot; {@link Lot#NONE} where lots are not told apart
 * @param quantity how many units; positive
 * @param condition in what state
 */
public record ArrivedLine(Sku sku, Lot lot, long quantity, Condition condition) {
    /**
     * Checks the quantity.
     *
     * @param sku what
     * @param lot of which lot
     * @param quantity how many units
     * @param condition in what state
     * @throws IllegalArgumentException if the quantity is not positive
     */
    public ArrivedLine {
        Objects.requireNonNull(sku, "sku");
        Objects.requireNonNull(lot, "lot");
        Checks.positive("quantity", quantity);
        Objects.requireNonNull(condition, "condition");
    }

    /**
     * {@return units that came as they left}
     *
     * @param sku what
     * @param quantity how many units
     * @throws IllegalArgumentException if the text is malformed or the quantity not positive
     */
    public static ArrivedLine sound(String sku, long quantity) {
        return new ArrivedLine(new Sku(sku), Lot.NONE, quantity, Condition.SOUND);
    }

    /**
     * {@return units that came broken}
     *
     * @param sku what
     * @param quantity how many units
     * @throws IllegalArgumentException if the text is malformed or the quantity not positive
     */
    public static ArrivedLine damaged(String sku, long quantity) {
        return new ArrivedLine(new Sku(sku), Lot.NONE, quantity, Condition.DAMAGED);
    }

    /**
     * {@return units that will not come}
     *
     * @param sku what
     * @param quantity how many units
     * @throws IllegalArgumentException if the text is malformed or the quantity not positive
     */
    public static ArrivedLine lost(String sku, long quantity) {
        return new ArrivedLine(new Sku(sku), Lot.NONE, quantity, Condition.LOST);
    }

    /**
     * {@return a copy that names its lot}
     *
     * @param newLot of which lot
     * @throws IllegalArgumentException if the text is malformed
     */
    public ArrivedLine ofLot(String newLot) {
        return new ArrivedLine(sku, new Lot(newLot), quantity, condition);
    }
}
