package dev.inventoryledger.testkit;

import dev.inventoryledger.LocationId;
import dev.inventoryledger.StockKey;
import java.util.Map;
import java.util.TreeMap;

/** Goods on their way, in the plain model. */
final class ModelShipment {
    final LocationId to;

    /** By the key under which they are while they are on their way. */
    final Map<StockKey, Goods> goods = new TreeMap<>();

    /** Units of one kind. */
    static final class Goods {
        long onTheWay;
        long received;
        long damaged;
        long lost;
    }

    ModelShipment(LocationId to) {
        this.to = to;
    }

    ModelShipment copy() {
        ModelShipment copy = new ModelShipment(to);
        goods.forEach((key, these) -> {
            Goods same = new Goods();
            same.onTheWay = these.onTheWay;
            same.received = these.received;
            same.damaged = these.damaged;
            same.lost = these.lost;
            copy.goods.put(key, same);
        });
        return copy;
    }

    long onTheWay() {
        return goods.values().stream().mapToLong(these -> these.onTheWay).sum();
    }

    String figures() {
        StringBuilder figures = new StringBuilder("to " + to);
        goods.forEach((key, these) -> figures.append(", %s#%s %d/%d/%d/%d"
                .formatted(key.sku(), key.lot(), these.onTheWay, these.received, these.damaged, these.lost)));
        return figures.toString();
    }
}
