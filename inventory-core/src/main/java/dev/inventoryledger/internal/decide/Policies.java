package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Hold;
import dev.inventoryledger.policy.AllocationPolicy;
import java.time.Duration;
import java.time.Instant;

/** What a host may choose of the rules. */
public record Policies(Duration holdLength, AllocationPolicy allocation) {
    Instant expiryOf(Hold hold, Instant now) {
        if (hold instanceof Hold.Until until) {
            return until.expiresAt();
        }
        return now.plus(hold instanceof Hold.Lasting lasting ? lasting.length() : holdLength);
    }
}
