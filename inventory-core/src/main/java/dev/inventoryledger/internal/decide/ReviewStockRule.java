package dev.inventoryledger.internal.decide;

import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.command.ReviewStock;
import dev.inventoryledger.spi.LevelScope;
import java.util.List;
import java.util.Optional;

/** What is low is told anew, where that has changed though no unit has moved. */
final class ReviewStockRule implements Rule<ReviewStock> {
    @Override
    public void needs(ReviewStock command, Needs needs) {
        for (Sku sku : command.skus()) {
            needs.item(sku).scope(new LevelScope(sku, Optional.empty()));
        }
    }

    @Override
    public void apply(ReviewStock command, Draft draft) {
        draft.catalog().requireKnown(command.skus(), List.of());
        List<StockKey> keys = command.skus().stream()
                .distinct()
                .filter(sku -> draft.catalog().item(sku).isTracked())
                .flatMap(sku -> draft.rows().keysOf(sku).stream())
                .toList();
        draft.rows().needs().stock(keys).orMiss();
        draft.levels().requireDue(keys);
        draft.levels().requireLots(keys);
        List<StockKey> wrong =
                keys.stream().filter(draft.levels()::isToldWrongly).toList();
        Refusal.unless(!wrong.isEmpty(), RejectionReason.NOTHING_DUE, "skus", command.skus());
        wrong.forEach(draft.levels()::remark);
    }
}
