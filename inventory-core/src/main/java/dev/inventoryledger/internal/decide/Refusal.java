package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Outcome;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Shortfall;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Ends a rule at the point where it says no. Carries no stack trace: it is an answer and not a failure. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Outcome.Rejected<?> rejected;

    Refusal(RejectionReason reason, String message) {
        this(reason, message, List.of(), Optional.empty());
    }

    Refusal(RejectionReason reason, String message, List<Shortfall> shortfalls, Optional<Instant> freesUpAt) {
        super(message, null, false, false);
        rejected = new Outcome.Rejected<>(reason, message, shortfalls, freesUpAt);
    }

    Outcome.Rejected<?> rejected() {
        return rejected;
    }

    static void unless(boolean holds, RejectionReason reason, String subject, Object value) {
        if (!holds) {
            throw new Refusal(reason, subject + " " + value + ": " + inWords(reason));
        }
    }

    private static String inWords(RejectionReason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
