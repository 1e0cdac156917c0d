package dev.inventoryledger.internal.decide;

import dev.inventoryledger.LocationId;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.command.Transfer;
import dev.inventoryledger.command.TransferLine;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Goods move between two locations; what is promised stays. */
final class TransferRule implements Rule<Transfer> {
    @Override
    public void needs(Transfer command, Needs needs) {
        needs.stock(keys(command));
    }

    @Override
    public void apply(Transfer command, Draft draft) {
        draft.catalog().requireKnown(keys(command));
        Map<StockKey, Long> leaving = new TreeMap<>();
        for (TransferLine line : command.lines()) {
            if (draft.catalog().item(line.sku()).isTracked()) {
                Sum.add(leaving, key(line, command.from()), line.quantity());
            }
        }
        Outbound.makeRoom(leaving, draft);
        leaving.forEach((key, quantity) -> draft.levels().move(key, command.to(), quantity));
    }

    private static StockKey key(TransferLine line, LocationId location) {
        return new StockKey(line.sku(), location, line.lot());
    }

    private static List<StockKey> keys(Transfer command) {
        return command.lines().stream()
                .flatMap(line -> Stream.of(key(line, command.from()), key(line, command.to())))
                .toList();
    }
}
