package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Balance;
import dev.inventoryledger.Fact;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.MovementType;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.command.ReceiveShipment;
import dev.inventoryledger.transit.ArrivedLine;
import dev.inventoryledger.transit.Condition;
import dev.inventoryledger.transit.Shipment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Goods come to the end of their way, whole or in part, in whatever state. */
final class ReceiveShipmentRule implements Rule<ReceiveShipment> {
    @Override
    public void needs(ReceiveShipment command, Needs needs) {
        needs.document(Catalog.idOf(command.shipmentId()));
        command.damagedTo().ifPresent(needs::location);
    }

    @Override
    public void apply(ReceiveShipment command, Draft draft) {
        command.damagedTo().ifPresent(place -> draft.catalog().requireKnown(List.of(), List.of(place)));
        Shipment shipment = draft.catalog().shipment(command.shipmentId());
        Refusal.unless(!shipment.isOver(), RejectionReason.SHIPMENT_OVER, "shipmentId", command.shipmentId());
        boolean isOffTheWay = !command.damagedTo().equals(Optional.of(shipment.via()));
        Refusal.unless(isOffTheWay, RejectionReason.STILL_ON_THE_WAY, "damagedTo", shipment.via());
        List<ArrivedLine> arrived = command.lines().isEmpty() ? all(shipment) : command.lines();
        Shipment after = after(shipment, arrived);
        draft.catalog().requireKnown(keys(shipment, arrived, command.damagedTo()));
        Outbound.makeRoom(leaving(shipment, arrived), draft);
        arrived.stream()
                .filter(line -> line.condition() != Condition.LOST)
                .forEach(line -> arrive(line, shipment, command.damagedTo(), draft));
        writeOff(lost(shipment, arrived), draft);
        draft.catalog().put(after);
        draft.state(new Fact.ShipmentChanged(after, arrived));
    }

    private static List<ArrivedLine> all(Shipment shipment) {
        return shipment.lines().stream()
                .filter(line -> line.onTheWay() > 0)
                .map(line -> new ArrivedLine(line.sku(), line.lot(), line.onTheWay(), Condition.SOUND))
                .toList();
    }

    private static Shipment after(Shipment shipment, List<ArrivedLine> arrived) {
        Shipment after = shipment;
        for (ArrivedLine line : arrived) {
            Optional<Shipment> next = after.after(line);
            Refusal.unless(next.isPresent(), RejectionReason.NOT_THAT_MANY_ON_THE_WAY, "lines", line);
            after = next.orElse(after);
        }
        return after;
    }

    private static List<StockKey> keys(Shipment shipment, List<ArrivedLine> arrived, Optional<LocationId> damagedTo) {
        List<StockKey> keys = new ArrayList<>();
        for (ArrivedLine line : arrived) {
            keys.add(key(line, shipment.via()));
            place(line, shipment, damagedTo).ifPresent(place -> keys.add(key(line, place)));
        }
        return keys;
    }

    private static Map<StockKey, Long> leaving(Shipment shipment, List<ArrivedLine> arrived) {
        return units(shipment, arrived, line -> line.condition() != Condition.LOST);
    }

    private static Map<StockKey, Long> lost(Shipment shipment, List<ArrivedLine> arrived) {
        return units(shipment, arrived, line -> line.condition() == Condition.LOST);
    }

    private static Map<StockKey, Long> units(
            Shipment shipment, List<ArrivedLine> arrived, Predicate<ArrivedLine> which) {
        Map<StockKey, Long> units = new TreeMap<>();
        arrived.stream().filter(which).forEach(line -> Sum.add(units, key(line, shipment.via()), line.quantity()));
        return units;
    }

    private static void arrive(ArrivedLine line, Shipment shipment, Optional<LocationId> damagedTo, Draft draft) {
        StockKey onTheWay = key(line, shipment.via());
        Optional<LocationId> place = place(line, shipment, damagedTo);
        if (place.isPresent()) {
            draft.levels().move(onTheWay, place.get(), line.quantity());
        } else {
            lose(onTheWay, line.quantity(), draft);
        }
    }

    /** What is lost may have left its way by other commands, a count perhaps: no more is written off than is there. */
    private static void writeOff(Map<StockKey, Long> lost, Draft draft) {
        draft.levels().requireDue(lost.keySet());
        Map<StockKey, Long> there = new TreeMap<>();
        lost.forEach((key, quantity) -> {
            // That there is no more is relied on, even if nothing is written.
            draft.guard(key);
            there.put(key, Math.min(quantity, draft.levels().available(key)));
        });
        draft.requireRoom(there);
        there.values().removeIf(units -> units == 0);
        there.forEach((key, units) -> {
            draft.makeRoom(key, units);
            lose(key, units, draft);
        });
    }

    private static void lose(StockKey onTheWay, long quantity, Draft draft) {
        draft.levels().post(onTheWay, MovementType.LOSS, Optional.empty(), new Balance(-quantity, 0, 0));
    }

    /** Where goods are after they came; nowhere if they are lost, or broken and not kept. */
    private static Optional<LocationId> place(ArrivedLine line, Shipment shipment, Optional<LocationId> damagedTo) {
        return switch (line.condition()) {
            case SOUND -> Optional.of(shipment.to());
            case DAMAGED -> damagedTo;
            case LOST -> Optional.empty();
        };
    }

    private static StockKey key(ArrivedLine line, LocationId location) {
        return new StockKey(line.sku(), location, line.lot());
    }
}
