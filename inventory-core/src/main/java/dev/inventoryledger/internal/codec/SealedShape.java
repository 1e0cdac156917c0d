package dev.inventoryledger.internal.codec;

import java.util.LinkedHashMap;
import java.util.Map;

/** One of several records: its simple name, then the record. */
final class SealedShape implements Shape {
    private final String name;
    private final Map<String, Class<?>> subtypes = new LinkedHashMap<>();

    SealedShape(Class<?> type) {
        name = type.getSimpleName();
        for (Class<?> subtype : type.getPermittedSubclasses()) {
            subtypes.put(subtype.getSimpleName(), subtype);
        }
    }

    @Override
    public void write(Object value, Output out) {
        out.text(value.getClass().getSimpleName());
        Shapes.of(value.getClass()).write(value, out);
    }

    @Override
    public Object read(Input in) {
        String subtype = in.text();
        Class<?> type = subtypes.get(subtype);
        if (type == null) {
            throw new IllegalArgumentException("there is no " + name + " called " + subtype);
        }
        return Shapes.of(type).read(in);
    }
}
