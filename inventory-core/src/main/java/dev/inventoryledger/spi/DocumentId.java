package dev.inventoryledger.spi;

import java.util.Comparator;

/**
 * The kind and name of a document. Immutable.
 *
 * @param kind what it describes
 * @param name its name among its kind
 */
public record DocumentId(DocumentKind kind, String name) implements Comparable<DocumentId> {
    private static final Comparator<DocumentId> ORDER =
            Comparator.comparing(DocumentId::kind).thenComparing(DocumentId::name);

    @Override
    public int compareTo(DocumentId other) {
        return ORDER.compare(this, other);
    }
}
