package dev.inventoryledger.examples;

import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Movement;
import dev.inventoryledger.MovementQuery;
import dev.inventoryledger.MovementType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** By how many units each kind of movement changed what is on hand, read from the journal page by page. */
final class UnitsMoved {
    private UnitsMoved() {}

    static Map<MovementType, Long> by(InventoryLedger ledger) {
        Map<MovementType, Long> units = new EnumMap<>(MovementType.class);
        MovementQuery query = MovementQuery.all();
        List<Movement> page;
        do {
            page = ledger.movements(query);
            page.forEach(movement -> units.merge(
                    movement.posting().type(), movement.posting().change().onHand(), Math::addExact));
            query = page.isEmpty() ? query : query.after(page.get(page.size() - 1));
        } while (!page.isEmpty());
        return units;
    }
}
