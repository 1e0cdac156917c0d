package dev.inventoryledger;

import java.util.Optional;

/**
 * What was pruned. Immutable.
 *
 * @param entries how many entries left the journal
 * @param prunedUpTo the last position that is readable no more; 0 if none ever was
 * @param heldBackBy the subscription that has not come as far as the policy would have allowed
 */
public record PruneReport(long entries, long prunedUpTo, Optional<String> heldBackBy) {}
