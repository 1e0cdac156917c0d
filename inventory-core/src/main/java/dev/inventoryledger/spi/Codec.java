package dev.inventoryledger.spi;

import dev.inventoryledger.Fact;
import dev.inventoryledger.internal.codec.RecordCodec;
import java.util.List;

/**
 * Turns the records of the ledger into bytes and back, for stores that keep bytes. Stateless and safe for use by many
 * threads.
 *
 * <p>The form is compact and lasting: components stand in their declared order, enum constants and subtypes by name.
 * A record may gain components at its end: where older bytes lack one, it reads as empty or zero.
 */
public final class Codec {
    private Codec() {}

    private record Facts(List<Fact> facts) {}

    /**
     * {@return a record in bytes}
     *
     * @param value the record
     */
    public static byte[] encode(Record value) {
        return RecordCodec.encode(value);
    }

    /**
     * {@return the record that bytes stand for}
     *
     * @param type what kind of record
     * @param bytes its encoded form
     * @param <R> what kind of record
     * @throws IllegalArgumentException if the bytes are not such a record
     */
    public static <R extends Record> R decode(Class<R> type, byte[] bytes) {
        return RecordCodec.decode(type, bytes);
    }

    /**
     * {@return the facts of an entry in bytes}
     *
     * @param facts the facts
     */
    public static byte[] encodeFacts(List<Fact> facts) {
        return RecordCodec.encode(new Facts(facts));
    }

    /**
     * {@return the facts that bytes stand for}
     *
     * @param bytes their encoded form
     * @throws IllegalArgumentException if the bytes are not facts
     */
    public static List<Fact> decodeFacts(byte[] bytes) {
        return RecordCodec.decode(Facts.class, bytes).facts();
    }
}
