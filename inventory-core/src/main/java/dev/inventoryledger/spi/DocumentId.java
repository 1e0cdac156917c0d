package dev.inventoryledger.spi;

/**
 * The kind and name of a document. Immutable.
 *
 * @param kind what it describes
 * @param name its name among its kind
 */
public record DocumentId(DocumentKind kind, String name) implements Comparable<DocumentId> {
    @Override
    public int compareTo(DocumentId other) {
        int byKind = kind.compareTo(other.kind);
        return byKind == 0 ? name.compareTo(other.name) : byKind;
    }
}
