package dev.inventoryledger.internal.codec;

import java.nio.charset.StandardCharsets;

/** Bytes being read; the counterpart of {@link Output}. */
final class Input {
    private final byte[] bytes;
    private int next;

    Input(byte[] bytes) {
        this.bytes = bytes;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte part = bytes[next++];
            value |= (part & 0x7FL) << shift;
            if (part >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new IllegalArgumentException("a number has no end at byte " + next);
    }

    String text() {
        int length = Math.toIntExact(number());
        String value = new String(bytes, next, length, StandardCharsets.UTF_8);
        next += length;
        return value;
    }

    boolean isAtEnd() {
        return next == bytes.length;
    }
}
