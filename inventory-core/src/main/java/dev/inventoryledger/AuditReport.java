package dev.inventoryledger;

import java.util.List;

/**
 * What an audit found. Immutable.
 *
 * @param violations what breaks an invariant; empty if all is well; at most 10,000
 * @param entries how many entries were read
 * @param postings how many postings were read
 * @param levels how many levels were read
 * @param reservations how many reservations were read
 * @param unsealed how many entries bear no digest, because they are older than digests; where the ledger seals with a key each is a violation
 * @param anchor stands for the journal as it was found, for later audits
 */
public record AuditReport(
        List<Violation> violations,
        long entries,
        long postings,
        long levels,
        long reservations,
        long unsealed,
        Anchor anchor) {
    /**
     * One thing that breaks an invariant. Immutable.
     *
     * @param invariant which, by its number in the project's ARCHITECTURE.md
     * @param subject the stock key, reservation, command id or position that it is about
     * @param message what is wrong
     */
    public record Violation(int invariant, String subject, String message) {
        @Override
        public String toString() {
            return "invariant " + invariant + ", " + subject + ": " + message;
        }
    }

    /**
     * Copies the list.
     *
     * @param violations what breaks an invariant
     * @param entries how many entries were read
     * @param postings how many postings were read
     * @param levels how many levels were read
     * @param reservations how many reservations were read
     * @param unsealed how many entries bear no digest
     * @param anchor stands for the journal as it was found
     */
    public AuditReport {
        violations = List.copyOf(violations);
    }

    /** {@return whether every invariant holds} */
    public boolean isClean() {
        return violations.isEmpty();
    }

    /** {@return the verdict in one line} */
    public String summary() {
        return "audit: %d violations, %d entries, %d postings".formatted(violations.size(), entries, postings);
    }
}
