package dev.inventoryledger.internal.json;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * The form of every type that an event is made of; each is worked out once. Identifiers are texts, instants are ISO 8601, what is
 * optional is left out where it is empty.
 */
public final class JsonForms {
    private static final JsonForm NUMBER = simple("integer", "", (value, out) -> out.raw(value.toString()));

    private static final Map<Type, JsonForm> KNOWN = new ConcurrentHashMap<>(Map.of(
            long.class,
            NUMBER,
            Long.class,
            NUMBER,
            int.class,
            NUMBER,
            String.class,
            simple("string", "", (value, out) -> out.text(value.toString())),
            Duration.class,
            // ISO 8601, but for what the format of that name leaves out: seconds of an hour, and fractions.
            simple("string", "", (value, out) -> out.text(value.toString())),
            Instant.class,
            simple("string", "date-time", (value, out) -> out.text(value.toString()))));

    private JsonForms() {}

    public static String json(Record value) {
        JsonText out = new JsonText();
        of(value.getClass()).write(value, out);
        return out.toString();
    }

    /** The JSON Schema of a record's JSON. Readers must let pass what they do not know: records may gain fields. */
    public static String schema(String id, Class<? extends Record> type) {
        JsonText out = new JsonText()
                .beginObject()
                .field("$schema", "https://json-schema.org/draft/2020-12/schema")
                .field("$id", id)
                .name("allOf")
                .beginArray();
        of(type).schema(out);
        return out.endArray().endObject().toString();
    }

    static JsonForm of(Type type) {
        JsonForm known = KNOWN.get(type);
        if (known == null) {
            known = form(type);
            KNOWN.put(type, known);
        }
        return known;
    }

    private static JsonForm form(Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            return new EnumForm(Arrays.stream(plain.getEnumConstants())
                    .map(each -> ((Enum<?>) each).name())
                    .toList());
        }
        RecordComponent[] components = plain.getRecordComponents();
        boolean isIdentifier = components.length == 1 && components[0].getType() == String.class;
        return isIdentifier ? of(String.class) : new RecordForm(plain);
    }

    private static JsonForm generic(Class<?> raw, Type[] arguments) {
        if (raw == Optional.class) {
            return new OptionalForm(of(arguments[0]));
        }
        if (raw == List.class) {
            return new ListForm(of(arguments[0]));
        }
        if (raw == Map.class) {
            return new MapForm(of(arguments[0]), of(arguments[1]));
        }
        throw new IllegalArgumentException("no JSON form for " + raw);
    }

    private static JsonForm simple(String type, String format, BiConsumer<Object, JsonText> writer) {
        return new JsonForm() {
            @Override
            public void write(Object value, JsonText out) {
                writer.accept(value, out);
            }

            @Override
            public void schema(JsonText out) {
                out.beginObject().field("type", type);
                if (!format.isEmpty()) {
                    out.field("format", format);
                }
                out.endObject();
            }
        };
    }

    /** New constants may come: the known ones are examples. */
    private record EnumForm(List<String> names) implements JsonForm {
        @Override
        public void write(Object value, JsonText out) {
            out.text(((Enum<?>) value).name());
        }

        @Override
        public void schema(JsonText out) {
            out.beginObject().field("type", "string").name("examples").beginArray();
            names.forEach(out::text);
            out.endArray().endObject();
        }
    }

    private record OptionalForm(JsonForm element) implements JsonForm {
        @Override
        public void write(Object value, JsonText out) {
            element.write(((Optional<?>) value).orElseThrow(), out);
        }

        @Override
        public void schema(JsonText out) {
            element.schema(out);
        }

        @Override
        public boolean isOptional() {
            return true;
        }

        @Override
        public boolean isLeftOut(Object value) {
            return ((Optional<?>) value).isEmpty();
        }
    }

    private record ListForm(JsonForm element) implements JsonForm {
        @Override
        public void write(Object value, JsonText out) {
            out.beginArray();
            ((List<?>) value).forEach(each -> element.write(each, out));
            out.endArray();
        }

        @Override
        public void schema(JsonText out) {
            out.beginObject().field("type", "array").name("items");
            element.schema(out);
            out.endObject();
        }
    }

    /** Keys may be more than a text, so a map is a list of pairs. */
    private record MapForm(JsonForm key, JsonForm element) implements JsonForm {
        @Override
        public void write(Object value, JsonText out) {
            out.beginArray();
            ((Map<?, ?>) value).forEach((name, each) -> {
                out.beginObject().name("key");
                key.write(name, out);
                out.name("value");
                element.write(each, out);
                out.endObject();
            });
            out.endArray();
        }

        @Override
        public void schema(JsonText out) {
            out.beginObject().field("type", "array").name("items").beginObject().field("type", "object");
            out.name("properties").beginObject().name("key");
            key.schema(out);
            out.name("value");
            element.schema(out);
            out.endObject()
                    .name("required")
                    .beginArray()
                    .text("key")
                    .text("value")
                    .endArray();
            out.endObject().endObject();
        }
    }
}
