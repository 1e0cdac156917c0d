package dev.inventoryledger.spi;

/**
 * A question for rows that belong to nothing that is there: postings without their entry, lines without their reservation. No
 * ledger leaves any; a store that cannot have them finds none. Each is answered with a text that names it. Immutable.
 *
 * @param limit at most so many
 */
public record StrayRows(int limit) {}
