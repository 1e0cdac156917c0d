package dev.inventoryledger.command;

import dev.inventoryledger.CommandType;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.Origin;
import dev.inventoryledger.internal.Checks;
import dev.inventoryledger.transit.ArrivedLine;
import dev.inventoryledger.transit.ShipmentId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes down that goods came to the end of their way: sound ones are on hand where they were sent to, lost ones nowhere, broken ones at
 * the location that the command names for them, or else nowhere. Of what is lost no more leaves the way than stands there, whichever shipment it
 * came with: where other commands have taken goods off it, the way is to be counted.
 *
 * @param origin its id, who sends it and why
 * @param shipmentId which shipment
 * @param lines what, how much and in what state; none for all that is still on the way, sound
 * @param damagedTo where broken goods are put
 */
public record ReceiveShipment(
        Origin origin, ShipmentId shipmentId, List<ArrivedLine> lines, Optional<LocationId> damagedTo)
        implements ShipmentCommand {
    /**
     * Copies the lines.
     *
     * @param origin its id, who sends it and why
     * @param shipmentId which shipment
     * @param lines what, how much and in what state
     * @param damagedTo where broken goods are put
     * @throws IllegalArgumentException if there are too many lines
     */
    public ReceiveShipment {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(shipmentId, "shipmentId");
        lines = Checks.optionalLines("lines", lines);
        Objects.requireNonNull(damagedTo, "damagedTo");
    }

    /**
     * {@return the command for these lines, or for all that is still on the way, under a random id}
     *
     * @param shipmentId which shipment
     * @param lines what, how much and in what state
     */
    public static ReceiveShipment of(ShipmentId shipmentId, ArrivedLine... lines) {
        return new ReceiveShipment(Origin.random(), shipmentId, List.of(lines), Optional.empty());
    }

    /**
     * {@return the same command, which keeps broken goods}
     *
     * @param location where they are put
     */
    public ReceiveShipment damagedTo(String location) {
        return new ReceiveShipment(origin, shipmentId, lines, Optional.of(new LocationId(location)));
    }

    /**
     * {@return the same command with another origin}
     *
     * @param newOrigin its id, who sends it and why
     */
    public ReceiveShipment with(Origin newOrigin) {
        return new ReceiveShipment(newOrigin, shipmentId, lines, damagedTo);
    }

    @Override
    public CommandType type() {
        return CommandType.RECEIVE_SHIPMENT;
    }
}
