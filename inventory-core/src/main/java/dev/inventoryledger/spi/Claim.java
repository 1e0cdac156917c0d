package dev.inventoryledger.spi;

import java.util.Optional;

/**
 * A claim that passes to a new holder, if it is where the decision saw it. Immutable.
 *
 * @param id what is claimed
 * @param expected who must hold it now; empty for nobody
 * @param holder who holds it afterwards
 */
public record Claim(ClaimId id, Optional<String> expected, String holder) {}
