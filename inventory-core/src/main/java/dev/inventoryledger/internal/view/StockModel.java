package dev.inventoryledger.internal.view;

import dev.inventoryledger.Availability;
import dev.inventoryledger.Balance;
import dev.inventoryledger.Entry;
import dev.inventoryledger.Fact;
import dev.inventoryledger.Item;
import dev.inventoryledger.Level;
import dev.inventoryledger.Location;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.MovementType;
import dev.inventoryledger.Phase;
import dev.inventoryledger.Posting;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.ReservationLine;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.Tracking;
import dev.inventoryledger.internal.Sums;
import dev.inventoryledger.lot.LotDetails;
import dev.inventoryledger.spi.DocumentId;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the journal has told so far. What is told twice counts once: versions say what is new. Not safe for use by several threads. */
final class StockModel {
    private record Figures(long version, Balance balance) {
        static final Figures NONE = new Figures(0, Balance.ZERO);
    }

    private final Map<StockKey, Figures> levels = new HashMap<>();
    private final Map<Sku, Set<StockKey>> bySku = new HashMap<>();
    private final Map<LocationId, NavigableSet<StockKey>> byLocation = new HashMap<>();

    /** How many held units end when, per key. */
    private final Map<StockKey, NavigableMap<Instant, Long>> endings = new HashMap<>();

    private final Map<ReservationId, Reservation> holds = new HashMap<>();
    private final Map<Sku, Item> items = new HashMap<>();
    private final Map<LocationId, Location> locations = new HashMap<>();
    private final Map<DocumentId, LotDetails> lots = new HashMap<>();

    void put(Item item) {
        items.put(item.sku(), item);
    }

    void put(Location location) {
        locations.put(location.id(), location);
    }

    void put(LotDetails lot) {
        lots.put(DocumentId.ofLot(lot.sku(), lot.lot()), lot);
    }

    void put(StockKey key, long version, Balance balance) {
        if (version > levels.getOrDefault(key, Figures.NONE).version()) {
            levels.put(key, new Figures(version, balance));
            bySku.computeIfAbsent(key.sku(), unseen -> new TreeSet<>()).add(key);
            byLocation
                    .computeIfAbsent(key.location(), unseen -> new TreeSet<>())
                    .add(key);
        }
    }

    void put(Reservation reservation) {
        Reservation before = holds.get(reservation.id());
        // One command may change it several times, in one version: the last of them counts.
        if (before != null && before.version() > reservation.version()) {
            return;
        }
        if (before != null) {
            before.lines().forEach(line -> end(line, before.expiresAt(), -line.open()));
            holds.remove(before.id());
        }
        if (reservation.phase() == Phase.HELD && reservation.open() > 0) {
            reservation.lines().forEach(line -> end(line, reservation.expiresAt(), line.open()));
            holds.put(reservation.id(), reservation);
        }
    }

    private void end(ReservationLine line, Instant expiresAt, long units) {
        line.key().ifPresent(key -> {
            NavigableMap<Instant, Long> ofKey = endings.computeIfAbsent(key, unseen -> new TreeMap<>());
            ofKey.merge(expiresAt, units, Math::addExact);
            ofKey.remove(expiresAt, 0L);
            endings.remove(key, Map.of());
        });
    }

    void tell(Entry entry) {
        for (Posting posting : entry.postings()) {
            if (posting.type() == MovementType.CORRECTION) {
                // A level that was mended may come by a version that it has had with other figures.
                levels.remove(posting.key());
            }
            put(posting.key(), posting.version(), posting.after());
        }
        entry.facts(Fact.ReservationChanged.class).forEach(fact -> put(fact.after()));
        entry.facts(Fact.ItemRegistered.class).forEach(fact -> put(fact.item()));
        entry.facts(Fact.ItemChanged.class).forEach(fact -> put(fact.after()));
        entry.facts(Fact.LocationRegistered.class).forEach(fact -> put(fact.location()));
        entry.facts(Fact.LocationChanged.class).forEach(fact -> put(fact.after()));
        entry.facts(Fact.LotDescribed.class).forEach(fact -> put(fact.after()));
    }

    private Level level(StockKey key, Instant now) {
        Figures recorded = levels.getOrDefault(key, Figures.NONE);
        long due = endings.getOrDefault(key, new TreeMap<>()).headMap(now, true).values().stream()
                .reduce(0L, Math::addExact);
        return new Level(key, recorded.balance().plus(new Balance(0, -due, 0)), recorded.version());
    }

    Availability availability(Sku sku, Instant now) {
        Optional<Item> item = Optional.ofNullable(items.get(sku)).filter(Item::isActive);
        Tracking tracking = item.map(Item::tracking).orElse(Tracking.TRACKED);
        Map<LocationId, Long> perLocation = new HashMap<>();
        if (item.filter(Item::isTracked).isPresent()) {
            for (StockKey key : bySku.getOrDefault(sku, Set.of())) {
                if (promises(key.location()) && promises(key, now)) {
                    perLocation.merge(key.location(), level(key, now).available(), Sums::saturated);
                }
            }
        }
        return new Availability(sku, tracking, perLocation);
    }

    private boolean promises(LocationId id) {
        return Optional.ofNullable(locations.get(id)).filter(Location::promises).isPresent();
    }

    private boolean promises(StockKey key, Instant now) {
        return Optional.ofNullable(lots.get(DocumentId.ofLot(key.sku(), key.lot())))
                .map(lot -> lot.promises(now))
                .orElse(true);
    }

    Map<StockKey, Level> stockAt(LocationId location, Optional<StockKey> after, int limit, Instant now) {
        NavigableSet<StockKey> here = byLocation.getOrDefault(location, Collections.emptyNavigableSet());
        Map<StockKey, Level> page = new LinkedHashMap<>();
        after.map(key -> here.tailSet(key, false)).orElse(here).stream()
                .limit(limit)
                .forEach(key -> page.put(key, level(key, now)));
        return page;
    }
}
