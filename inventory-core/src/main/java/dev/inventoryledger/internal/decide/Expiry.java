package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Hold;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.internal.Checks;
import java.time.Instant;

/** When a hold ends. */
final class Expiry {
    private Expiry() {}

    static Instant of(Hold hold, Draft draft) {
        Instant expiresAt = Checks.micros(draft.policies().expiryOf(hold, draft.now()));
        Refusal.unless(expiresAt.isAfter(draft.now()), RejectionReason.EXPIRY_NOT_IN_FUTURE, "expiresAt", expiresAt);
        return expiresAt;
    }
}
