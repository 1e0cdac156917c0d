package dev.inventoryledger.event;

import dev.inventoryledger.Item;
import dev.inventoryledger.Location;
import dev.inventoryledger.lot.LotDetails;
import java.util.Optional;

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
     * Something was said of a lot: when it expires, or that it is promised no more.
     *
     * @param head where the event comes from
     * @param before what was known of it
     * @param after what is known of it
     */
    record LotDescribed(EventHead head, Optional<LotDetails> before, LotDetails after) implements CatalogEvent {
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
