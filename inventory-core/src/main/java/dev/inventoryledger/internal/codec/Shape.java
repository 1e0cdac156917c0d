package dev.inventoryledger.internal.codec;

/** How values of one type are written and read. */
interface Shape {
    void write(Object value, Output out);

    Object read(Input in);

    /** What stands for a component that the bytes are too old to have. */
    default Object absent() {
        throw new IllegalArgumentException("the bytes lack a component that has no empty form");
    }
}
