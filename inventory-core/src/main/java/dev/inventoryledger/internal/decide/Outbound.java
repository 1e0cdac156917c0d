package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Line;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Shortfall;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.command.TransferLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Units that leave a key without having been promised: only what is available can go. */
final class Outbound {
    private Outbound() {}

    /** What leaves a location, summed by key; of untracked items nothing does. */
    static Map<StockKey, Long> leaving(List<TransferLine> lines, LocationId from, Draft draft) {
        Map<StockKey, Long> leaving = new TreeMap<>();
        for (TransferLine line : lines) {
            if (draft.catalog().item(line.sku()).isTracked()) {
                Sum.add(leaving, key(line, from), line.quantity());
            }
        }
        return leaving;
    }

    static StockKey key(TransferLine line, LocationId location) {
        return new StockKey(line.sku(), location, line.lot());
    }

    /** Refuses unless every key has what is to leave it; makes room where holds that are due stand in the way. */
    static void makeRoom(Map<StockKey, Long> leaving, Draft draft) {
        draft.levels().requireDue(leaving.keySet(), key -> leaving.getOrDefault(key, 0L));
        List<Shortfall> shortfalls = new ArrayList<>();
        leaving.forEach((key, quantity) -> {
            long missing = quantity - draft.levels().available(key);
            if (missing > 0) {
                Line line = new Line(key.sku(), Optional.of(key.location()), Optional.of(key.lot()), quantity);
                shortfalls.add(new Shortfall(line, missing));
            }
        });
        if (!shortfalls.isEmpty()) {
            throw new Refusal(
                    RejectionReason.INSUFFICIENT_STOCK,
                    "quantity: not available: " + shortfalls,
                    shortfalls,
                    freesUpAt(shortfalls, leaving, draft));
        }
        draft.requireRoom(leaving);
        leaving.forEach((key, quantity) -> draft.makeRoom(key, quantity));
    }

    private static Optional<Instant> freesUpAt(List<Shortfall> shortfalls, Map<StockKey, Long> leaving, Draft draft) {
        return leaving.keySet().stream()
                .filter(key -> shortfalls.stream()
                        .anyMatch(shortfall -> shortfall.line().covers(key)))
                .map(key -> draft.levels().nextExpiry(key).orElse(null))
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder());
    }
}
