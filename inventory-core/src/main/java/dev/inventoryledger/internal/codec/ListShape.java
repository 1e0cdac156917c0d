package dev.inventoryledger.internal.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Several values: how many, then each. */
record ListShape<C>(Shape element, Function<C, List<Object>> toList, Function<List<Object>, Object> fromList)
        implements Shape {
    @Override
    @SuppressWarnings("unchecked")
    public void write(Object value, Output out) {
        List<Object> elements = toList.apply((C) value);
        out.number(elements.size());
        elements.forEach(each -> element.write(each, out));
    }

    @Override
    public Object read(Input in) {
        int size = Math.toIntExact(in.number());
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            elements.add(element.read(in));
        }
        return fromList.apply(elements);
    }

    @Override
    public Object absent() {
        return fromList.apply(List.of());
    }
}
