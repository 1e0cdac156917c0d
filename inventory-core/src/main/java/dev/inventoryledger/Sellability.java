package dev.inventoryledger;

/** Whether stock at a location may be promised to customers. */
public enum Sellability {
    /** It may. */
    SELLABLE,
    /** It may not: damaged goods, returns waiting for a check, goods in transit. */
    NOT_SELLABLE
}
