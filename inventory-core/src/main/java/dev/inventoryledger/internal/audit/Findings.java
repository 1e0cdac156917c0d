package dev.inventoryledger.internal.audit;

import dev.inventoryledger.AuditReport.Violation;
import java.util.ArrayList;
import java.util.List;

/** What an audit has found so far. */
final class Findings {
    private final List<Violation> violations = new ArrayList<>();

    void unless(boolean holds, int invariant, Object subject, String message) {
        if (!holds) {
            violations.add(new Violation(invariant, subject.toString(), message));
        }
    }

    void add(List<Violation> more) {
        violations.addAll(more);
    }

    List<Violation> all() {
        return violations;
    }
}
