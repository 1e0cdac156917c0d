package dev.inventoryledger.internal.audit;

import dev.inventoryledger.Anchor;
import dev.inventoryledger.Entry;
import dev.inventoryledger.EntryDigest;
import dev.inventoryledger.internal.codec.Seal;
import java.util.Optional;

/** Whether entries are as they were sealed, and the journal as an earlier audit saw it. */
final class SealAudit {
    private static final int INVARIANT = 8;

    private final Seal seal;
    private final Findings findings;
    private Optional<Anchor> expected;
    private Anchor reached;
    private boolean wasSealed;
    private long unsealed;

    SealAudit(Seal seal, Findings findings, Anchor start, Optional<Anchor> expected) {
        this.seal = seal;
        this.findings = findings;
        this.expected = expected;
        reached = start;
    }

    long unsealed() {
        return unsealed;
    }

    Anchor reached() {
        return reached;
    }

    void check(Entry entry) {
        if (expected.filter(anchor -> anchor.position() < entry.position()).isPresent()) {
            compare();
        }
        EntryDigest digest = seal.of(entry);
        String subject = "position " + entry.position();
        if (entry.digest().isPresent()) {
            wasSealed = true;
            findings.unless(
                    entry.digest().get().equals(digest), INVARIANT, subject, () -> "is not as it was sealed: " + entry);
        } else {
            unsealed++;
            findings.unless(
                    !wasSealed && !seal.hasKey(),
                    INVARIANT,
                    subject,
                    () -> "bears no digest, though " + (seal.hasKey() ? "the ledger has a key" : "earlier entries do"));
        }
        reached = seal.next(reached, entry, digest);
    }

    private void compare() {
        expected.ifPresent(anchor -> {
            boolean isSame =
                    anchor.entries() == reached.entries() && anchor.digest().equals(reached.digest());
            findings.unless(
                    isSame,
                    INVARIANT,
                    "anchor " + anchor,
                    () -> "up to position " + anchor.position() + " the journal is another now: " + reached.entries()
                            + " entries up to position " + reached.position());
        });
        expected = Optional.empty();
    }

    /** To be called once the journal is read. */
    void end() {
        expected.filter(anchor -> anchor.position() > reached.position())
                .ifPresent(anchor -> findings.unless(
                        false,
                        INVARIANT,
                        "anchor " + anchor,
                        () -> "the journal ends at position " + reached.position() + ": its tail is gone"));
        expected = expected.filter(anchor -> anchor.position() <= reached.position());
        compare();
    }
}
