package dev.inventoryledger.internal.codec;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Bytes being written: variable-length numbers and UTF-8 text. Used by one thread, until it is ended by asking for what was written, or for
 * the digest of that: then whoever writes next may have its room.
 */
final class Output {
    /** One that nobody uses, if there is one. */
    private static final AtomicReference<@Nullable Output> SPARE = new AtomicReference<>();

    /** So many bytes are enough for most records. */
    private static final int ROOM_AT_FIRST = 512;

    /** What was once needed for an order of thousands of lines is not kept. */
    private static final int MOST_KEPT = 16_384;

    private static final int FIRST_BEYOND_ASCII = 0x80;

    /** Made when it is needed first. */
    private @Nullable MessageDigest sha256;

    private byte[] bytes = new byte[ROOM_AT_FIRST];
    private int size;

    private Output() {}

    /** Nothing is written yet. */
    static Output begin() {
        Output spare = SPARE.getAndSet(null);
        return spare == null ? new Output() : spare;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private void end() {
        size = 0;
        if (bytes.length <= MOST_KEPT) {
            SPARE.setRelease(this);
        }
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
        int before = size;
        number(value.length());
        if (!isAddedAsAscii(value)) {
            size = before;
            byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
            number(encoded.length);
            reserve(encoded.length);
            System.arraycopy(encoded, 0, bytes, size, encoded.length);
            size += encoded.length;
        }
    }

    /** Most texts are, and need no array of their own. */
    private boolean isAddedAsAscii(String value) {
        int length = value.length();
        reserve(length);
        for (int i = 0; i < length; i++) {
            char each = value.charAt(i);
            if (each >= FIRST_BEYOND_ASCII) {
                return false;
            }
            bytes[size++] = (byte) each;
        }
        return true;
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

    /** Ends it: what was written. */
    byte[] toBytes() {
        byte[] written = Arrays.copyOf(bytes, size);
        end();
        return written;
    }

    /** Ends it: the SHA-256 digest of what was written. */
    byte[] toDigest() {
        MessageDigest algorithm = sha256;
        if (algorithm == null) {
            algorithm = sha256();
            sha256 = algorithm;
        }
        algorithm.update(bytes, 0, size);
        byte[] digest = algorithm.digest();
        end();
        return digest;
    }
}
