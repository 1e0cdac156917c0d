package dev.inventoryledger.event;

import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.StockKey;
import java.util.Map;

/** Something that happened to a promise. Quantities are in the item's smallest unit. Immutable. */
public sealed interface ReservationEvent extends InventoryEvent {
    /** {@return which reservation} */
    ReservationId reservationId();

    @Override
    default String subject() {
        return "reservation/" + reservationId();
    }

    /** Something that changed a reservation. */
    sealed interface Changed extends ReservationEvent {
        /** {@return how the reservation stands after it} */
        Reservation reservation();

        /** {@return the units that it was about, by stock key; units of untracked items stand under no key} */
        Map<StockKey, Long> quantities();

        @Override
        default ReservationId reservationId() {
            return reservation().id();
        }
    }

    /**
     * Units came that it had waited for, and are held for it now.
     *
     * @param head where the event comes from
     * @param reservation how it stands
     * @param quantities units newly held
     */
    record BackorderFilled(EventHead head, Reservation reservation, Map<StockKey, Long> quantities)
            implements Changed {}

    /**
     * Everything that was asked for is held: at once, after a top-up, or again after the hold had ended.
     *
     * @param head where the event comes from
     * @param reservation how it stands
     * @param quantities units newly promised
     */
    record StockReserved(EventHead head, Reservation reservation, Map<StockKey, Long> quantities) implements Changed {}

    /**
     * Part of what was asked for is held; the rest is outstanding or, where a hold that had ended is fulfilled in part, stays lost.
     *
     * @param head where the event comes from
     * @param reservation how it stands
     * @param quantities units newly promised
     */
    record ReservationPartiallyReserved(EventHead head, Reservation reservation, Map<StockKey, Long> quantities)
            implements Changed {}

    /**
     * It no longer expires.
     *
     * @param head where the event comes from
     * @param reservation how it stands
     * @param quantities units allocated
     */
    record ReservationConfirmed(EventHead head, Reservation reservation, Map<StockKey, Long> quantities)
            implements Changed {}

    /**
     * Promised units left the house.
     *
     * @param head where the event comes from
     * @param reservation how it stands
     * @param quantities units that left
     */
    record StockFulfilled(EventHead head, Reservation reservation, Map<StockKey, Long> quantities) implements Changed {}

    /**
     * Promised units were given back.
     *
     * @param head where the event comes from
     * @param reservation how it stands
     * @param quantities units given back
     */
    record ReservationReleased(EventHead head, Reservation reservation, Map<StockKey, Long> quantities)
            implements Changed {}

    /**
     * Its hold ended by time.
     *
     * @param head where the event comes from
     * @param reservation how it stands
     * @param quantities units given back
     */
    record ReservationExpired(EventHead head, Reservation reservation, Map<StockKey, Long> quantities)
            implements Changed {}

    /**
     * Its hold was prolonged.
     *
     * @param head where the event comes from
     * @param reservation how it stands
     * @param quantities always empty
     */
    record ReservationExtended(EventHead head, Reservation reservation, Map<StockKey, Long> quantities)
            implements Changed {}

    /**
     * Units it had been promised proved missing.
     *
     * @param head where the event comes from
     * @param reservation how it stands
     * @param quantities units that are missing
     */
    record ReservationBecameOutstanding(EventHead head, Reservation reservation, Map<StockKey, Long> quantities)
            implements Changed {}
}
