package dev.inventoryledger;

/** What kind of place a location is. It informs people; no rule depends on it. */
public enum LocationType {
    /** An area that holds other locations. */
    REGION,
    /** A building that ships. */
    WAREHOUSE,
    /** A shop that people walk into. */
    STORE,
    /** A part of a warehouse or store. */
    ZONE,
    /** A state that stock is in rather than a place, such as "damaged". */
    VIRTUAL
}
