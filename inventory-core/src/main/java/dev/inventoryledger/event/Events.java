package dev.inventoryledger.event;

import dev.inventoryledger.Balance;
import dev.inventoryledger.Entry;
import dev.inventoryledger.Fact;
import dev.inventoryledger.MovementType;
import dev.inventoryledger.Posting;
import dev.inventoryledger.ReorderRule;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationChange;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.StockKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads an entry's events out of it. A pure function: the same entry gives the same events, for ever. */
public final class Events {
    private static final Map<ReservationChange, MovementType> MOVEMENT_OF = Map.of(
            ReservationChange.RESERVED, MovementType.RESERVATION,
            ReservationChange.TOPPED_UP, MovementType.RESERVATION,
            ReservationChange.FILLED, MovementType.RESERVATION,
            ReservationChange.RETAKEN, MovementType.RESERVATION,
            ReservationChange.CONFIRMED, MovementType.ALLOCATION,
            ReservationChange.FULFILLED, MovementType.FULFILMENT,
            ReservationChange.RELEASED, MovementType.RELEASE,
            ReservationChange.EXPIRED, MovementType.EXPIRY,
            ReservationChange.BECAME_OUTSTANDING, MovementType.SHORTAGE);

    private record Span(Balance before, Balance after) {}

    private final Entry entry;
    private final List<InventoryEvent> events = new ArrayList<>();

    private Events(Entry entry) {
        this.entry = entry;
    }

    /**
     * {@return the events of an entry, in order: the catalog, stock that moved, shipments, supply, promises, levels, alerts}
     *
     * @param entry the entry, placed in the journal
     */
    public static List<InventoryEvent> of(Entry entry) {
        Events reading = new Events(entry);
        reading.catalog();
        entry.facts(Fact.LotDescribed.class).forEach(reading::lot);
        reading.movements();
        entry.facts(Fact.ShipmentChanged.class).forEach(reading::shipment);
        reading.supply();
        entry.facts(Fact.ReservationChanged.class).forEach(reading::promise);
        entry.facts(Fact.PromiseRedated.class).forEach(reading::date);
        reading.levels();
        entry.facts(Fact.StatusChanged.class).forEach(reading::alert);
        entry.facts(Fact.CommandRejected.class).forEach(reading::rejection);
        return List.copyOf(reading.events);
    }

    private void tell(Function<EventHead, InventoryEvent> event) {
        tell(entry.recordedAt(), event);
    }

    private void tell(Instant effectiveAt, Function<EventHead, InventoryEvent> event) {
        events.add(event.apply(new EventHead(
                entry.position(), events.size(), entry.type(), entry.origin(), entry.recordedAt(), effectiveAt)));
    }

    private void catalog() {
        entry.facts(Fact.ItemRegistered.class)
                .forEach(fact -> tell(head -> new CatalogEvent.ItemRegistered(head, fact.item())));
        entry.facts(Fact.ItemChanged.class)
                .forEach(fact -> tell(head -> new CatalogEvent.ItemChanged(head, fact.before(), fact.after())));
        entry.facts(Fact.LocationRegistered.class)
                .forEach(fact -> tell(head -> new CatalogEvent.LocationRegistered(head, fact.location())));
        entry.facts(Fact.LocationChanged.class)
                .forEach(fact -> tell(head -> new CatalogEvent.LocationChanged(head, fact.before(), fact.after())));
    }

    private void lot(Fact.LotDescribed fact) {
        tell(head -> new CatalogEvent.LotDescribed(head, fact.before(), fact.after()));
    }

    private void movements() {
        for (Posting posting : entry.postings()) {
            StockKey key = posting.key();
            long change = posting.change().onHand();
            event(posting, change, key).ifPresent(event -> tell(posting.effectiveAt(), event));
        }
    }

