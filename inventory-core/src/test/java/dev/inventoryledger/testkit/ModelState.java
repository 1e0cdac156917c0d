package dev.inventoryledger.testkit;

import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.Location;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.LocationType;
import dev.inventoryledger.Sellability;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.Tracking;
import dev.inventoryledger.command.Sourcing;
import dev.inventoryledger.lot.LotDetails;
import dev.inventoryledger.supply.InboundSupply;
import dev.inventoryledger.supply.SupplyId;
import dev.inventoryledger.supply.SupplyPromise;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What the plain model knows. */
final class ModelState {
    final Map<StockKey, Long> onHand = new TreeMap<>();
    final Map<String, ModelPromise> promises = new TreeMap<>();
    final Map<String, ModelShipment> shipments = new TreeMap<>();
    final Map<String, InboundSupply> supplies = new TreeMap<>();
    final Map<String, LotDetails> lots = new TreeMap<>();
    final Map<String, Item> items = new HashMap<>();
    final Map<String, Location> locations = new HashMap<>();
    final Map<String, String> lastHoldOf = new HashMap<>();

    ModelState() {
        items.put("TEA", Item.of("TEA", "Green tea"));
        items.put("CUP", Item.of("CUP", "Cup"));
        items.put("MILK", Item.of("MILK", "Milk").withTracking(Tracking.BY_LOT));
        items.put("PHONE", Item.of("PHONE", "Phone").withTracking(Tracking.BY_SERIAL));
        items.put("BOOK", Oracle.BOOK);
        items.put("EBOOK", Item.of("EBOOK", "On tea").withTracking(Tracking.UNTRACKED));
        locations.put("A", Location.of("A").withPriority(1));
        locations.put("B", Location.of("B").withPriority(2));
        locations.put("DAMAGED", Location.of("DAMAGED").withSellability(Sellability.NOT_SELLABLE));
        locations.put("IN-TRANSIT", Location.of("IN-TRANSIT").withSellability(Sellability.NOT_SELLABLE));
        locations.put("LAND", Location.of("LAND").withType(LocationType.REGION));
    }

    ModelState copy() {
        ModelState copy = new ModelState();
        copy.onHand.putAll(onHand);
        promises.forEach((id, promise) -> copy.promises.put(id, promise.copy()));
        shipments.forEach((id, shipment) -> copy.shipments.put(id, shipment.copy()));
        copy.supplies.putAll(supplies);
        copy.lots.putAll(lots);
        copy.items.putAll(items);
        copy.locations.putAll(locations);
        copy.lastHoldOf.putAll(lastHoldOf);
        return copy;
    }

    Item item(String sku) {
        return Objects.requireNonNull(items.get(sku));
    }

    Location location(String id) {
        return Objects.requireNonNull(locations.get(id));
    }

    boolean isTracked(String sku) {
        return item(sku).isTracked();
    }

    long reserved(StockKey key) {
        return promises.values().stream()
                .mapToLong(promise -> promise.openAt(key))
                .sum();
    }

    long allocated(StockKey key) {
        return promises.values().stream()
                .filter(promise -> promise.phase == ModelPromise.CONFIRMED)
                .mapToLong(promise -> promise.openAt(key))
                .sum();
    }

    long available(StockKey key) {
        return onHand.getOrDefault(key, 0L) - reserved(key);
    }

    /** Where a line may take from, in the order in which it does. */
    List<StockKey> promisingKeys(Line line, Instant now) {
        return onHand.keySet().stream()
                .filter(line::covers)
                .filter(key -> location(key.location().value()).promises())
                .filter(key -> lot(key).map(lot -> lot.promises(now)).orElse(true))
                .sorted(Comparator.comparingInt((StockKey key) ->
                                location(key.location().value()).priority())
                        .thenComparing(StockKey::location)
                        .thenComparing(key -> expiry(key).orElse(Instant.MAX))
                        .thenComparing(StockKey::lot))
                .toList();
    }

    List<InboundSupply> expected(String sku) {
        return supplies.values().stream()
                .filter(supply -> supply.sku().value().equals(sku))
                .sorted(Comparator.comparing(InboundSupply::expectedAt).thenComparing(InboundSupply::id))
                .toList();
    }

    long owed(String sku, Predicate<SupplyPromise> which) {
        return promises.values().stream()
                .flatMap(promise -> promise.owed(sku).entrySet().stream())
                .filter(owed -> which.test(owed.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Those who wait for units of a SKU, in the order in which they came. */
    List<ModelPromise> waiting(String sku) {
        return promises.values().stream()
                .filter(promise -> promise.awaits(sku))
                .sorted(Comparator.comparing((ModelPromise promise) -> promise.waitsSince)
                        .thenComparing(promise -> promise.id))
                .toList();
    }

    Optional<LotDetails> lot(StockKey key) {
        return Optional.ofNullable(lots.get(key.sku() + " " + key.lot()));
    }

    Optional<Instant> expiry(StockKey key) {
        return lot(key).flatMap(LotDetails::expiresAt);
    }

    void describe(LotDetails lot) {
        String name = lot.sku() + " " + lot.lot();
        Optional<Instant> known = Optional.ofNullable(lots.get(name)).flatMap(LotDetails::expiresAt);
        lots.put(name, lot.expiresAt().or(() -> known).map(lot::expiringAt).orElse(lot));
    }

    /** Whether a promise may take from there. */
    boolean suits(LocationId id, ModelPromise promise) {
        return promise.sourcing.map(wish -> suits(id, wish)).orElse(true);
    }

    private boolean suits(LocationId id, Sourcing wish) {
        boolean isWithin = wish.within()
                .map(top -> top.equals(id) || location(id.value()).parent().equals(Optional.of(top)))
                .orElse(true);
        return isWithin && location(id.value()).offers(wish.capabilities());
    }

    Optional<ModelPromise> heldBy(String owner) {
        return Optional.ofNullable(lastHoldOf.get(owner))
                .map(promises::get)
                .filter(promise -> promise.phase == ModelPromise.HELD);
    }

    static String name(Sku sku, SupplyId id) {
        return sku + " " + id;
    }

    void move(Map<StockKey, Long> changes) {
        changes.keySet().removeIf(key -> !isTracked(key.sku().value()));
        changes.forEach(
                (key, change) -> ModelRefusal.unless(change >= 0 || available(key) >= -change, "INSUFFICIENT_STOCK"));
        changes.forEach((key, change) -> onHand.merge(key, change, Long::sum));
    }
}
