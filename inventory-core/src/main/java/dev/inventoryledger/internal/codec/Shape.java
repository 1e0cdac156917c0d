package dev.inventoryledger.internal.codec;

import org.jspecify.annotations.Nullable;

/** How values of one type are written and read. */
interface Shape {
    void write(Object value, Output out);

    Object read(Input in);

    /** What stands for a component that the bytes do not have; null where every value has to be written. */
    default @Nullable Object absent() {
        return null;
    }
}
