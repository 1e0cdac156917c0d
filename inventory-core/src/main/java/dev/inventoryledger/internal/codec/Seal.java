package dev.inventoryledger.internal.codec;

import dev.inventoryledger.Anchor;
import dev.inventoryledger.CommandType;
import dev.inventoryledger.Entry;
import dev.inventoryledger.EntryDigest;
import dev.inventoryledger.Fact;
import dev.inventoryledger.Fingerprint;
import dev.inventoryledger.Origin;
import dev.inventoryledger.Posting;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Works out digests, with the host's key if it has given one. Immutable and safe for use by many threads. */
public final class Seal {
    private static final String ALGORITHM = "HmacSHA256";

    /** All that an edit could touch. The position is given later, by the store; a chain over all entries covers it. */
    private record Content(
            CommandType type,
            Origin origin,
            Fingerprint content,
            Instant recordedAt,
            List<Posting> postings,
            List<Fact> facts) {}

    private record Link(EntryDigest before, long position, EntryDigest digest) {}

    private final Optional<SecretKeySpec> key;

    private Seal(Optional<SecretKeySpec> key) {
        this.key = key;
    }

    public static Seal withoutKey() {
        return new Seal(Optional.empty());
    }

    public static Seal with(byte[] key) {
        return new Seal(Optional.of(new SecretKeySpec(key, ALGORITHM)));
    }

    public boolean hasKey() {
        return key.isPresent();
    }

    public Entry on(Entry entry) {
        return entry.sealed(of(entry));
    }

    public EntryDigest of(Entry entry) {
        return digest(new Content(
                entry.type(), entry.origin(), entry.content(), entry.recordedAt(), entry.postings(), entry.facts()));
    }

    /** What stands for a journal up to an entry, from what stands for it up to the one before. */
    public Anchor next(Anchor before, Entry entry, EntryDigest digest) {
        EntryDigest link = digest(new Link(before.digest(), entry.position(), digest));
        return new Anchor(entry.position(), before.entries() + 1, link);
    }

    public EntryDigest digest(Record content) {
        ByteBuffer head = ByteBuffer.wrap(hash(RecordCodec.written(content)));
        return new EntryDigest(head.getLong(), head.getLong());
    }

    private byte[] hash(Output written) {
        return key.isPresent() ? hmac(key.get(), written.toBytes()) : written.toDigest();
    }

    private static byte[] hmac(SecretKeySpec secret, byte[] bytes) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }
}
