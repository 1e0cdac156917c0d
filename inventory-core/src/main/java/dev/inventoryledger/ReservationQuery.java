package dev.inventoryledger;

import dev.inventoryledger.internal.Checks;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A question for reservations in one of four shapes, answered page by page. Immutable.
 *
 * @param filter which, and in what order
 * @param after only behind this one, usually the last of the page before
 * @param limit at most so many; from 1 to 10,000
 */
public record ReservationQuery(Filter filter, Optional<Reservation> after, int limit) {
    /** Which reservations are asked for. Immutable. */
    public sealed interface Filter {}

    /** All there are, ordered by id. */
    public record All() implements Filter {}

    /**
     * Those that serve an order, ordered by id.
     *
     * @param order the order
     */
    public record OfOrder(OrderId order) implements Filter {}

    /**
     * Those made for an owner, ordered by id.
     *
     * @param owner the owner
     */
    public record OfOwner(OwnerId owner) implements Filter {}

    /**
     * Holds whose expiry lies before an instant, ordered by expiry and id; one that has ended by time is among them until
     * a command or the sweep closes it.
     *
     * @param instant the first expiry that is left out
     */
    public record HoldsExpiringBefore(Instant instant) implements Filter {
        /**
         * Keeps the instant to the microsecond, as expiries are.
         *
         * @param instant the first expiry that is left out
         */
        public HoldsExpiringBefore {
            instant = Checks.bound(instant);
        }
    }

    /**
     * Checks the limit.
     *
     * @param filter which, and in what order
     * @param after only behind this one, usually the last of the page before
     * @param limit at most so many
     * @throws IllegalArgumentException if the limit is out of bounds
     */
    public ReservationQuery {
        Objects.requireNonNull(filter, "filter");
        Objects.requireNonNull(after, "after");
        boolean sound = limit >= 1 && limit <= MovementQuery.MAX_LIMIT;
        Checks.check(sound, "limit", "must be from 1 to " + MovementQuery.MAX_LIMIT, limit);
    }

    /** {@return every reservation, ordered by id, 1,000 to a page} */
    public static ReservationQuery all() {
        return new ReservationQuery(new All(), Optional.empty(), 1_000);
    }

    /**
     * {@return those that serve an order}
     *
     * @param order the order
     */
    public static ReservationQuery ofOrder(String order) {
        return new ReservationQuery(new OfOrder(new OrderId(order)), Optional.empty(), 1_000);
    }

    /**
     * {@return those made for an owner}
     *
     * @param owner the owner
     */
    public static ReservationQuery ofOwner(String owner) {
        return new ReservationQuery(new OfOwner(new OwnerId(owner)), Optional.empty(), 1_000);
    }

    /**
     * {@return holds whose expiry lies before an instant}
     *
     * @param instant the first expiry that is left out
     */
    public static ReservationQuery holdsExpiringBefore(Instant instant) {
        return new ReservationQuery(new HoldsExpiringBefore(instant), Optional.empty(), 1_000);
    }

    /**
     * {@return the page behind a reservation}
     *
     * @param last usually the last of the page before
     */
    public ReservationQuery after(Reservation last) {
        return new ReservationQuery(filter, Optional.of(last), limit);
    }

    /**
     * {@return pages of another size}
     *
     * @param newLimit at most so many
     */
    public ReservationQuery limit(int newLimit) {
        return new ReservationQuery(filter, after, newLimit);
    }
}
