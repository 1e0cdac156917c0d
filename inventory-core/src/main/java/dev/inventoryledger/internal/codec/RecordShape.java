package dev.inventoryledger.internal.codec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A record: how many components are written, then each in its declared order. Empty ones at the end are left out, so that
 * the same content has the same bytes, and so the same fingerprint and seal, before and after a record gains components.
 */
final class RecordShape implements Shape {
    private final MethodHandle constructor;
    private final MethodHandle[] accessors;
    private final Shape[] shapes;
    private final @Nullable Object[] absent;

    RecordShape(Class<?> type, Function<Type, Shape> shapeOf) {
        RecordComponent[] components = type.getRecordComponents();
        if (components == null) {
            throw new IllegalArgumentException("no shape for " + type);
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            constructor = lookup.findConstructor(type, MethodType.methodType(void.class, types))
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
            accessors = new MethodHandle[types.length];
            for (int i = 0; i < types.length; i++) {
                accessors[i] = lookup.unreflect(components[i].getAccessor())
                        .asType(MethodType.methodType(Object.class, Object.class));
            }
        } catch (ReflectiveOperationException notOurs) {
            throw new IllegalArgumentException("no shape for " + type, notOurs);
        }
        shapes = Arrays.stream(components)
                .map(RecordComponent::getGenericType)
                .map(shapeOf)
                .toArray(Shape[]::new);
        absent = Arrays.stream(shapes).map(Shape::absent).toArray();
    }

    @Override
    public void write(Object value, Output out) {
        int present = shapes.length;
        while (present > 0 && component(value, present - 1).equals(absent[present - 1])) {
            present--;
        }
        out.number(present);
        for (int i = 0; i < present; i++) {
            shapes[i].write(component(value, i), out);
        }
    }

    @Override
    public Object read(Input in) {
        int present = Math.toIntExact(in.number());
        if (present > shapes.length) {
            throw new IllegalArgumentException("the bytes come from a newer version: " + present + " components");
        }
        Object[] components = new Object[shapes.length];
        for (int i = 0; i < shapes.length; i++) {
            components[i] = i < present ? shapes[i].read(in) : absent(i);
        }
        return construct(components);
    }

    private Object absent(int index) {
        Object empty = absent[index];
        if (empty == null) {
            throw new IllegalArgumentException("the bytes lack a component that has no empty form");
        }
        return empty;
    }

    private Object component(Object value, int index) {
        try {
            return accessors[index].invokeExact(value);
        } catch (Throwable thrown) {
            throw unchecked(thrown);
        }
    }

    private Object construct(Object[] components) {
        try {
            return constructor.invokeExact(components);
        } catch (Throwable thrown) {
            throw unchecked(thrown);
        }
    }

    private static RuntimeException unchecked(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException runtime ? runtime : new IllegalStateException(thrown);
    }
}
