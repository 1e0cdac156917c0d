package dev.inventoryledger.event;

import dev.inventoryledger.Item;
import dev.inventoryledger.Location;

/** Something that happened to the catalog. Immutable. */
public sealed interface CatalogEvent extends InventoryEvent {
    /**
     * An item is new.
     *
     * @param head where the event comes from
     * @param item its definition
     */
    record ItemRegistered(EventHead head, Item item) implements CatalogEvent {
        @Override
        public String subject() {
            return "item/" + item.sku();
        }
    }

    /**
     * An item's definition was replaced.
     *
     * @param head where the event comes from
     * @param before what it was
     * @param after what it is
     */
    record ItemChanged(EventHead head, Item before, Item after) implements CatalogEvent {
        @Override
        public String subject() {
            return "item/" + after.sku();
        }
    }

    /**
     * A location is new.
     *
     * @param head where the event comes from
     * @param location its definition
     */
    record LocationRegistered(EventHead head, Location location) implements CatalogEvent {
        @Override
        public String subject() {
            return "location/" + location.id();
        }
    }

    /**
     * A location's definition was replaced.
     *
     * @param head where the event comes from
     * @param before what it was
     * @param after what it is
     */
    record LocationChanged(EventHead head, Location before, Location after) implements CatalogEvent {
        @Override
        public String subject() {
            return "location/" + after.id();
        }
    }
}
