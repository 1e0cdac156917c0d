package dev.inventoryledger;

/**
 * The content of a command in 128 bits: what tells a retry from another command under the same id. Everything in the
 * command counts but the command id. It is the head of the SHA-256 of the command's encoded form. Immutable.
 *
 * @param high the first 64 bits
 * @param low the next 64 bits
 */
public record Fingerprint(long high, long low) {}
