package dev.inventoryledger.subscription;

/**
 * An event's place in the journal. Immutable.
 *
 * @param position its entry's position
 * @param index its place among the events of its entry, from 0
 */
public record EventPoint(long position, int index) {}
