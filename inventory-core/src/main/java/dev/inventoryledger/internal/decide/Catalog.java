package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Item;
import dev.inventoryledger.Location;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.Lot;
import dev.inventoryledger.ProductId;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.lot.LotDetails;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.DocumentKind;
import dev.inventoryledger.spi.Replacement;
import dev.inventoryledger.spi.SupplyBook;
import dev.inventoryledger.transit.Shipment;
import dev.inventoryledger.transit.ShipmentId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Items, locations, lots, supply books and shipments as one draft sees them. What a decision reads here it relies on, so it is guarded. */
final class Catalog {
    private final Workspace rows;
    private final Map<DocumentId, Long> guards = new TreeMap<>();
    private final Map<DocumentId, Replacement<Document>> changed = new TreeMap<>();

    /** The item that was read, and so relied on, last; null before, and once something was written. */
    private @Nullable Item lastItem;

    /** The same of locations. */
    private @Nullable Location lastLocation;

    Catalog(Workspace rows) {
        this.rows = rows;
    }

    static DocumentId idOf(Sku sku) {
        return DocumentId.ofItem(sku);
    }

    static DocumentId idOf(LocationId location) {
        return new DocumentId(DocumentKind.LOCATION, location.value());
    }

    static DocumentId idOf(ShipmentId shipment) {
        return new DocumentId(DocumentKind.SHIPMENT, shipment.value());
    }

    /** Asked for again and again, most often for one SKU. */
    Optional<Item> findItem(Sku sku) {
        Item last = lastItem;
        if (last != null && last.sku().equals(sku)) {
            return Optional.of(last);
        }
        Optional<Item> found = read(idOf(sku)).map(document -> (Item) document.body());
        lastItem = found.orElse(null);
        return found;
    }

    Optional<Location> findLocation(LocationId id) {
        Location last = lastLocation;
        if (last != null && last.id().equals(id)) {
            return Optional.of(last);
        }
        Optional<Location> found = read(idOf(id)).map(document -> (Location) document.body());
        lastLocation = found.orElse(null);
        return found;
    }

    Optional<Shipment> findShipment(ShipmentId id) {
        return read(idOf(id)).map(document -> (Shipment) document.body());
    }

    Optional<LotDetails> findLot(Sku sku, Lot lot) {
        return read(DocumentId.ofLot(sku, lot)).map(document -> (LotDetails) document.body());
    }

    /** What is known of the lot that a key names, if it names one; not guarded yet. */
    Optional<LotDetails> peekLot(StockKey key) {
        if (!key.namesLot()) {
            return Optional.empty();
        }
        DocumentId id = DocumentId.ofLot(key.sku(), key.lot());
        Replacement<Document> written = changed.get(id);
        Optional<Document> document = written == null ? rows.document(id) : Optional.of(written.row());
        return document.map(found -> (LotDetails) found.body());
    }

    Optional<SupplyBook> findSupply(Sku sku) {
        return read(DocumentId.ofSupply(sku)).map(document -> (SupplyBook) document.body());
    }

    /** Whether any was ever expected; not guarded, as the first supply raises the item's version. */
    boolean hasSupply(Sku sku) {
        DocumentId id = DocumentId.ofSupply(sku);
        return changed.containsKey(id) || rows.document(id).isPresent();
    }

    private Optional<Document> read(DocumentId id) {
        Replacement<Document> written = changed.get(id);
        if (written != null) {
            return Optional.of(written.row());
        }
        Optional<Document> document = rows.document(id);
        guards.put(id, document.map(Document::version).orElse(0L));
        return document;
    }

    Item item(Sku sku) {
        return findItem(sku).orElseThrow(() -> unknown(RejectionReason.UNKNOWN_ITEM, "sku", sku));
    }

    Location location(LocationId id) {
        return findLocation(id).orElseThrow(() -> unknown(RejectionReason.UNKNOWN_LOCATION, "location", id));
    }

    Shipment shipment(ShipmentId id) {
        return findShipment(id)
                .orElseThrow(
                        () -> new Refusal(RejectionReason.UNKNOWN_SHIPMENT, "shipmentId " + id + ": no such shipment"));
    }

