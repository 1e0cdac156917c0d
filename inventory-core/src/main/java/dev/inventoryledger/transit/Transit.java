package dev.inventoryledger.transit;

import dev.inventoryledger.Outcome;
import dev.inventoryledger.command.ReceiveShipment;
import dev.inventoryledger.command.Ship;
import java.util.List;
import java.util.Optional;

/**
 * Goods on their way between locations, found at {@link dev.inventoryledger.InventoryLedger#transit()}. Goods that move at once need
 * none of this: {@link dev.inventoryledger.InventoryLedger#transfer}. Safe for use by many threads; any method may throw
 * {@link dev.inventoryledger.StockStoreException} when the store fails.
 */
public interface Transit {
    /**
     * Sends units of one SKU off; they are on hand at {@link Ship#IN_TRANSIT} until they arrive.
     *
     * @param sku what
     * @param from where they leave
     * @param to where they are to arrive
     * @param quantity how many units
     * @return the shipment, or why not
     * @throws IllegalArgumentException if a text is malformed, the quantity not positive or both locations the same
     */
    default Outcome<Shipment> ship(String sku, String from, String to, long quantity) {
        return ship(Ship.of(sku, from, to, quantity));
    }

    /**
     * Sends goods off.
     *
     * @param command what, from where and where to
     * @return the shipment, or why not
     */
    Outcome<Shipment> ship(Ship command);

    /**
     * Takes in all that is still on its way, as it left.
     *
     * @param shipment which shipment
     * @return how it stands then, or why not
     */
    default Outcome<Shipment> receive(ShipmentId shipment) {
        return receive(ReceiveShipment.of(shipment));
    }

    /**
     * Takes in some of it, or writes down what is broken or lost.
     *
     * @param command what came to the end of its way, and in what state
     * @return how the shipment stands then, or why not
     */
    Outcome<Shipment> receive(ReceiveShipment command);

    /**
     * {@return a shipment, on its way or over}
     *
     * @param id which
     */
    Optional<Shipment> shipment(ShipmentId id);

    /**
     * {@return shipments, over or not, in an order of the store's own that does not change}
     *
     * @param after only behind this one
     * @param limit at most so many; positive
     * @throws IllegalArgumentException if the limit is not positive
     */
    List<Shipment> shipments(Optional<ShipmentId> after, int limit);
}
