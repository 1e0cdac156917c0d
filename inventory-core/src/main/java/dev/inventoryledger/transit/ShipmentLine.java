package dev.inventoryledger.transit;

import dev.inventoryledger.Lot;
import dev.inventoryledger.Sku;
import java.util.Objects;

/**
 * What a shipment has of one SKU and lot, and what became of it. Units. Immutable.
 *
 * @param sku what
 * @param lot of which lot; {@link Lot#NONE} where lots are not told apart
 * @param shipped units that left
 * @param received units that came as they left
 * @param damaged units that came broken
 * @param lost units that will not come
 */
public record ShipmentLine(Sku sku, Lot lot, long shipped, long received, long damaged, long lost) {
    /**
     * Requires the names.
     *
     * @param sku what
     * @param lot of which lot
     * @param shipped units that left
     * @param received units that came as they left
     * @param damaged units that came broken
     * @param lost units that will not come
     */
    public ShipmentLine {
        Objects.requireNonNull(sku, "sku");
        Objects.requireNonNull(lot, "lot");
    }

    /** {@return units that are still on their way} */
    public long onTheWay() {
        return shipped - received - damaged - lost;
    }

    /** Whether an arrival is about these goods. */
    boolean isOf(ArrivedLine arrived) {
        return sku.equals(arrived.sku()) && lot.equals(arrived.lot());
    }

    /** A copy after so many of its units came to the end of their way, which must be no more than are on it. */
    ShipmentLine after(ArrivedLine arrived) {
        long units = arrived.quantity();
        return switch (arrived.condition()) {
            case SOUND -> new ShipmentLine(sku, lot, shipped, received + units, damaged, lost);
            case DAMAGED -> new ShipmentLine(sku, lot, shipped, received, damaged + units, lost);
            case LOST -> new ShipmentLine(sku, lot, shipped, received, damaged, lost + units);
        };
    }
}
