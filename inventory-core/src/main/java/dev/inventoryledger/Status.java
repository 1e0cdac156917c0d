package dev.inventoryledger;

/** Whether an item or a location takes part in new promises. */
public enum Status {
    /** In use. */
    ACTIVE,
    /** Kept, with its stock and its open promises, but promised no more. */
    INACTIVE
}
