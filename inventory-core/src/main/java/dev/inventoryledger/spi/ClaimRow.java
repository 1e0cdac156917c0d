package dev.inventoryledger.spi;

/**
 * Who holds a claim. Immutable.
 *
 * @param id what is claimed
 * @param version how often it has passed to a holder, from 1
 * @param holder who holds it
 */
public record ClaimRow(ClaimId id, long version, String holder) {}
