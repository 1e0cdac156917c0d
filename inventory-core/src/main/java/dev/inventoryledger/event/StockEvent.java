package dev.inventoryledger.event;

import dev.inventoryledger.Balance;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.Lot;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;

/** Something that happened to the stock under one key. Quantities are in the item's smallest unit. Immutable. */
public sealed interface StockEvent extends InventoryEvent {
    /** {@return the stock that it is about; of a transfer, where it left} */
    StockKey key();

    @Override
    default String subject() {
        return "stock/" + key();
    }

    /**
     * Goods came in.
     *
     * @param head where the event comes from
     * @param key which stock
     * @param quantity how many units
     */
    record StockReceived(EventHead head, StockKey key, long quantity) implements StockEvent {}

    /**
     * A customer brought goods back.
     *
     * @param head where the event comes from
     * @param key which stock
     * @param quantity how many units
     */
    record StockReturned(EventHead head, StockKey key, long quantity) implements StockEvent {}

    /**
     * On-hand was corrected; the reason stands in the origin.
     *
     * @param head where the event comes from
     * @param key which stock
     * @param change by how many units, up or down
     */
    record StockAdjusted(EventHead head, StockKey key, long change) implements StockEvent {}

    /**
     * On-hand was counted.
     *
     * @param head where the event comes from
     * @param key which stock
     * @param counted how many units are there
     * @param change how many more or fewer than the ledger had
     */
    record StockCounted(EventHead head, StockKey key, long counted, long change) implements StockEvent {}

    /**
     * Goods moved between two locations.
     *
     * @param head where the event comes from
     * @param sku what
     * @param lot of which lot
     * @param from where they left
     * @param to where they arrived
     * @param quantity how many units
     */
    record StockTransferred(EventHead head, Sku sku, Lot lot, LocationId from, LocationId to, long quantity)
            implements StockEvent {
        @Override
        public StockKey key() {
            return new StockKey(sku, from, lot);
        }
    }

    /**
     * Goods on their way proved lost, or broken and not kept.
     *
     * @param head where the event comes from
     * @param key which stock
     * @param quantity how many units
     */
    record StockLost(EventHead head, StockKey key, long quantity) implements StockEvent {}

    /**
     * The figures under a key are others than before the entry.
     *
     * @param head where the event comes from
     * @param key which stock
     * @param before the recorded figures before the entry
     * @param after the recorded figures after it
     */
    record StockLevelChanged(EventHead head, StockKey key, Balance before, Balance after) implements StockEvent {}

    /**
     * Another number of units than before the entry is recorded as available.
     *
     * @param head where the event comes from
     * @param key which stock
     * @param before units available before the entry
     * @param after units available after it
     */
    record AvailabilityChanged(EventHead head, StockKey key, long before, long after) implements StockEvent {}
}
