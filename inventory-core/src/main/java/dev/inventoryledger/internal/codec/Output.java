package dev.inventoryledger.internal.codec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes being written: variable-length numbers and UTF-8 text. */
final class Output {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);

    /** Zigzag, so that small numbers of either sign are short; seven bits to a byte. */
    void number(long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            bytes.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    void text(String value) {
        byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
        number(encoded.length);
        bytes.writeBytes(encoded);
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
