package dev.inventoryledger;

import java.util.List;

/**
 * What the journal alone says of every level, held against the levels that are stored. Immutable.
 *
 * @param differences where they differ; empty if all is well
 * @param entries how many entries were folded
 * @param postings how many postings were
 * @param levels how many levels came of them
 */
public record RebuildReport(List<Difference> differences, long entries, long postings, long levels) {
    /**
     * One level that is not what its postings come to. Immutable.
     *
     * @param key which stock
     * @param storedVersion the version that is stored; 0 if no level is
     * @param stored the figures that are stored
     * @param version the version of the key's last posting; 0 if it has none
     * @param balance the figures after it
     */
    public record Difference(StockKey key, long storedVersion, Balance stored, long version, Balance balance) {}

    /**
     * Copies the list.
     *
     * @param differences where they differ
     * @param entries how many entries were folded
     * @param postings how many postings were
     * @param levels how many levels came of them
     */
    public RebuildReport {
        differences = List.copyOf(differences);
    }

    /** {@return whether every stored level is what its postings come to} */
    public boolean isClean() {
        return differences.isEmpty();
    }
}
