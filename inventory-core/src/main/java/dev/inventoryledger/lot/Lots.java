package dev.inventoryledger.lot;

import dev.inventoryledger.Outcome;
import dev.inventoryledger.command.DescribeLot;
import java.util.Optional;

/**
 * Lots and serial numbers, found at {@link dev.inventoryledger.InventoryLedger#lots()}. Safe for use by many threads; any method may
 * throw {@link dev.inventoryledger.StockStoreException} when the store fails.
 */
public interface Lots {
    /**
     * Says when a lot expires, or that it is promised no more, in place of what was said before; a date that is not said stays.
     *
     * @param details what is known of it
     * @return the same, or why not
     */
    default Outcome<LotDetails> describe(LotDetails details) {
        return describe(DescribeLot.of(details));
    }

    /**
     * Says when a lot expires, or that it is promised no more, in place of what was said before; a date that is not said stays.
     *
     * @param command what is known of it
     * @return the same, or why not
     */
    Outcome<LotDetails> describe(DescribeLot command);

    /**
     * Stops promising a lot, and says where it is and to whom it went: what is promised already stays so, until the host releases it.
     *
     * @param sku what it is a lot of
     * @param lot its name
     * @return everything of the lot, after it was stopped
     * @throws IllegalArgumentException if a text is malformed
     * @throws dev.inventoryledger.CommandRejectedException if no such SKU is registered
     * @throws dev.inventoryledger.StockStoreException if the store fails; where it says that the lot is recalled, it is: trace it
     */
    LotTrace recall(String sku, String lot);

    /**
     * {@return what was said of a lot; empty if nothing was}
     *
     * @param sku what it is a lot of
     * @param lot its name
     * @throws IllegalArgumentException if a text is malformed
     */
    Optional<LotDetails> details(String sku, String lot);

    /**
     * {@return everything of a lot: where it is, and to whom it went} Reads the movements of the SKU: the work grows with them. To whom a
     * transaction sends units that this ledger joins is told once that is committed.
     *
     * @param sku what it is a lot of
     * @param lot its name
     * @throws IllegalArgumentException if a text is malformed
     */
    LotTrace trace(String sku, String lot);
}
