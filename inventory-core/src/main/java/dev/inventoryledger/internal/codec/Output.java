package dev.inventoryledger.internal.codec;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** Bytes being written: variable-length numbers and UTF-8 text. Used by one thread. */
final class Output {
    private byte[] bytes;
    private int size;

    /** Grows when more is written than there is room for at first. */
    Output(int room) {
        bytes = new byte[room];
    }

    /** Zigzag, so that small numbers of either sign are short; seven bits to a byte. */
    void number(long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            add((byte) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        add((byte) rest);
    }

    void text(String value) {
        byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
        number(encoded.length);
        reserve(encoded.length);
        System.arraycopy(encoded, 0, bytes, size, encoded.length);
        size += encoded.length;
    }

    /** The digest of what was written so far. */
    byte[] digestedBy(MessageDigest digest) {
        digest.update(bytes, 0, size);
        return digest.digest();
    }

    private void add(byte value) {
        reserve(1);
        bytes[size++] = value;
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.addExact(Math.max(bytes.length, more), size));
        }
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }
}
