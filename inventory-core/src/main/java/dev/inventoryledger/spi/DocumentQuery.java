package dev.inventoryledger.spi;

import java.util.Optional;

/**
 * A question for the documents of one kind, page by page. Immutable.
 *
 * @param kind which kind
 * @param after only behind this name, in the store's own order
 * @param limit at most so many
 */
public record DocumentQuery(DocumentKind kind, Optional<String> after, int limit) {}
