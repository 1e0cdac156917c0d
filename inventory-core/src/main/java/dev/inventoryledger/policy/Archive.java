package dev.inventoryledger.policy;

import dev.inventoryledger.Entry;
import java.util.List;

/** Where entries go before they leave the journal, which the host implements: a file, a bucket, another table. */
@FunctionalInterface
public interface Archive {
    /** Keeps nothing. */
    Archive NOTHING = entries -> {};

    /**
     * Keeps entries for good; they leave the journal once this returns. After a crash, or where a subscription that needs
     * them begins meanwhile, the same entries may come again.
     *
     * @param entries in journal order, each with its postings and its digest; never empty
     * @throws Exception if they are not kept; then they stay in the journal
     */
    void keep(List<Entry> entries) throws Exception;
}
