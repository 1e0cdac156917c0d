package dev.inventoryledger.report;

import java.io.IOException;
import java.time.Instant;

/**
 * Reports on a span of time, by when things were recorded: from its first instant up to, and without, its last. CSV comes by RFC
 * 4180, with a head line, as a stream in journal order; texts that a spreadsheet would take for a formula begin with an apostrophe.
 * Safe for use by many threads.
 *
 * <p>What is moved is recorded when it is decided, and seen once it is committed: by the ledger itself some milliseconds later, or as many
 * seconds as it is patient with its store, and in a transaction of the host's when that commits. A span that has just ended is to be reported
 * on once what was decided before its end has been committed.
 */
public interface Reports {
    /**
     * Writes every movement.
     *
     * @param from the first instant
     * @param until the first instant after it
     * @param out where to; is left open
     * @return how many movements there were
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if an instant lies outside the years 1 to 9999, or the last before the first
     * @throws dev.inventoryledger.RetryableStoreException if the journal cannot be read up to its end yet
     * @throws dev.inventoryledger.HistoryPrunedException if the journal no longer reaches back that far
     */
    long writeMovements(Instant from, Instant until, Appendable out) throws IOException;

    /**
     * Writes where what was there differed from what the ledger had: counts, adjustments, shortages and corrections. A count that found what
     * was expected is none.
     *
     * @param from the first instant
     * @param until the first instant after it
     * @param out where to; is left open
     * @return how many there were
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if an instant lies outside the years 1 to 9999, or the last before the first
     * @throws dev.inventoryledger.RetryableStoreException if the journal cannot be read up to its end yet
     * @throws dev.inventoryledger.HistoryPrunedException if the journal no longer reaches back that far
     */
    long writeVariances(Instant from, Instant until, Appendable out) throws IOException;

    /**
     * {@return what moved, by kind, between the levels at both ends} Memory grows with the keys that moved.
     *
     * @param from the first instant
     * @param until the first instant after it
     * @throws IllegalArgumentException if an instant lies outside the years 1 to 9999, or the last before the first
     * @throws dev.inventoryledger.RetryableStoreException if the journal cannot be read up to its end yet, or the span has not ended and
     *     stock keeps moving
     * @throws dev.inventoryledger.HistoryPrunedException if the journal no longer reaches back that far
     * @throws ArithmeticException if a sum is larger than a number holds
     */
    MovementTotals totals(Instant from, Instant until);
}
