package dev.inventoryledger.command;

import dev.inventoryledger.CommandType;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.Lot;
import dev.inventoryledger.Origin;
import dev.inventoryledger.Sku;
import dev.inventoryledger.internal.Checks;
import dev.inventoryledger.transit.ShipmentId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Sends goods off from one location to another; until they arrive they are on hand at the location that stands for the way. Only what
 * is available can go: promised units stay. Lines of untracked items are accepted and move nothing.
 *
 * @param origin its id, who sends it and why
 * @param name the shipment's id; by default the command's id
 * @param from where they leave
 * @param to where they are to arrive
 * @param via the location that stands for the way; {@link #IN_TRANSIT} is registered, virtual, by the first shipment, and can't be made sellable; that another one is
 *     not, while goods are on it, is the host's to see to
 * @param lines what and how much; summed per SKU and lot
 * @param expectedAt when they are expected
 */
public record Ship(
        Origin origin,
        Optional<ShipmentId> name,
        LocationId from,
        LocationId to,
        LocationId via,
        List<TransferLine> lines,
        Optional<Instant> expectedAt)
        implements ShipmentCommand {
    /** Where goods are while they are on their way, unless a command says otherwise. */
    public static final LocationId IN_TRANSIT = new LocationId("IN-TRANSIT");

    /**
     * Copies the lines.
     *
     * @param origin its id, who sends it and why
     * @param name the shipment's id
     * @param from where they leave
     * @param to where they are to arrive
     * @param via the location that stands for the way
     * @param lines what and how much
     * @param expectedAt when they are expected
     * @throws IllegalArgumentException if there is no line or too many, two of the locations are the same, or the instant lies outside
     *     the years 1 to 9999
     */
    public Ship {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Checks.check(!from.equals(to), "to", "must be another location than from", to);
        Checks.check(!via.equals(from) && !via.equals(to), "via", "must be another location than from and to", via);
        lines = Checks.lines("lines", lines);
        expectedAt = expectedAt.map(instant -> Checks.instant("expectedAt", instant));
    }

    /**
     * {@return the command for one line, under a random id}
     *
     * @param sku what
     * @param from where it leaves
     * @param to where it is to arrive
     * @param quantity how many units
     * @throws IllegalArgumentException if a text is malformed, the quantity not positive or both locations the same
     */
    public static Ship of(String sku, String from, String to, long quantity) {
        return of(from, to, new TransferLine(new Sku(sku), Lot.NONE, quantity));
    }

    /**
     * {@return the command for several lines, under a random id}
     *
     * @param from where they leave
     * @param to where they are to arrive
     * @param lines what and how much
     * @throws IllegalArgumentException if there is no line or both locations are the same
     */
    public static Ship of(String from, String to, TransferLine... lines) {
        return new Ship(
                Origin.random(),
                Optional.empty(),
                new LocationId(from),
                new LocationId(to),
                IN_TRANSIT,
                List.of(lines),
                Optional.empty());
    }

    /**
     * {@return the same command for a shipment of another name}
     *
     * @param shipmentId the shipment's id
     */
    public Ship as(String shipmentId) {
        return new Ship(origin, Optional.of(new ShipmentId(shipmentId)), from, to, via, lines, expectedAt);
    }

    /**
     * {@return the same command by another way}
     *
     * @param location the location that stands for it, such as a carrier's; it must be registered, and not sellable
     */
    public Ship via(String location) {
        return new Ship(origin, name, from, to, new LocationId(location), lines, expectedAt);
    }

    /**
     * {@return the same command with a date of arrival}
     *
     * @param instant when the goods are expected
     */
    public Ship expectedAt(Instant instant) {
        return new Ship(origin, name, from, to, via, lines, Checks.given("expectedAt", instant));
    }

    /**
     * {@return the same command with another origin}
     *
     * @param newOrigin its id, who sends it and why
     */
    public Ship with(Origin newOrigin) {
        return new Ship(newOrigin, name, from, to, via, lines, expectedAt);
    }

    /** {@return the shipment that it makes} */
    public ShipmentId shipmentId() {
        return name.orElseGet(() -> new ShipmentId(origin.commandId().value()));
    }

    @Override
    public CommandType type() {
        return CommandType.SHIP;
    }
}
