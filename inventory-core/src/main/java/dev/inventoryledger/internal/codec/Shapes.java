package dev.inventoryledger.internal.codec;

import dev.inventoryledger.CommandId;
import dev.inventoryledger.Origin;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The shape of every type that a record of the ledger is made of; each is worked out once. */
final class Shapes {
    private static final long MICROS_PER_SECOND = 1_000_000;

    private static final Map<Type, Shape> KNOWN = new ConcurrentHashMap<>(Map.of(
            long.class, orZero(simple(Output::number, Input::number)),
            int.class,
                    orZero(simple(
                            (Output out, Integer value) -> out.number(value), in -> Math.toIntExact(in.number()))),
            Long.class, simple((Output out, Long value) -> out.number(value), Input::number),
            String.class, simple(Output::text, Input::text),
            Instant.class, simple((Output out, Instant value) -> out.number(micros(value)), in -> instant(in.number())),
            Duration.class, simple(Shapes::writeDuration, in -> Duration.ofSeconds(in.number(), in.number()))));

    /** Commands are only ever fingerprinted, and their ids are no part of their content. */
    private static final Map<Type, Shape> COMMANDS = new ConcurrentHashMap<>();

    private static final Shape NOTHING = simple((Output out, Object value) -> {}, in -> "");

    private Shapes() {}

    static Shape of(Type type) {
        Shape known = KNOWN.get(type);
        if (known == null) {
            known = shape(type);
            KNOWN.put(type, known);
        }
        return known;
    }

    static Shape ofCommand(Class<?> type) {
        Shape known = COMMANDS.get(type);
        if (known == null) {
            known = new RecordShape(type, part -> part == CommandId.class ? NOTHING : content(part));
            COMMANDS.put(type, known);
        }
        return known;
    }

    private static Shape content(Type part) {
        return part == Origin.class ? ofCommand(Origin.class) : of(part);
    }

    private static Shape shape(Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            return enumeration(plain);
        }
        return plain.isSealed() ? new SealedShape(plain) : new RecordShape(plain, Shapes::of);
    }

    private static Shape generic(Class<?> raw, Type[] arguments) {
        Shape first = of(arguments[0]);
        if (raw == Optional.class) {
            return new OptionalShape(first);
        }
        if (raw == List.class) {
            return new ListShape(first);
        }
        if (raw == Map.class) {
            return new MapShape(first, of(arguments[1]));
        }
        throw new IllegalArgumentException("no shape for " + raw);
    }

    private static Shape enumeration(Class<?> type) {
        Map<String, Object> constants = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name(), constant);
        }
        return simple(
                (out, value) -> out.text(((Enum<?>) value).name()),
                in -> Optional.ofNullable(constants.get(in.text()))
                        .orElseThrow(() -> new IllegalArgumentException("unknown constant of " + type)));
    }

    @SuppressWarnings("unchecked")
    private static <T> Shape simple(BiConsumer<Output, T> writer, Function<Input, Object> reader) {
        return new Shape() {
            @Override
            public void write(Object value, Output out) {
                writer.accept(out, (T) value);
            }

            @Override
            public Object read(Input in) {
                return reader.apply(in);
            }
        };
    }

    private static Shape orZero(Shape shape) {
        return new Shape() {
            @Override
            public void write(Object value, Output out) {
                shape.write(value, out);
            }

            @Override
            public Object read(Input in) {
                return shape.read(in);
            }

            @Override
            public Object absent() {
                return shape.read(new Input(new byte[1]));
            }
        };
    }

    private static long micros(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND),
                TimeUnit.NANOSECONDS.toMicros(instant.getNano()));
    }

    private static Instant instant(long micros) {
        long second = Math.floorDiv(micros, MICROS_PER_SECOND);
        return Instant.ofEpochSecond(second, TimeUnit.MICROSECONDS.toNanos(micros - second * MICROS_PER_SECOND));
    }

    private static void writeDuration(Output out, Duration value) {
        out.number(value.getSeconds());
        out.number(value.getNano());
    }
}
