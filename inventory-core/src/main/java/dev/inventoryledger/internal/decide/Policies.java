package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Hold;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.ReorderRule;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.command.Sourcing;
import dev.inventoryledger.policy.AllocationPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** What a host may choose of the rules. */
public record Policies(
        Duration holdLength,
        ReorderRule reorder,
        Comparator<Reservation> serving,
        AllocationPolicy allocation,
        Map<String, AllocationPolicy> named) {
    /** Those who wait are served in the order in which they came. */
    public static final Comparator<Reservation> FIRST_COME =
            Comparator.comparing(Reservation::waitsSince).thenComparing(Reservation::id);

    Instant expiryOf(Hold hold, Instant now) {
        if (hold instanceof Hold.Until until) {
            return until.expiresAt();
        }
        return now.plus(hold instanceof Hold.Lasting lasting ? lasting.length() : holdLength);
    }

    void requireKnown(Optional<Sourcing> sourcing) {
        sourcing.flatMap(Sourcing::policy)
                .ifPresent(name ->
                        Refusal.unless(named.containsKey(name), RejectionReason.UNKNOWN_POLICY, "policy", name));
    }

    AllocationPolicy allocation(Optional<Sourcing> sourcing) {
        return sourcing.flatMap(Sourcing::policy)
                .flatMap(name -> Optional.ofNullable(named.get(name)))
                .orElse(allocation);
    }
}
