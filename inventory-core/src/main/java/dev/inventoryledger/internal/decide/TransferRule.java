package dev.inventoryledger.internal.decide;

import dev.inventoryledger.StockKey;
import dev.inventoryledger.command.Transfer;
import java.util.List;
import java.util.Map;
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
        Map<StockKey, Long> leaving = Outbound.leaving(command.lines(), command.from(), draft);
        Outbound.makeRoom(leaving, draft);
        leaving.forEach((key, quantity) -> draft.levels().move(key, command.to(), quantity));
    }

    private static List<StockKey> keys(Transfer command) {
        return command.lines().stream()
                .flatMap(line -> Stream.of(Outbound.key(line, command.from()), Outbound.key(line, command.to())))
                .toList();
    }
}
