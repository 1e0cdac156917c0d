package dev.inventoryledger.policy;

import dev.inventoryledger.Coordinates;
import dev.inventoryledger.StockKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where an order takes its units from, if several places have them. A pure function, safe for use by many threads: the same answer for the
 * same input, never more than is available, never more than is asked for. Every policy here has a name by which a command may ask
 * for it.
 */
@FunctionalInterface
public interface AllocationPolicy {
    /** The name of {@link #byPriority()}. */
    String PRIORITY = "priority";

    /** The name of {@link #fewestShipments()}. */
    String FEWEST_SHIPMENTS = "fewest-shipments";

    /** The name of {@link #nearest()}. */
    String NEAREST = "nearest";

    /** The name of {@link #singleLocation()}. */
    String SINGLE_LOCATION = "single-location";

    /** The name of {@link #evenly()}. */
    String EVENLY = "evenly";

    /** The name of {@link #firstExpiring()}. */
    String FIRST_EXPIRING = "first-expiring-first-out";

    /**
     * All lines of an order. Immutable.
     *
     * @param wants what is wanted; lines that only few places can meet stand before others, and several may share a place's units
     * @param destination where the order goes, if that is known
     */
    record Demand(List<Want> wants, Optional<Coordinates> destination) {}

    /**
     * What one line wants. Immutable.
     *
     * @param line a number of its own within the demand, to be repeated by what is taken for it; neither its place among the wants nor the
     *     number that the command's line has
     * @param quantity how many units; positive
     * @param candidates every place that it may take from and that has units, in the order of their keys
     */
    record Want(int line, long quantity, List<Candidate> candidates) {}

    /**
     * A place that has units to promise. Immutable.
     *
     * @param key which stock
     * @param priority its location's priority; the lowest is preferred
     * @param coordinates where its location is, if that is known
     * @param expiresAt when its lot expires, if it does and that is known
     * @param available units that can be promised there; positive
     */
    record Candidate(
            StockKey key,
            int priority,
            Optional<Coordinates> coordinates,
            Optional<Instant> expiresAt,
            long available) {
        /**
         * A place of which nobody has said where it is, with units that do not expire.
         *
         * @param key which stock
         * @param priority its location's priority; the lowest is preferred
         * @param available units that can be promised there; positive
         */
        public Candidate(StockKey key, int priority, long available) {
            this(key, priority, Optional.empty(), Optional.empty(), available);
        }
    }

    /**
     * Units taken from a place for a line. Immutable.
     *
     * @param line the number of the want that it is for; in a plan, of the command's line, counted from 1
     * @param key which stock
     * @param quantity how many units; positive
     */
    record Take(int line, StockKey key, long quantity) {}

    /**
     * {@return what to take, for each want no more than it wants} A command fails with {@link IllegalStateException} if that is more than is
     * wanted or than is there, or for a want or from a place that the demand does not have; an {@link ArithmeticException} comes wrapped in
     * one, and what else a policy throws as it is.
     *
     * @param demand what is wanted, and where it may come from
     */
    List<Take> allocate(Demand demand);

    /**
     * {@return the policy that takes by location priority, and splits where one place is short} Within a location the lot that expires
     * first goes first, as it does by every policy here.
     */
    static AllocationPolicy byPriority() {
        return InOrder.BY_PRIORITY;
    }

    /**
     * {@return the policy that takes from the places nearest to the destination first, and then by priority} Places of which nobody has said
     * where they are come last. Without a destination it is {@link #byPriority()}.
     */
    static AllocationPolicy nearest() {
        return InOrder.NEAREST;
    }

    /**
     * {@return the policy that takes as much as {@link #byPriority()} from as few locations as it can} That is exact as long as no more
     * than 12 locations have any of it, in no more than 2,400 places in all, each counted for every line that it has units for. Where more have, it takes the location that has
     * most of what is missing, again and again, but never more of them than {@link #byPriority()} does; and where that is not done after ten
     * million looks at what some place has for some line, the order is taken by priority, as nobody else is served meanwhile.
     */
    static AllocationPolicy fewestShipments() {
        return FewestShipments.POLICY;
    }

    /** {@return the policy that takes from one location alone: the one that has most of the order, then by priority} */
    static AllocationPolicy singleLocation() {
        return SingleLocation.POLICY;
    }

    /** {@return the policies that every ledger knows, by name} */
    static Map<String, AllocationPolicy> builtIn() {
        return Map.of(
                PRIORITY, byPriority(),
                FEWEST_SHIPMENTS, fewestShipments(),
                NEAREST, nearest(),
                SINGLE_LOCATION, singleLocation(),
                EVENLY, evenly(),
                FIRST_EXPIRING, firstExpiring());
    }

    /** {@return the policy that takes what expires first, wherever it is, then by priority; what does not expire comes last} */
    static AllocationPolicy firstExpiring() {
        return InOrder.FIRST_EXPIRING;
    }

    /** {@return the policy that takes from all locations alike, as far as they have units; what does not divide goes by priority} */
    static AllocationPolicy evenly() {
        return Evenly.POLICY;
    }
}