    private Optional<Function<EventHead, InventoryEvent>> event(Posting posting, long change, StockKey key) {
        return switch (posting.type()) {
            case RECEIPT -> Optional.of(head -> new StockEvent.StockReceived(head, key, change));
            case RETURN -> Optional.of(head -> new StockEvent.StockReturned(head, key, change));
            case ADJUSTMENT -> Optional.of(head -> new StockEvent.StockAdjusted(head, key, change));
            case COUNT ->
                Optional.of(head ->
                        new StockEvent.StockCounted(head, key, posting.after().onHand(), change));
            case LOSS -> Optional.of(head -> new StockEvent.StockLost(head, key, -change));
            case TRANSFER -> change > 0 ? Optional.of(head -> transfer(head, key, change)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** A command moves what it moves of one SKU and lot from one place; the event names that and where units arrived. */
    private StockEvent transfer(EventHead head, StockKey to, long quantity) {
        StockKey from = entry.postings().stream()
                .filter(posting -> posting.type() == MovementType.TRANSFER
                        && posting.change().onHand() < 0)
                .map(Posting::key)
                .filter(key -> key.sku().equals(to.sku()) && key.lot().equals(to.lot()))
                .findFirst()
                .orElseThrow();
        return new StockEvent.StockTransferred(head, to.sku(), to.lot(), from.location(), to.location(), quantity);
    }

    private void shipment(Fact.ShipmentChanged fact) {
        tell(head -> fact.arrived().isEmpty()
                ? new ShipmentEvent.ShipmentSent(head, fact.after())
                : new ShipmentEvent.ShipmentReceived(head, fact.after(), fact.arrived()));
    }

    private void supply() {
        entry.facts(Fact.SupplyExpected.class)
                .forEach(fact -> tell(head -> new SupplyEvent.SupplyExpected(head, fact.before(), fact.after())));
        entry.facts(Fact.SupplyCancelled.class)
                .forEach(fact -> tell(head -> new SupplyEvent.SupplyCancelled(head, fact.supply())));
        entry.facts(Fact.SupplyReceived.class)
                .forEach(fact -> tell(head -> new SupplyEvent.SupplyReceived(head, fact.after(), fact.quantity())));
    }

    private void date(Fact.PromiseRedated fact) {
        tell(head -> new SupplyEvent.PromiseRedated(
                head, fact.reservationId(), fact.order(), fact.sku(), fact.before(), fact.after()));
    }

    private void promise(Fact.ReservationChanged fact) {
        Reservation after = fact.after();
        Map<StockKey, Long> units = units(fact.change(), after.id());
        switch (fact.change()) {
            case RESERVED, TOPPED_UP, RETAKEN -> tell(head -> reserved(head, after, units));
            case FILLED -> tell(head -> new ReservationEvent.BackorderFilled(head, after, units));
            case CONFIRMED -> tell(head -> new ReservationEvent.ReservationConfirmed(head, after, units));
            case FULFILLED -> tell(head -> new ReservationEvent.StockFulfilled(head, after, units));
            case RELEASED -> tell(head -> new ReservationEvent.ReservationReleased(head, after, units));
            case EXTENDED -> tell(head -> new ReservationEvent.ReservationExtended(head, after, units));
            case BECAME_OUTSTANDING ->
                tell(head -> new ReservationEvent.ReservationBecameOutstanding(head, after, units));
            case EXPIRED ->
                tell(after.expiresAt(), head -> new ReservationEvent.ReservationExpired(head, after, units));
            case UNCHANGED, REDATED -> {
                // Nothing happened to its units; a new date is told by itself.
            }
        }
    }

    private static ReservationEvent reserved(EventHead head, Reservation after, Map<StockKey, Long> units) {
        return after.outstanding() == 0 && after.expired() == 0
                ? new ReservationEvent.StockReserved(head, after, units)
                : new ReservationEvent.ReservationPartiallyReserved(head, after, units);
    }

    private Map<StockKey, Long> units(ReservationChange change, ReservationId id) {
        Map<StockKey, Long> units = new TreeMap<>();
        for (Posting posting : entry.postings()) {
            boolean isAbout = posting.type() == MOVEMENT_OF.get(change)
                    && posting.reservationId().equals(Optional.of(id));
            if (isAbout) {
                Balance moved = posting.change();
                units.put(posting.key(), Math.max(Math.abs(moved.reserved()), Math.abs(moved.allocated())));
            }
        }
        return Collections.unmodifiableMap(units);
    }

    private void levels() {
        Map<StockKey, Span> spans = new LinkedHashMap<>();
        for (Posting posting : entry.postings()) {
            Span span = new Span(posting.before(), posting.after());
            spans.merge(posting.key(), span, (first, last) -> new Span(first.before(), last.after()));
        }
        spans.forEach((key, span) -> level(key, span.before(), span.after()));
    }

    private void level(StockKey key, Balance before, Balance after) {
        if (!before.equals(after)) {
            tell(head -> new StockEvent.StockLevelChanged(head, key, before, after));
        }
        if (before.available() != after.available()) {
            tell(head -> new StockEvent.AvailabilityChanged(head, key, before.available(), after.available()));
        }
    }

    private void alert(Fact.StatusChanged fact) {
        if (fact.before().isOut() && !fact.after().isOut()) {
            tell(head -> new AlertEvent.BackInStock(head, fact.key(), fact.available()));
        }
        if (!fact.before().isLow() && fact.after().isLow()) {
            ReorderRule rule = fact.rule().orElseThrow();
            tell(head ->
                    new AlertEvent.LowStockDetected(head, fact.key(), fact.available(), rule.point(), rule.quantity()));
        }
        if (!fact.before().isReordered() && fact.after().isReordered()) {
            ReorderRule rule = fact.rule().orElseThrow();
            long point = rule.reorderPoint().orElseThrow();
            tell(head -> new AlertEvent.ReorderRequested(head, fact.key(), fact.available(), point, rule.quantity()));
        }
        if (!fact.before().isOut() && fact.after().isOut()) {
            tell(head -> new AlertEvent.OutOfStock(head, fact.key()));
        }
    }

    private void rejection(Fact.CommandRejected fact) {
        tell(head -> new AlertEvent.ReservationRejected(head, fact.reason(), fact.message()));
    }
}
