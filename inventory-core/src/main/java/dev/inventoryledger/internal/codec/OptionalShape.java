package dev.inventoryledger.internal.codec;

import java.util.Optional;

/** A value that may be missing: 0, or 1 and the value. */
record OptionalShape(Shape element) implements Shape {
    @Override
    public void write(Object value, Output out) {
        Optional<?> optional = (Optional<?>) value;
        out.number(optional.isPresent() ? 1 : 0);
        optional.ifPresent(present -> element.write(present, out));
    }

    @Override
    public Object read(Input in) {
        return in.number() == 0 ? Optional.empty() : Optional.of(element.read(in));
    }

    @Override
    public Object absent() {
        return Optional.empty();
    }
}
