package dev.inventoryledger.internal.codec;

import dev.inventoryledger.Fingerprint;
import dev.inventoryledger.command.Command;
import java.nio.ByteBuffer;
import java.time.DateTimeException;

/** Records to bytes and back, by the shapes of their components. */
public final class RecordCodec {
    private RecordCodec() {}

    public static byte[] encode(Record value) {
        return written(value).toBytes();
    }

    static Output written(Record value) {
        Output out = Output.begin();
        Shapes.of(value.getClass()).write(value, out);
        return out;
    }

    public static <R extends Record> R decode(Class<R> type, byte[] bytes) {
        Input in = new Input(bytes);
        try {
            R value = type.cast(Shapes.of(type).read(in));
            if (!in.isAtEnd()) {
                throw new IllegalArgumentException("bytes are left over");
            }
            return value;
        } catch (IndexOutOfBoundsException | ArithmeticException | DateTimeException unreadable) {
            throw new IllegalArgumentException("the bytes are no " + type.getSimpleName(), unreadable);
        }
    }

    /** Everything in the command counts but its id, which the caller may not have chosen. */
    public static Fingerprint fingerprint(Command<?> command) {
        Output out = Output.begin();
        out.text(command.type().name());
        Shapes.ofCommand(command.getClass()).write(command, out);
        ByteBuffer head = ByteBuffer.wrap(out.toDigest());
        return new Fingerprint(head.getLong(), head.getLong());
    }
}
