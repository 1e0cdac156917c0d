package dev.inventoryledger.event;

import dev.inventoryledger.CommandType;
import dev.inventoryledger.Origin;
import java.time.Instant;

/**
 * Where an event comes from. Position and index together name an event for good. Immutable.
 *
 * @param position its entry's place in the journal
 * @param index its place among the events of its entry, from 0
 * @param command the kind of command that made the entry
 * @param origin that command's id, actor, reason and reference
 * @param recordedAt when it was decided
 * @param effectiveAt when it took effect; for an expiry the moment the hold ended
 */
public record EventHead(
        long position, int index, CommandType command, Origin origin, Instant recordedAt, Instant effectiveAt) {}
