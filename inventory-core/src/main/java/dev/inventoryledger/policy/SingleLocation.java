package dev.inventoryledger.policy;

import dev.inventoryledger.LocationId;
import java.util.List;

/** Takes from the one location that has most of the order. */
final class SingleLocation implements AllocationPolicy {
    static final SingleLocation POLICY = new SingleLocation();

    private SingleLocation() {}

    @Override
    public List<Take> allocate(Demand demand) {
        List<Take> best = List.of();
        for (LocationId location : Sources.of(demand)) {
            List<Take> own = Sources.takenFrom(List.of(location), demand);
            if (Sources.units(own) > Sources.units(best)) {
                best = own;
            }
        }
        return best;
    }
}
