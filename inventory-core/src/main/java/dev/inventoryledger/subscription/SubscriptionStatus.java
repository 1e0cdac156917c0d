package dev.inventoryledger.subscription;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How far a subscription has come, as its store knows it. Immutable.
 *
 * @param name its name
 * @param position the last entry all of whose events were handled or parked
 * @param entriesBehind an upper bound on the entries that wait for it, those included that cannot be read before an earlier gap is
 *     settled; on a store that several tenants share, theirs are counted too
 * @param behindFor how long ago the oldest entry that it could read on with was recorded; zero if there is none
 * @param runner which runner is active; empty if none is. A runner that died is named until another takes over
 * @param parked events that were put aside
 */
public record SubscriptionStatus(
        String name,
        long position,
        long entriesBehind,
        Duration behindFor,
        Optional<String> runner,
        List<ParkedEvents> parked) {
    /**
     * Copies the list.
     *
     * @param name its name
     * @param position the last entry all of whose events were handled or parked
     * @param entriesBehind how many entries at most wait for it
     * @param behindFor how long ago the oldest entry that it could read on with was recorded
     * @param runner which runner is active
     * @param parked events that were put aside
     */
    public SubscriptionStatus {
        parked = List.copyOf(parked);
    }
}
