package dev.inventoryledger.command;

import dev.inventoryledger.CommandType;
import dev.inventoryledger.Entry;
import dev.inventoryledger.Origin;

/**
 * Something to do, under an idempotency key. Immutable: sending the same value again is a safe retry.
 *
 * @param <T> the state that it answers with when it is accepted
 */
public sealed interface Command<T>
        permits StockCommand,
                ReservationCommand,
                ItemCommand,
                LocationCommand,
                ShipmentCommand,
                LotCommand,
                SupplyCommand,
                ExpireHolds {
    /** {@return its id, who sends it and why} */
    Origin origin();

    /** {@return the kind of command} */
    CommandType type();

    /**
     * {@return the state right after the command, as its entry states it}
     *
     * @param entry the entry that this command made
     */
    T answerIn(Entry entry);
}
