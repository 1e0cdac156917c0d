package dev.inventoryledger.internal.execute;

import dev.inventoryledger.spi.Snapshot;
import java.time.Instant;

/**
 * Rows that whoever sends a command has just loaded for it: as far as they do, and nobody has written them since, it is decided on them
 * without another load.
 *
 * @param rows what it takes, as of one moment
 * @param now as of when it is decided, as questions of what is due name an instant
 */
record Seen(Snapshot rows, Instant now) {}
