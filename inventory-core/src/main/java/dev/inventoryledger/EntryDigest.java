package dev.inventoryledger;

import java.util.HexFormat;

/**
 * The content of an entry in 128 bits: whoever edits the entry or one of its postings behind the ledger's back breaks
 * it. It is the head of the SHA-256 of everything in the entry but its position, or of the HMAC-SHA256 where the ledger
 * was built with a key; only the latter cannot be worked out anew by whoever edits. Immutable.
 *
 * @param high the first 64 bits
 * @param low the next 64 bits
 */
public record EntryDigest(long high, long low) {
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
