package dev.inventoryledger.internal.json;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/** A record: an object with a field for each component. */
final class RecordForm implements JsonForm {
    private record Field(String name, MethodHandle accessor, JsonForm form) {
        Object of(Object value) {
            try {
                return accessor.invokeExact(value);
            } catch (Throwable thrown) {
                throw thrown instanceof RuntimeException runtime ? runtime : new IllegalStateException(thrown);
            }
        }
    }

    private final List<Field> fields = new ArrayList<>();

    RecordForm(Class<?> type) {
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            for (RecordComponent component : type.getRecordComponents()) {
                MethodHandle accessor = lookup.unreflect(component.getAccessor())
                        .asType(MethodType.methodType(Object.class, Object.class));
                fields.add(new Field(component.getName(), accessor, JsonForms.of(component.getGenericType())));
            }
        } catch (IllegalAccessException notOurs) {
            throw new IllegalArgumentException("no JSON form for " + type, notOurs);
        }
    }

    @Override
    public void write(Object value, JsonText out) {
        out.beginObject();
        for (Field field : fields) {
            Object content = field.of(value);
            if (!field.form().isLeftOut(content)) {
                field.form().write(content, out.name(field.name()));
            }
        }
        out.endObject();
    }

    @Override
    public void schema(JsonText out) {
        out.beginObject().field("type", "object").name("properties").beginObject();
        fields.forEach(field -> field.form().schema(out.name(field.name())));
        out.endObject().name("required").beginArray();
        fields.stream().filter(field -> !field.form().isOptional()).forEach(field -> out.text(field.name()));
        out.endArray().endObject();
    }
}
