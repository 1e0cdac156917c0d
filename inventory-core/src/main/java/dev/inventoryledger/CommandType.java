package dev.inventoryledger;

/** The kinds of command, as they stand in the journal. */
public enum CommandType {
    /** An item was added to the catalog. */
    REGISTER_ITEM,
    /** An item's definition was replaced. */
    CHANGE_ITEM,
    /** An item is promised no more. */
    DEACTIVATE_ITEM,
    /** A location was added to the catalog. */
    REGISTER_LOCATION,
    /** A location's definition was replaced. */
    CHANGE_LOCATION,
    /** A location takes part in no new promises. */
    DEACTIVATE_LOCATION,
    /** Something was said of a lot. */
    DESCRIBE_LOT,
    /** Goods came in. */
    RECEIVE,
    /** Goods are expected, or are so otherwise than before. */
    EXPECT_SUPPLY,
    /** Goods that were expected will not come. */
    CANCEL_SUPPLY,
    /** Goods that were expected came in. */
    RECEIVE_SUPPLY,
    /** A customer brought goods back. */
    TAKE_BACK,
    /** On-hand was corrected. */
    ADJUST,
    /** Goods moved between locations. */
    TRANSFER,
    /** Goods left for another location. */
    SHIP,
    /** Goods came to the end of their way between two locations. */
    RECEIVE_SHIPMENT,
    /** What is low was told anew, though no unit moved. */
    REVIEW_STOCK,
    /** On-hand was counted. */
    COUNT,
    /** Stock was promised. */
    RESERVE,
    /** Outstanding units were looked for again. */
    TOP_UP,
    /** A hold became an order. */
    CONFIRM,
    /** Promised units left. */
    FULFIL,
    /** Promised units were given back. */
    RELEASE,
    /** A hold was prolonged. */
    EXTEND,
    /** Holds that were due were closed. */
    EXPIRE_HOLDS,
    /** A level that was changed behind the ledger's back was brought to what its postings come to. */
    MEND_LEVEL
}
