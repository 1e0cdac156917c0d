package dev.inventoryledger.spi;

/**
 * How far a journal reaches. Immutable.
 *
 * @param prunedUpTo the last position that was removed for its age; 0 if none was
 * @param readableUpTo the last position that readers are shown: nothing will appear up to there any more
 * @param newest the last position that is committed; readers are shown it once every position before it is certain
 */
public record JournalExtent(long prunedUpTo, long readableUpTo, long newest) {}
