package dev.inventoryledger.internal.codec;

import java.util.LinkedHashMap;
import java.util.Map;

/** Pairs, in the map's own order: the ledger's maps are sorted. */
record MapShape(Shape key, Shape element) implements Shape {
    @Override
    public void write(Object value, Output out) {
        Map<?, ?> map = (Map<?, ?>) value;
        out.number(map.size());
        map.forEach((name, each) -> {
            key.write(name, out);
            element.write(each, out);
        });
    }

    @Override
    public Object read(Input in) {
        long size = in.number();
        Map<Object, Object> map = new LinkedHashMap<>();
        for (long i = 0; i < size; i++) {
            map.put(key.read(in), element.read(in));
        }
        return map;
    }

    @Override
    public Object absent() {
        return Map.of();
    }
}
