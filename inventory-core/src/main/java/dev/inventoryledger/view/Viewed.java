package dev.inventoryledger.view;

import java.time.Duration;

/**
 * An answer of a view, and how old it may be. Immutable.
 *
 * @param value the answer
 * @param lag everything committed longer ago than that is in it; zero if the database was asked
 * @param position the last entry that is in it; 0 if the database was asked
 * @param <T> what was asked for
 */
public record Viewed<T>(T value, Duration lag, long position) {}
