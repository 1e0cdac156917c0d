package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Balance;
import dev.inventoryledger.MovementType;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.command.Adjust;
import dev.inventoryledger.command.Adjustment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** On-hand is corrected up or down; what is promised stays. */
final class AdjustRule implements Rule<Adjust> {
    @Override
    public void needs(Adjust command, Needs needs) {
        needs.stock(keys(command));
    }

    @Override
    public void apply(Adjust command, Draft draft) {
        draft.catalog().requireKnown(keys(command));
        Map<StockKey, Long> changes = new TreeMap<>();
        for (Adjustment line : command.lines()) {
            if (draft.catalog().item(line.key().sku()).isTracked()) {
                refuseIfMoved(line, draft);
                Sum.add(changes, line.key(), line.change());
            }
        }
        Map<StockKey, Long> leaving = new TreeMap<>();
        changes.forEach((key, change) -> {
            if (change < 0) {
                leaving.put(key, Math.negateExact(change));
            }
        });
        Outbound.makeRoom(leaving, draft);
        changes.forEach((key, change) ->
                draft.levels().post(key, MovementType.ADJUSTMENT, Optional.empty(), new Balance(change, 0, 0)));
    }

    private static void refuseIfMoved(Adjustment line, Draft draft) {
        long recorded = draft.levels().balance(line.key()).onHand();
        boolean isAsFound = line.onHand().map(units -> units == recorded).orElse(true);
        Refusal.unless(isAsFound, RejectionReason.LEVEL_CHANGED, "onHand of " + line.key(), recorded);
    }

    private static List<StockKey> keys(Adjust command) {
        return command.lines().stream().map(Adjustment::key).toList();
    }
}
