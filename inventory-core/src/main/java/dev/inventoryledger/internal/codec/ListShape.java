package dev.inventoryledger.internal.codec;

import java.util.ArrayList;
import java.util.List;

/** Several values: how many, then each. */
record ListShape(Shape element) implements Shape {
    @Override
    public void write(Object value, Output out) {
        List<?> elements = (List<?>) value;
        out.number(elements.size());
        for (int i = 0; i < elements.size(); i++) {
            element.write(elements.get(i), out);
        }
    }

    @Override
    public Object read(Input in) {
        int size = Math.toIntExact(in.number());
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            elements.add(element.read(in));
        }
        return List.copyOf(elements);
    }

    @Override
    public Object absent() {
        return List.of();
    }
}
