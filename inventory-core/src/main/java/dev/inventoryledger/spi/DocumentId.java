package dev.inventoryledger.spi;

import dev.inventoryledger.Lot;
import dev.inventoryledger.Sku;

/**
 * The kind and name of a document. Immutable.
 *
 * @param kind what it describes
 * @param name its name among its kind
 */
public record DocumentId(DocumentKind kind, String name) implements Comparable<DocumentId> {
    /**
     * {@return the id of an item's document}
     *
     * @param sku which item
     */
    public static DocumentId ofItem(Sku sku) {
        return new DocumentId(DocumentKind.ITEM, sku.value());
    }

    /**
     * {@return the id of what is expected of an item}
     *
     * @param sku its SKU
     */
    public static DocumentId ofSupply(Sku sku) {
        return new DocumentId(DocumentKind.SUPPLY, sku.value());
    }

    /**
     * {@return the id of a lot's document; its name tells SKU and lot apart, whatever they contain}
     *
     * @param sku what it is a lot of
     * @param lot its name
     */
    public static DocumentId ofLot(Sku sku, Lot lot) {
        return new DocumentId(DocumentKind.LOT, sku.value().length() + ":" + sku.value() + lot.value());
    }

    @Override
    public int compareTo(DocumentId other) {
        int byKind = kind.compareTo(other.kind);
        return byKind == 0 ? name.compareTo(other.name) : byKind;
    }
}