    private static Refusal unknown(RejectionReason reason, String field, Object id) {
        return new Refusal(reason, field + " " + id + ": is not registered");
    }

    /** Refuses unless all are registered; first the items, then the locations. */
    void requireKnown(Collection<Sku> skus, Collection<LocationId> locations) {
        Needs needs = rows.needs();
        skus.forEach(needs::item);
        locations.forEach(needs::location);
        needs.orMiss();
        skus.forEach(this::item);
        locations.forEach(this::location);
    }

    /** Refuses unless all that these keys name is registered. */
    void requireKnown(Collection<StockKey> keys) {
        rows.needs().stock(keys).orMiss();
        keys.forEach(key -> item(key.sku()));
        keys.forEach(key -> location(key.location()));
    }

    /** The location, if it may promise its stock. It is guarded only once something is taken there. */
    Optional<Location> promising(LocationId id) {
        return peekLocation(id).filter(Location::promises);
    }

    /** The location as it was before; not guarded. */
    Optional<Location> peekLocation(LocationId id) {
        return rows.document(idOf(id)).map(document -> (Location) document.body());
    }

    /** Units are taken under a key: that its location and its lot may promise them is relied on. */
    void relyOn(StockKey key) {
        location(key.location());
        if (key.namesLot()) {
            findLot(key.sku(), key.lot());
        }
    }

    /** Loads what lies above some places, a generation at once. */
    void requireAbove(Collection<LocationId> places) {
        Set<LocationId> seen = new TreeSet<>();
        Collection<LocationId> generation = places;
        while (!generation.isEmpty()) {
            Needs needs = rows.needs();
            generation.forEach(needs::location);
            needs.orMiss();
            seen.addAll(generation);
            Set<LocationId> parents = new TreeSet<>();
            for (LocationId id : generation) {
                peekLocation(id).flatMap(Location::parent).ifPresent(parents::add);
            }
            parents.removeAll(seen);
            generation = parents;
        }
    }

    /** Whether a location is another one, or somewhere below it. What is read on the way up is relied on. */
    boolean isWithin(LocationId id, LocationId top) {
        Set<LocationId> passed = new TreeSet<>();
        Optional<LocationId> at = Optional.of(id);
        while (at.isPresent() && !at.get().equals(top)) {
            requireNew(at.get(), passed);
            at = location(at.get()).parent();
        }
        return at.isPresent();
    }

    /** No location is part of itself; but where rows are of several moments, two may be part of each other. */
    private static void requireNew(LocationId id, Set<LocationId> passed) {
        if (!passed.add(id)) {
            throw new IllegalStateException("location " + id + " is part of itself, as far as is known");
        }
    }

    void put(Item item) {
        put(idOf(item.sku()), item.productId().map(ProductId::value).orElse(""), item);
    }

    void put(Location location) {
        put(idOf(location.id()), location.parent().map(LocationId::value).orElse(""), location);
    }

    void put(SupplyBook book) {
        putOf(book.sku(), DocumentId.ofSupply(book.sku()), book);
    }

    void put(LotDetails lot) {
        putOf(lot.sku(), DocumentId.ofLot(lot.sku(), lot.lot()), lot);
    }

    /** Nobody can rely on the version of what is not there yet: whoever found nothing known looks again for the item's sake. */
    private void putOf(Sku sku, DocumentId id, Record body) {
        if (rows.document(id).isEmpty()) {
            touch(sku);
        }
        put(id, sku.value(), body);
    }

    void put(Shipment shipment) {
        put(idOf(shipment.id()), shipment.to().value(), shipment);
    }

    /** Writes an item anew as it is, so that whoever relies on it decides again. */
    void touch(Sku sku) {
        put(item(sku));
    }

    private void put(DocumentId id, String group, Record body) {
        lastItem = null;
        lastLocation = null;
        long replaces = rows.document(id).map(Document::version).orElse(0L);
        changed.put(id, new Replacement<>(replaces, new Document(id, replaces + 1, group, Optional.empty(), body)));
    }

    List<Replacement<Document>> changes() {
        return List.copyOf(changed.values());
    }

    /** What is changed is checked by its own version, and so needs no guard. */
    Map<DocumentId, Long> guards() {
        guards.keySet().removeAll(changed.keySet());
        return guards;
    }
}
