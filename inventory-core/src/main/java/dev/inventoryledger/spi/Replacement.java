package dev.inventoryledger.spi;

/**
 * A row that takes the place of another. Immutable.
 *
 * @param replaces the version that must stand there; 0 if no row may
 * @param row the new row, which bears its own version
 * @param <R> the kind of row
 */
public record Replacement<R>(long replaces, R row) {}
