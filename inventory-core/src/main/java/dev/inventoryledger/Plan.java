package dev.inventoryledger;

import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.command.Sourcing;
import dev.inventoryledger.policy.AllocationPolicy.Take;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a reservation would be met if it were made now. Nothing is held by it. Immutable.
 *
 * @param command carries it out exactly so, or is rejected with {@link RejectionReason#PLAN_OUTDATED} and says what there is
 * @param takes which units would be held for which line; lines are numbered from 1
 * @param shortfalls what would be missing
 * @param rejection how the command that was planned would be refused now, if it would; a plan that is refused only for want of stock shows
 *     what there is, and its command holds that and lets the rest be outstanding
 */
public record Plan(
        Reserve command,
        List<Take> takes,
        List<Shortfall> shortfalls,
        Optional<Outcome.Rejected<Reservation>> rejection) {
    /**
     * Copies the lists.
     *
     * @param command carries it out exactly so
     * @param takes which units would be held for which line
     * @param shortfalls what would be missing
     * @param rejection how the command that was planned would be refused now
     */
    public Plan {
        takes = List.copyOf(takes);
        shortfalls = List.copyOf(shortfalls);
    }

    /**
     * {@return the plan that a reservation shows if it were made}
     *
     * @param command how it would be made
     * @param made the reservation
     * @param rejection why it would not be made, if it would not
     */
    static Plan of(Reserve command, Reservation made, Optional<Outcome.Rejected<Reservation>> rejection) {
        List<Take> takes = new ArrayList<>();
        List<Shortfall> shortfalls = new ArrayList<>();
        for (ReservationLine line : made.lines()) {
            if (line.open() > 0) {
                line.key().ifPresent(key -> takes.add(new Take(line.number(), key, line.open())));
            }
            if (line.outstanding() > 0) {
                shortfalls.add(new Shortfall(line.asked(), line.outstanding()));
            }
        }
        Sourcing sourcing = command.sourcing().orElse(Sourcing.standard()).asPlanned(takes);
        return new Plan(command.from(sourcing), takes, shortfalls, rejection);
    }

    /** {@return what would be taken from which location: one shipment each, in the order of their ids} */
    public Map<LocationId, List<Take>> shipments() {
        SortedMap<LocationId, List<Take>> shipments = new TreeMap<>();
        for (Take take : takes) {
            shipments
                    .computeIfAbsent(take.key().location(), unseen -> new ArrayList<>())
                    .add(take);
        }
        shipments.replaceAll((location, own) -> List.copyOf(own));
        return Collections.unmodifiableMap(shipments);
    }

    /** {@return whether nothing would be missing} */
    public boolean isComplete() {
        return rejection.isEmpty() && shortfalls.isEmpty();
    }
}
