package dev.inventoryledger;

import dev.inventoryledger.lot.LotDetails;
import dev.inventoryledger.supply.InboundSupply;
import dev.inventoryledger.transit.ArrivedLine;
import dev.inventoryledger.transit.Shipment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What an entry states besides its postings; events and remembered answers are read from these. Immutable. */
public sealed interface Fact {
    /**
     * An item is new in the catalog.
     *
     * @param item its definition
     */
    record ItemRegistered(Item item) implements Fact {}

    /**
     * An item's definition was replaced.
     *
     * @param before what it was
     * @param after what it is
     */
    record ItemChanged(Item before, Item after) implements Fact {}

    /**
     * A location is new in the catalog.
     *
     * @param location its definition
     */
    record LocationRegistered(Location location) implements Fact {}

    /**
     * A location's definition was replaced.
     *
     * @param before what it was
     * @param after what it is
     */
    record LocationChanged(Location before, Location after) implements Fact {}

    /**
     * A reservation was made or changed.
     *
     * @param change how
     * @param after how it stands after it
     */
    record ReservationChanged(ReservationChange change, Reservation after) implements Fact {}

    /**
     * The levels that a stock command touched, right after it.
     *
     * @param levels one per stock key
     */
    record LevelsAfter(List<Level> levels) implements Fact {
        /**
         * Copies the list.
         *
         * @param levels one per stock key
         */
        public LevelsAfter {
            levels = List.copyOf(levels);
        }
    }

    /**
     * Units are expected, or are so in another number, place or time.
     *
     * @param before what was expected; empty if this is news
     * @param after what is expected
     */
    record SupplyExpected(Optional<InboundSupply> before, InboundSupply after) implements Fact {}

    /**
     * Units are expected no more.
     *
     * @param supply what was expected
     */
    record SupplyCancelled(InboundSupply supply) implements Fact {}

    /**
     * Units that were expected came.
     *
     * @param after what is still expected
     * @param quantity how many units came
     */
    record SupplyReceived(InboundSupply after, long quantity) implements Fact {}

    /**
     * Units that are promised and not there will come earlier or later than was said.
     *
     * @param reservationId whose units
     * @param order the host's order that it serves
     * @param sku units of what
     * @param before when the last of them was expected; empty if nobody knew
     * @param after when the last of them is expected; empty if nobody knows
     */
    record PromiseRedated(
            ReservationId reservationId,
            Optional<OrderId> order,
            Sku sku,
            Optional<Instant> before,
            Optional<Instant> after)
            implements Fact {}

    /**
     * Something was said of a lot.
     *
     * @param before what was known of it
     * @param after what is known of it
     */
    record LotDescribed(Optional<LotDetails> before, LotDetails after) implements Fact {}

    /**
     * Goods left for another location, or came to the end of their way.
     *
     * @param after how the shipment stands after it
     * @param arrived what came; nothing if they have just left
     */
    record ShipmentChanged(Shipment after, List<ArrivedLine> arrived) implements Fact {
        /**
         * Copies the list.
         *
         * @param after how the shipment stands after it
         * @param arrived what came
         */
        public ShipmentChanged {
            arrived = List.copyOf(arrived);
        }
    }

    /**
     * A level was not what its postings come to, and was brought to that.
     *
     * @param found what was stored, and what it should have been
     */
    record LevelMended(RebuildReport.Difference found) implements Fact {}

    /**
     * A stock key crossed a mark: low, out, or back.
     *
     * @param key which stock
     * @param before what was last told
     * @param after what is told now
     * @param available units that can be promised now
     * @param rule the reorder rule that applies; empty where nothing is ever low
     */
    record StatusChanged(
            StockKey key, StockStatus before, StockStatus after, long available, Optional<ReorderRule> rule)
            implements Fact {}

    /**
     * A command was turned down, and the ledger was built to record that.
     *
     * @param reason why
     * @param message the same in words
     */
    record CommandRejected(RejectionReason reason, String message) implements Fact {}
}
