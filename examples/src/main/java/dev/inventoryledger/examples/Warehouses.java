package dev.inventoryledger.examples;

import dev.inventoryledger.Balance;
import dev.inventoryledger.Entry;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Level;
import dev.inventoryledger.Location;
import dev.inventoryledger.Posting;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.command.Adjustment;
import dev.inventoryledger.command.StockLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Where a shop keeps its stock: in one place, or spread over several. The first one has priority, and returns come back to it.
 *
 * @param names of the locations, the most preferred first
 */
record Warehouses(List<String> names) {
    private static final String MAIN = "MAIN";

    static Warehouses of(int count) {
        return count == 1
                ? new Warehouses(List.of(MAIN))
                : new Warehouses(IntStream.rangeClosed(1, count)
                        .mapToObj(number -> MAIN + number)
                        .toList());
    }

    String first() {
        return names.get(0);
    }

    boolean areSeveral() {
        return names.size() > 1;
    }

    void register(InventoryLedger ledger) {
        for (int i = 0; i < names.size(); i++) {
            ledger.registerLocation(Location.of(names.get(i)).withPriority(i)).orElseThrow();
        }
    }

    /**
     * Unevenly, and for each SKU in another way: the location that its hash code points to has half of all, rounded up, the next one half of
     * what is left, and so on; the last one has the rest.
     */
    List<StockLine> opening(String sku, long units) {
        List<StockLine> lines = new ArrayList<>();
        int start = Math.floorMod(sku.hashCode(), names.size());
        long left = units;
        for (int i = 0; i < names.size() && left > 0; i++) {
            long share = i == names.size() - 1 ? left : left - left / 2;
            lines.add(new StockLine(StockKey.of(sku, names.get((start + i) % names.size())), share));
            left -= share;
        }
        return lines;
    }

    /** A SKU's level over all locations. */
    Level total(String sku, Function<StockKey, Level> levelOf) {
        long onHand = 0;
        long reserved = 0;
        long allocated = 0;
        for (String name : names) {
            Level level = levelOf.apply(StockKey.of(sku, name));
            onHand += level.onHand();
            reserved += level.reserved();
            allocated += level.allocated();
        }
        return new Level(StockKey.of(sku, first()), new Balance(onHand, reserved, allocated), 0);
    }

    /** Takes from the locations in their order; what none has is asked of the first, which will say no. */
    List<Adjustment> writtenOff(List<Invoice.Row> rows, InventoryLedger ledger) {
        Map<StockKey, Long> changes = new TreeMap<>();
        for (Invoice.Row row : rows) {
            long missing = -row.quantity();
            for (String name : names) {
                StockKey key = StockKey.of(row.stockCode(), name);
                long there = available(key, ledger) + changes.getOrDefault(key, 0L);
                long taken = Math.max(0, Math.min(there, missing));
                if (taken > 0) {
                    changes.merge(key, -taken, Long::sum);
                    missing -= taken;
                }
            }
            if (missing != 0) {
                changes.merge(StockKey.of(row.stockCode(), first()), -missing, Long::sum);
            }
        }
        return adjustments(changes);
    }

    /** The same document again takes from where it took the first time, if it is the same. */
    List<Adjustment> writtenOffBefore(List<Invoice.Row> rows, Entry earlier) {
        Map<StockKey, Long> changes = new TreeMap<>();
        Map<String, Long> left = new TreeMap<>();
        for (Invoice.Row row : rows) {
            if (row.isTracked()) {
                left.merge(row.stockCode(), row.quantity(), Long::sum);
            } else {
                changes.merge(StockKey.of(row.stockCode(), first()), row.quantity(), Long::sum);
            }
        }
        for (Posting posting : earlier.postings()) {
            long change = posting.after().onHand() - posting.before().onHand();
            changes.merge(posting.key(), change, Long::sum);
            left.merge(posting.key().sku().value(), -change, Long::sum);
        }
        left.forEach((sku, rest) -> {
            if (rest != 0) {
                changes.merge(StockKey.of(sku, first()), rest, Long::sum);
            }
        });
        return adjustments(changes);
    }

    private static List<Adjustment> adjustments(Map<StockKey, Long> changes) {
        List<Adjustment> adjustments = new ArrayList<>();
        changes.forEach((key, change) -> {
            if (change != 0) {
                adjustments.add(new Adjustment(key, change));
            }
        });
        return adjustments;
    }

    private static long available(StockKey key, InventoryLedger ledger) {
        return ledger.availability(key.sku().value()).perLocation().getOrDefault(key.location(), 0L);
    }
}
