package dev.inventoryledger.benchmarks.byhand;

import java.sql.SQLException;
import java.util.List;

/** Whoever grants units of stock, each reservation with its full record. Safe for use by many threads. */
public interface Seller {
    /**
     * Reserves one unit of each SKU, all or nothing.
     *
     * @param id the reservation's id, and the command's
     * @param skus which, in order and each once
     * @return whether it was granted
     */
    boolean reserve(String id, List<String> skus) throws SQLException;
}
