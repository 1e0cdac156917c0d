package dev.inventoryledger;

/**
 * Why a rule said no. Where several reasons hold, the one that stands first here is given; each reason is checked for
 * all lines of a command before the next.
 */
public enum RejectionReason {
    /** The command id was accepted before, with other content. */
    COMMAND_ID_CONFLICT,
    /** An item with this SKU is registered already. */
    ITEM_EXISTS,
    /** A location with this id is registered already. */
    LOCATION_EXISTS,
    /** A reservation with this id was made by another command. */
    RESERVATION_EXISTS,
    /** A shipment with this id was made by another command. */
    SHIPMENT_EXISTS,
    /** No item with this SKU is registered. */
    UNKNOWN_ITEM,
    /** No location with this id is registered. */
    UNKNOWN_LOCATION,
    /** No reservation with this id was ever accepted. */
    UNKNOWN_RESERVATION,
    /** Nothing is expected by this name. */
    UNKNOWN_SUPPLY,
    /** No shipment with this id was ever accepted. */
    UNKNOWN_SHIPMENT,
    /** The ledger knows no allocation policy of this name. */
    UNKNOWN_POLICY,
    /** A location would be part of itself. */
    PARENT_CYCLE,
    /** The item is inactive: nothing new is promised of it. */
    ITEM_INACTIVE,
    /** The location is inactive: nothing new is promised there. */
    LOCATION_INACTIVE,
    /** Stock at the location is not for sale. */
    LOCATION_NOT_SELLABLE,
    /** The location that stands for the way is sellable: what is on its way would be for sale. */
    LOCATION_SELLABLE,
    /** Tracking can't be turned off, or be made by lot or serial number, while units are on hand. */
    STOCK_EXISTS,
    /** Tracking can't be turned off while a reservation waits for units. */
    OPEN_RESERVATIONS_EXIST,
    /** The hold would end before it begins. */
    EXPIRY_NOT_IN_FUTURE,
    /** {@code effectiveAt} lies in the future. */
    EFFECTIVE_IN_FUTURE,
    /** The lot is recorded with another date of expiry. */
    LOT_DIFFERS,
    /** The reservation is over. One that has ended by time can still be confirmed, extended or fulfilled, but not topped up. */
    RESERVATION_CLOSED,
    /** The reservation is confirmed: it has no expiry that could be moved. */
    ALREADY_CONFIRMED,
    /** The owner has made another hold since. */
    HOLD_REPLACED,
    /** Units are outstanding, and the caller did not say that this is accepted. */
    OUTSTANDING_NOT_ACCEPTED,
    /** The reservation has fewer such units than the command names. */
    NOT_THAT_MANY_OPEN,
    /** The way of all that was shipped has ended. */
    SHIPMENT_OVER,
    /** What has come would be put back on its way. */
    STILL_ON_THE_WAY,
    /** Fewer such units are on their way than the command names. */
    NOT_THAT_MANY_ON_THE_WAY,
    /** The hold ended by time, and its stock is no longer free. */
    HOLD_LOST,
    /** The level is no longer as the command says it was found. */
    LEVEL_CHANGED,
    /** What was planned to be taken is no longer all there. */
    PLAN_OUTDATED,
    /** Less is available than the command needs. */
    INSUFFICIENT_STOCK,
    /** A figure would exceed what a 64-bit number holds: noticed wherever it happens, and so perhaps before other reasons. */
    QUANTITY_OVERFLOW,
    /** The item is told apart by lot or serial number, and units would come without one. */
    LOT_REQUIRED,
    /** A serial number would be in two places, or twice in one. */
    SERIAL_NOT_UNIQUE,
    /** Nothing to do: no hold among them has ended, or every stock status was told already. */
    NOTHING_DUE
}
