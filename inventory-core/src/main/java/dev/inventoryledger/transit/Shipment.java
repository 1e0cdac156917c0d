package dev.inventoryledger.transit;

import dev.inventoryledger.LocationId;
import dev.inventoryledger.internal.Sums;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Goods on their way from one location to another. Until they arrive they are on hand at the location that stands for the way, so that at
 * every moment they are somewhere. Immutable.
 *
 * @param id its name
 * @param from where they left
 * @param to where they are to arrive
 * @param via the location that stands for the way
 * @param lines what they are and what became of them, one line per SKU and lot
 * @param shippedAt when they left
 * @param expectedAt when they are expected
 */
public record Shipment(
        ShipmentId id,
        LocationId from,
        LocationId to,
        LocationId via,
        List<ShipmentLine> lines,
        Instant shippedAt,
        Optional<Instant> expectedAt) {
    /**
     * Requires every part and copies the lines.
     *
     * @param id its name
     * @param from where they left
     * @param to where they are to arrive
     * @param via the location that stands for the way
     * @param lines what they are and what became of them
     * @param shippedAt when they left
     * @param expectedAt when they are expected
     */
    public Shipment {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(via, "via");
        lines = List.copyOf(lines);
        Objects.requireNonNull(shippedAt, "shippedAt");
        Objects.requireNonNull(expectedAt, "expectedAt");
    }

    /** {@return units that are still on their way; {@link Long#MAX_VALUE} where the sum would exceed it} */
    public long onTheWay() {
        return lines.stream().mapToLong(ShipmentLine::onTheWay).reduce(0, Sums::saturated);
    }

    /** {@return whether the way of all its units has ended} */
    public boolean isOver() {
        return onTheWay() == 0;
    }

    /**
     * {@return a copy after units came to the end of their way; empty if fewer of these are on it}
     *
     * @param arrived what arrived
     */
    public Optional<Shipment> after(ArrivedLine arrived) {
        List<ShipmentLine> after = new ArrayList<>(lines);
        for (int i = 0; i < after.size(); i++) {
            ShipmentLine line = after.get(i);
            if (line.isOf(arrived) && line.onTheWay() >= arrived.quantity()) {
                after.set(i, line.after(arrived));
                return Optional.of(new Shipment(id, from, to, via, after, shippedAt, expectedAt));
            }
        }
        return Optional.empty();
    }
}
