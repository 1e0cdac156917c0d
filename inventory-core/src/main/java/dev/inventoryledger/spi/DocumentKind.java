package dev.inventoryledger.spi;

import dev.inventoryledger.Item;
import dev.inventoryledger.Location;
import dev.inventoryledger.lot.LotDetails;
import dev.inventoryledger.transit.Shipment;

/** What a document describes. */
public enum DocumentKind {
    /** An item of the catalog; grouped by product. */
    ITEM(Item.class),
    /** A location of the catalog; grouped by parent. */
    LOCATION(Location.class),
    /** Goods on their way between locations; grouped by destination. */
    SHIPMENT(Shipment.class),
    /** What is expected of an item, and how much of it is promised; grouped by SKU. */
    SUPPLY(SupplyBook.class),
    /** What is known of a lot; grouped by SKU. */
    LOT(LotDetails.class),
    /** How far a subscription has come. */
    SUBSCRIPTION(SubscriptionState.class),
    /** What the journal was before it was pruned. */
    PRUNING(PrunedJournal.class);

    private final Class<? extends Record> bodyType;

    DocumentKind(Class<? extends Record> bodyType) {
        this.bodyType = bodyType;
    }

    /** {@return what the body of such a document is} */
    public Class<? extends Record> bodyType() {
        return bodyType;
    }
}
