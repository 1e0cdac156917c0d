package dev.inventoryledger.testkit;

import dev.inventoryledger.LocationId;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.command.ReceiveShipment;
import dev.inventoryledger.command.Ship;
import dev.inventoryledger.transit.ArrivedLine;
import dev.inventoryledger.transit.Condition;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Goods on their way, in the plain model. */
record ModelWay(ModelState state) {
    /** The first shipment registers the way. */
    void requireThere(LocationId place) {
        ModelRefusal.unless(!place.equals(Ship.IN_TRANSIT) || !state.shipments.isEmpty(), "UNKNOWN_LOCATION");
    }

    void ship(Ship ship) {
        String id = ship.shipmentId().value();
        ModelRefusal.unless(!state.shipments.containsKey(id), "SHIPMENT_EXISTS");
        ModelShipment shipment = new ModelShipment(ship.to());
        Map<StockKey, Long> changes = new TreeMap<>();
        ship.lines().stream()
                .filter(line -> state.isTracked(line.sku().value()))
                .forEach(line -> {
                    StockKey onTheWay = new StockKey(line.sku(), ship.via(), line.lot());
                    changes.merge(new StockKey(line.sku(), ship.from(), line.lot()), -line.quantity(), Long::sum);
                    changes.merge(onTheWay, line.quantity(), Long::sum);
                    shipment.goods.computeIfAbsent(onTheWay, unseen -> new ModelShipment.Goods()).onTheWay +=
                            line.quantity();
                });
        state.move(changes);
        state.shipments.put(id, shipment);
    }

    void receive(ReceiveShipment receive) {
        String id = receive.shipmentId().value();
        receive.damagedTo().ifPresent(this::requireThere);
        boolean isWay = receive.damagedTo().equals(Optional.of(Ship.IN_TRANSIT));
        ModelRefusal.unless(state.shipments.containsKey(id), "UNKNOWN_SHIPMENT");
        ModelShipment shipment = Objects.requireNonNull(state.shipments.get(id));
        ModelRefusal.unless(shipment.onTheWay() > 0, "SHIPMENT_OVER");
        ModelRefusal.unless(!isWay, "STILL_ON_THE_WAY");
        if (receive.lines().isEmpty()) {
            shipment.goods.forEach((key, goods) -> arrive(
                    key,
                    goods,
                    new ArrivedLine(key.sku(), key.lot(), Math.max(1, goods.onTheWay), Condition.SOUND),
                    Optional.of(shipment.to)));
            return;
        }
        // Of what is lost there may be less than the rest leaves.
        List<ArrivedLine> lostLast = receive.lines().stream()
                .sorted(Comparator.comparing(line -> line.condition() == Condition.LOST))
                .toList();
        for (ArrivedLine line : lostLast) {
            StockKey key = new StockKey(line.sku(), Ship.IN_TRANSIT, line.lot());
            ModelRefusal.unless(shipment.goods.containsKey(key), "NOT_THAT_MANY_ON_THE_WAY");
            ModelShipment.Goods goods = Objects.requireNonNull(shipment.goods.get(key));
            ModelRefusal.unless(goods.onTheWay >= line.quantity(), "NOT_THAT_MANY_ON_THE_WAY");
            arrive(
                    key,
                    goods,
                    line,
                    line.condition() == Condition.SOUND ? Optional.of(shipment.to) : receive.damagedTo());
        }
    }

    /** Lost goods are nowhere then, and broken ones for which there is no place. */
    private void arrive(StockKey onTheWay, ModelShipment.Goods goods, ArrivedLine line, Optional<LocationId> place) {
        long units = Math.min(line.quantity(), goods.onTheWay);
        goods.onTheWay -= units;
        switch (line.condition()) {
            case SOUND -> goods.received += units;
            case DAMAGED -> goods.damaged += units;
            case LOST -> goods.lost += units;
        }
        long there = state.available(onTheWay);
        ModelRefusal.unless(line.condition() == Condition.LOST || units <= there, "INSUFFICIENT_STOCK");
        long gone = line.condition() == Condition.LOST ? Math.min(units, there) : units;
        state.onHand.merge(onTheWay, -gone, Long::sum);
        place.filter(somewhere -> line.condition() != Condition.LOST)
                .ifPresent(somewhere ->
                        state.onHand.merge(new StockKey(line.sku(), somewhere, line.lot()), units, Long::sum));
    }
}
