package dev.inventoryledger.supply;

import dev.inventoryledger.Level;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.command.CancelSupply;
import dev.inventoryledger.command.ExpectSupply;
import dev.inventoryledger.command.ReceiveSupply;
import java.time.Instant;
import java.util.List;

/**
 * Goods that are expected, found at {@link dev.inventoryledger.InventoryLedger#supply()}. Items that may be sold before they are there
 * ({@link dev.inventoryledger.Backorder}) are promised against them. Safe for use by many threads; any method may throw
 * {@link dev.inventoryledger.StockStoreException} when the store fails.
 */
public interface Supply {
    /**
     * Announces units, or says anew how many are expected where and when. Promises follow, in the order in which the ledger serves those who wait.
     *
     * @param id the supply's name, such as a purchase order's and line's
     * @param sku what
     * @param location where they are to come in
     * @param quantity how many units are expected from now on
     * @param expectedAt when
     * @return the supply, or why not
     * @throws IllegalArgumentException if a text is malformed or the quantity not positive
     */
    default Outcome<InboundSupply> expect(String id, String sku, String location, long quantity, Instant expectedAt) {
        return expect(ExpectSupply.of(InboundSupply.of(id, sku, location, quantity, expectedAt)));
    }

    /**
     * Announces units, or says anew how many are expected where and when. Promises follow, in the order in which the ledger serves those who wait.
     *
     * @param command what is expected
     * @return the supply, or why not
     */
    Outcome<InboundSupply> expect(ExpectSupply command);

    /**
     * Expects it no more: what was promised against it is promised against other supply, or is owed
     * until more is ordered.
     *
     * @param id the supply's name
     * @param sku what
     * @return the supply as it was last expected, or why not
     * @throws IllegalArgumentException if a text is malformed
     */
    default Outcome<InboundSupply> cancel(String id, String sku) {
        return cancel(CancelSupply.of(id, sku));
    }

    /**
     * Expects it no more: what was promised against it is promised against other supply, or is owed
     * until more is ordered.
     *
     * @param command which supply
     * @return the supply as it was last expected, or why not
     */
    Outcome<InboundSupply> cancel(CancelSupply command);

    /**
     * Takes in units of it, wherever they came in, and gives them to those who wait, first come, first served unless the ledger was built
     * otherwise.
     *
     * @param id the supply's name
     * @param sku what
     * @param location where they came in
     * @param quantity how many units came
     * @return the levels after it, or why not
     * @throws IllegalArgumentException if a text is malformed or the quantity not positive
     */
    default Outcome<List<Level>> receive(String id, String sku, String location, long quantity) {
        return receive(ReceiveSupply.of(id, sku, location, quantity));
    }

    /**
     * Takes in units of it, and gives them to those who wait, first come, first served unless the ledger was built otherwise.
     *
     * @param command what came
     * @return the levels after it, or why not
     */
    Outcome<List<Level>> receive(ReceiveSupply command);

    /**
     * {@return what is expected of a SKU, the earliest first}
     *
     * @param sku what
     * @throws IllegalArgumentException if the text is malformed
     */
    List<InboundSupply> expected(String sku);

    /**
     * {@return units of a SKU that are promised and not there yet, as far as the journal says: lapsed holds count until they are noticed}
     *
     * @param sku what
     * @throws IllegalArgumentException if the text is malformed
     */
    long owed(String sku);
}
