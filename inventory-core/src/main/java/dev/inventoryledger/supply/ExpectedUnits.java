package dev.inventoryledger.supply;

import dev.inventoryledger.LocationId;
import java.time.Instant;

/**
 * Units that are expected and can be promised. Immutable.
 *
 * @param expectedAt when
 * @param location where they are to come in
 * @param quantity how many units
 */
public record ExpectedUnits(Instant expectedAt, LocationId location, long quantity) {}
