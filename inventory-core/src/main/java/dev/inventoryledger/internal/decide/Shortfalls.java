package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Shortfall;
import dev.inventoryledger.internal.decide.ReservationEdit.Part;
import java.util.List;

/** What was asked for in vain, line by line. */
final class Shortfalls {
    private Shortfalls() {}

    static List<Shortfall> of(List<Part> missing) {
        return missing.stream()
                .map(part -> new Shortfall(part.slot().asked(), part.quantity()))
                .toList();
    }
}
