package dev.inventoryledger.inmemory;

import dev.inventoryledger.Balance;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.spi.LevelQuery;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.LevelScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Levels by key, found by SKU too. Used under the store's lock. */
final class LevelTable {
    private final NavigableMap<StockKey, LevelRow> rows = new TreeMap<>();
    private final NavigableMap<StockKey, LevelRow> low = new TreeMap<>();
    private final Map<Sku, NavigableMap<StockKey, LevelRow>> bySku = new HashMap<>();
    private final Map<LocationId, NavigableMap<StockKey, LevelRow>> byLocation = new HashMap<>();

    long version(StockKey key) {
        return row(key).map(LevelRow::version).orElse(0L);
    }

    private Optional<LevelRow> row(StockKey key) {
        return Optional.ofNullable(ofSku(key.sku()).get(key));
    }

    private NavigableMap<StockKey, LevelRow> ofSku(Sku sku) {
        return bySku.getOrDefault(sku, Collections.emptyNavigableMap());
    }

    void put(LevelRow row) {
        rows.put(row.key(), row);
        bySku.computeIfAbsent(row.key().sku(), unseen -> new TreeMap<>()).put(row.key(), row);
        byLocation
                .computeIfAbsent(row.key().location(), unseen -> new TreeMap<>())
                .put(row.key(), row);
        if (row.status().isLow()) {
            low.put(row.key(), row);
        } else {
            low.remove(row.key());
        }
    }

    List<LevelRow> rows(Collection<StockKey> keys, Collection<LevelScope> scopes) {
        Map<StockKey, LevelRow> found = new LinkedHashMap<>();
        keys.forEach(key -> row(key).ifPresent(row -> found.put(key, row)));
        for (LevelScope scope : scopes) {
            for (LevelRow row : ofSku(scope.sku()).values()) {
                if (scope.covers(row.key())) {
                    found.put(row.key(), row);
                }
            }
        }
        return new ArrayList<>(found.values());
    }

    List<LevelRow> query(LevelQuery query) {
        if (query instanceof LevelQuery.Low lowOnes) {
            return page(low, lowOnes.after(), lowOnes.limit());
        }
        if (query instanceof LevelQuery.At at) {
            NavigableMap<StockKey, LevelRow> here =
                    byLocation.getOrDefault(at.location(), Collections.emptyNavigableMap());
            return page(here, at.after(), at.limit());
        }
        LevelQuery.All all = (LevelQuery.All) query;
        return page(rows, all.after(), all.limit());
    }

    private static List<LevelRow> page(NavigableMap<StockKey, LevelRow> map, Optional<StockKey> after, int limit) {
        Stream<LevelRow> behind = after.map(key -> map.tailMap(key, false)).orElse(map).values().stream();
        return behind.limit(limit).toList();
    }

    Map<StockKey, Balance> balances() {
        Map<StockKey, Balance> balances = new TreeMap<>();
        rows.forEach((key, row) -> balances.put(key, row.balance()));
        return Collections.unmodifiableMap(balances);
    }
}
