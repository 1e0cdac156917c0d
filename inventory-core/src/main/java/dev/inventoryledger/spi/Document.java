package dev.inventoryledger.spi;

import java.time.Instant;
import java.util.Optional;

/**
 * A cold row of any kind: what a store keeps without knowing what it means. Immutable.
 *
 * @param id its kind and name
 * @param version how often it was written, from 1
 * @param group what it belongs to, such as a location's parent; empty text if nothing
 * @param dueAt when something is to happen with it
 * @param body its content, a record that the {@link Codec} encodes
 */
public record Document(DocumentId id, long version, String group, Optional<Instant> dueAt, Record body) {}
