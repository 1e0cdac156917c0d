package dev.inventoryledger.lot;

import dev.inventoryledger.Level;
import dev.inventoryledger.OrderId;
import dev.inventoryledger.OwnerId;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.internal.Sums;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Everything of one lot: where it is, and to which reservations and orders it went or is promised. Immutable.
 *
 * @param details what is known of it
 * @param levels where it is, or was
 * @param destinations who got units of it, or is to get some
 * @param prunedUpTo the journal's position up to which nobody knows any more who got units; 0 if all is told
 */
public record LotTrace(LotDetails details, List<Level> levels, List<Destination> destinations, long prunedUpTo) {
    /**
     * A reservation that has to do with the lot. Immutable.
     *
     * @param reservation which
     * @param order the host's order that it serves
     * @param owner whom it belongs to
     * @param open units of the lot promised and not yet gone
     * @param fulfilled units of the lot gone to the customer
     */
    public record Destination(
            ReservationId reservation, Optional<OrderId> order, Optional<OwnerId> owner, long open, long fulfilled) {}

    /**
     * Copies the lists.
     *
     * @param details what is known of it
     * @param levels where it is, or was
     * @param destinations who got units of it, or is to get some
     * @param prunedUpTo the journal's position up to which nobody knows any more who got units
     */
    public LotTrace {
        levels = List.copyOf(levels);
        destinations = List.copyOf(destinations);
    }

    /** {@return units that are still on hand; {@link Long#MAX_VALUE} where the sum would exceed it} */
    public long onHand() {
        return levels.stream().mapToLong(Level::onHand).reduce(0, Sums::saturated);
    }

    /** {@return the orders to which it went, or is to go} */
    public NavigableSet<OrderId> orders() {
        NavigableSet<OrderId> orders = new TreeSet<>();
        destinations.forEach(destination -> destination.order().ifPresent(orders::add));
        return orders;
    }
}
