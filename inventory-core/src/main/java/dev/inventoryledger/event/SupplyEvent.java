package dev.inventoryledger.event;

import dev.inventoryledger.OrderId;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.Sku;
import dev.inventoryledger.supply.InboundSupply;
import java.time.Instant;
import java.util.Optional;

/** Something that happened to what is expected, or to what is promised against it. Immutable. */
public sealed interface SupplyEvent extends InventoryEvent {
    /**
     * Units are expected, or are so in another number, place or time.
     *
     * @param head where the event comes from
     * @param before what was expected; empty if this is news
     * @param after what is expected
     */
    record SupplyExpected(EventHead head, Optional<InboundSupply> before, InboundSupply after) implements SupplyEvent {
        @Override
        public String subject() {
            return "supply/" + after.sku() + "/" + after.id();
        }
    }

    /**
     * Units are expected no more, and did not come.
     *
     * @param head where the event comes from
     * @param supply what was expected
     */
    record SupplyCancelled(EventHead head, InboundSupply supply) implements SupplyEvent {
        @Override
        public String subject() {
            return "supply/" + supply.sku() + "/" + supply.id();
        }
    }

    /**
     * Units that were expected came.
     *
     * @param head where the event comes from
     * @param supply what is still expected
     * @param quantity how many units came
     */
    record SupplyReceived(EventHead head, InboundSupply supply, long quantity) implements SupplyEvent {
        @Override
        public String subject() {
            return "supply/" + supply.sku() + "/" + supply.id();
        }
    }

    /**
     * Units that are promised and not there will come earlier or later than was said.
     *
     * @param head where the event comes from
     * @param reservationId whose units
     * @param order the host's order that it serves
     * @param sku units of what
     * @param before when the last of them was expected; empty if nobody knew
     * @param after when the last of them is expected; empty if nobody knows
     */
    record PromiseRedated(
            EventHead head,
            ReservationId reservationId,
            Optional<OrderId> order,
            Sku sku,
            Optional<Instant> before,
            Optional<Instant> after)
            implements SupplyEvent {
        @Override
        public String subject() {
            return "reservation/" + reservationId;
        }
    }
}
