package dev.inventoryledger.internal.codec;

import dev.inventoryledger.Fingerprint;
import dev.inventoryledger.command.Command;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;

/** Records to bytes and back, by the shapes of their components. */
public final class RecordCodec {
    /** So many bytes are enough for most records, and for most commands. */
    private static final int MOST = 512;

    private static final int MOST_COMMANDS = 128;

    private RecordCodec() {}

    public static byte[] encode(Record value) {
        return written(value).toBytes();
    }

    static Output written(Record value) {
        Output out = new Output(MOST);
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
        Output out = new Output(MOST_COMMANDS);
        out.text(command.type().name());
        Shapes.ofCommand(command.getClass()).write(command, out);
        ByteBuffer head = ByteBuffer.wrap(out.digestedBy(sha256()));
        return new Fingerprint(head.getLong(), head.getLong());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
