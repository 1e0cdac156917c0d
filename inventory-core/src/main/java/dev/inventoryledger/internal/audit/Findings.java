package dev.inventoryledger.internal.audit;

import dev.inventoryledger.AuditReport.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What an audit has found so far; of what is wrong beyond all measure, the first part. */
final class Findings {
    private static final int MOST = 10_000;

    private final List<Violation> violations = new ArrayList<>();

    /** The message is worked out only where something is wrong. */
    void unless(boolean holds, int invariant, Object subject, Supplier<String> message) {
        if (!holds && violations.size() < MOST) {
            violations.add(new Violation(invariant, subject.toString(), message.get()));
        }
    }

    void add(List<Violation> more) {
        violations.addAll(more.subList(0, Math.min(more.size(), MOST - violations.size())));
    }

    List<Violation> all() {
        return violations;
    }
}
