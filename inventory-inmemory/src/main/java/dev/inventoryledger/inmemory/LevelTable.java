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
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Levels by key, with an index of keys for every question. Used under the store's lock. */
final class LevelTable {
    private final Map<StockKey, LevelRow> rows = new HashMap<>();
    private final NavigableSet<StockKey> all = new TreeSet<>();
    private final NavigableSet<StockKey> low = new TreeSet<>();
    private final Map<Sku, NavigableSet<StockKey>> bySku = new HashMap<>();
    private final Map<LocationId, NavigableSet<StockKey>> byLocation = new HashMap<>();

    long version(StockKey key) {
        LevelRow found = rows.get(key);
        return found == null ? 0 : found.version();
    }

    /** Nearly every row stands in for an earlier one: then its key is in every index already. */
    void put(LevelRow row) {
        if (rows.put(row.key(), row) == null) {
            addToIndexes(row.key());
        }
        if (row.status().isLow()) {
            low.add(row.key());
        } else {
            low.remove(row.key());
        }
    }

    private void addToIndexes(StockKey key) {
        all.add(key);
        bySku.computeIfAbsent(key.sku(), unseen -> new TreeSet<>()).add(key);
        byLocation.computeIfAbsent(key.location(), unseen -> new TreeSet<>()).add(key);
    }

    List<LevelRow> rows(Collection<StockKey> keys, Collection<LevelScope> scopes) {
        Map<StockKey, LevelRow> found = new LinkedHashMap<>();
        keys.forEach(key -> Optional.ofNullable(rows.get(key)).ifPresent(row -> found.put(key, row)));
        for (LevelScope scope : scopes) {
            bySku.getOrDefault(scope.sku(), Collections.emptyNavigableSet()).stream()
                    .filter(scope::covers)
                    .forEach(key -> found.put(key, row(key)));
        }
        return new ArrayList<>(found.values());
    }

    private LevelRow row(StockKey key) {
        return Objects.requireNonNull(rows.get(key), "every key in an index has its row");
    }

    List<LevelRow> query(LevelQuery query) {
        if (query instanceof LevelQuery.Low lowOnes) {
            return page(low, lowOnes.after(), lowOnes.limit());
        }
        if (query instanceof LevelQuery.At at) {
            NavigableSet<StockKey> here = byLocation.getOrDefault(at.location(), Collections.emptyNavigableSet());
            return page(here, at.after(), at.limit());
        }
        LevelQuery.All every = (LevelQuery.All) query;
        return page(all, every.after(), every.limit());
    }

    private List<LevelRow> page(NavigableSet<StockKey> keys, Optional<StockKey> after, int limit) {
        Stream<StockKey> behind = after.map(key -> keys.tailSet(key, false)).orElse(keys).stream();
        return behind.limit(limit).map(this::row).toList();
    }

    Map<StockKey, Balance> balances() {
        Map<StockKey, Balance> balances = new TreeMap<>();
        rows.forEach((key, row) -> balances.put(key, row.balance()));
        return Collections.unmodifiableMap(balances);
    }
}
