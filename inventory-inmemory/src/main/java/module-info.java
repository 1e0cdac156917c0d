/** The stock store that lives in the heap, and a clock that tests set. */
module dev.inventoryledger.inmemory {
    requires transitive dev.inventoryledger.core;
    requires static org.jspecify;

    exports dev.inventoryledger.inmemory;
}
