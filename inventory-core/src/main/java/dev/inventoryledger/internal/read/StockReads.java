package dev.inventoryledger.internal.read;

import dev.inventoryledger.Availability;
import dev.inventoryledger.Holdings;
import dev.inventoryledger.Item;
import dev.inventoryledger.Level;
import dev.inventoryledger.Location;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.LowStock;
import dev.inventoryledger.ReorderRule;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.command.Sourcing;
import dev.inventoryledger.internal.Checks;
import dev.inventoryledger.internal.Sums;
import dev.inventoryledger.spi.DocumentKind;
import dev.inventoryledger.spi.LevelQuery;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.StockStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** What can be promised, and what is low. */
public final class StockReads {
    /** The most SKUs of one question: a page of a shop. */
    public static final int MAX_SKUS = 1_000;

    private final StockStore store;
    private final Levels levels;
    private final ReorderRule reorder;
    private final Places places;
    private final Documents documents;
    private final LotReads lots;
    private final Coming coming;

    public StockReads(StockStore store, Levels levels, ReorderRule reorder) {
        this.store = store;
        this.levels = levels;
        this.reorder = reorder;
        places = new Places(store);
        documents = new Documents(store);
        lots = new LotReads(store);
        coming = new Coming(places);
    }

    public Map<Sku, Availability> availability(Collection<Sku> skus, Sourcing wish) {
        Checks.check(skus.size() <= MAX_SKUS, "skus", "must be at most " + MAX_SKUS, skus.size());
        Instant now = levels.instant();
        OnSale known = OnSale.load(store, now, skus);
        Set<LocationId> promising = promising(known.levels(), wish);
        Map<Sku, Map<LocationId, Long>> perLocation = perLocation(unbarred(known.levels(), now), promising);
        Map<Sku, Availability> answer = new LinkedHashMap<>();
        skus.forEach(sku -> answer.put(sku, availability(sku, known, perLocation)));
        coming.addTo(answer, known, wish);
        return answer;
    }

    /** By the catalog of today, and the journal of then. */
    public Availability availabilityAsOf(Sku sku, Instant instant) {
        OnSale known = OnSale.load(store, levels.instant(), List.of(sku));
        Set<LocationId> promising = promising(known.levels(), Sourcing.standard());
        List<StockKey> keys = unbarred(known.levels(), instant).stream()
                .map(Level::key)
                .filter(key -> promising.contains(key.location()))
                .toList();
        List<Level> then =
                levels.past(keys, instant, 1).stream().map(Past::asOf).toList();
        return availability(sku, known, perLocation(then, promising));
    }

    /** Those whose lot may be promised. */
    private List<Level> unbarred(List<Level> all, Instant now) {
        Set<StockKey> barred = lots.barred(all.stream().map(Level::key).toList(), now);
        return barred.isEmpty()
                ? all
                : all.stream().filter(level -> !barred.contains(level.key())).toList();
    }

    private static Map<Sku, Map<LocationId, Long>> perLocation(List<Level> all, Set<LocationId> promising) {
        Map<Sku, Map<LocationId, Long>> perLocation = new HashMap<>();
        for (Level level : all) {
            if (promising.contains(level.key().location())) {
                perLocation
                        .computeIfAbsent(level.key().sku(), unseen -> new HashMap<>())
                        .merge(level.key().location(), level.available(), Sums::saturated);
            }
        }
        return perLocation;
    }

    private static Availability availability(Sku sku, OnSale known, Map<Sku, Map<LocationId, Long>> perLocation) {
        boolean isCounted = known.isCounted(sku);
        return new Availability(
                sku, known.tracking(sku), isCounted ? perLocation.getOrDefault(sku, Map.of()) : Map.of());
    }

    private Set<LocationId> promising(List<Level> all, Sourcing wish) {
        Set<LocationId> ids = new TreeSet<>();
        all.forEach(level -> ids.add(level.key().location()));
        return places.promising(ids, wish);
    }

    public Optional<Item> item(Sku sku) {
        return documents.find(DocumentKind.ITEM, sku.value(), Item.class);
    }

    public Optional<Location> location(LocationId id) {
        return documents.find(DocumentKind.LOCATION, id.value(), Location.class);
    }

    public List<Item> items(Optional<Sku> after, long limit) {
        return documents.page(DocumentKind.ITEM, after.map(Sku::value), limit, Item.class);
    }

    public List<Location> locations(Optional<LocationId> after, long limit) {
        return documents.page(DocumentKind.LOCATION, after.map(LocationId::value), limit, Location.class);
    }

    public List<Level> stockAt(LocationId location, Optional<StockKey> after, int limit) {
        Checks.check(limit >= 1 && limit <= MAX_SKUS, "limit", "must be from 1 to " + MAX_SKUS, limit);
        return levels.effective(store.levels(new LevelQuery.At(location, after, limit)));
    }

    /** All that a location has, page by page. */
    public Holdings holdings(LocationId location) {
        Holdings sum = Holdings.NONE;
        Optional<StockKey> after = Optional.empty();
        List<Level> page;
        do {
            page = stockAt(location, after, MAX_SKUS);
            for (Level level : page) {
                sum = sum.and(level);
                after = Optional.of(level.key());
            }
        } while (page.size() == MAX_SKUS);
        return sum;
    }

    /** Levels last told to be low, less those that time has lifted above their point since. */
    public List<LowStock> lowStock(Optional<StockKey> after, int limit) {
        Checks.check(limit >= 1 && limit <= MAX_SKUS, "limit", "must be from 1 to " + MAX_SKUS, limit);
        List<LowStock> found = new ArrayList<>();
        Optional<StockKey> last = after;
        List<LevelRow> page;
        do {
            page = store.levels(new LevelQuery.Low(last, limit));
            found.addAll(stillLow(page));
            last = page.isEmpty() ? last : Optional.of(page.get(page.size() - 1).key());
        } while (found.size() < limit && page.size() == limit);
        return found.stream().limit(limit).toList();
    }

    private <B> List<B> about(List<LevelRow> rows, Function<StockKey, String> name, DocumentKind kind, Class<B> type) {
        List<String> names =
                rows.stream().map(LevelRow::key).map(name).distinct().toList();
        return documents.all(kind, names, type);
    }

    private List<LowStock> stillLow(List<LevelRow> page) {
        Map<Sku, Item> items = new HashMap<>();
        about(page, key -> key.sku().value(), DocumentKind.ITEM, Item.class)
                .forEach(item -> items.put(item.sku(), item));
        Map<LocationId, Location> places = new HashMap<>();
        about(page, key -> key.location().value(), DocumentKind.LOCATION, Location.class)
                .forEach(place -> places.put(place.id(), place));
        List<LowStock> low = new ArrayList<>();
        Instant now = levels.instant();
        for (Level level : levels.effective(page)) {
            Location place = places.get(level.key().location());
            Optional<ReorderRule> rule = Optional.ofNullable(
                            items.get(level.key().sku()))
                    .filter(item -> place != null && item.isWatchedAt(place))
                    .flatMap(item ->
                            item.reorderRule(level.key().location(), now).or(() -> Optional.of(reorder)));
            rule.filter(each -> each.isLow(level.available())).ifPresent(each -> low.add(new LowStock(level, each)));
        }
        return low;
    }
}
