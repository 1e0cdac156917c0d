package dev.inventoryledger.command;

import dev.inventoryledger.CommandType;
import dev.inventoryledger.Hold;
import dev.inventoryledger.Line;
import dev.inventoryledger.OrderId;
import dev.inventoryledger.Origin;
import dev.inventoryledger.OwnerId;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.internal.Checks;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Promises stock: all lines atomically, each at the place it names or anywhere. Anywhere is taken by the allocation policy: unless you say
 * otherwise by location priority, split where one location is not enough. Each method gives a changed copy.
 *
 * @param origin its id, who sends it and why
 * @param name the reservation's id; by default the command's id
 * @param lines what and how much
 * @param extent whether all must be there
 * @param hold how long the promise stands until it is confirmed
 * @param owner whom it belongs to: an owner's new hold replaces the old one
 * @param order the host's order that it serves
 * @param sourcing where its units may come from, and by which policy
 */
public record Reserve(
        Origin origin,
        Optional<ReservationId> name,
        List<Line> lines,
        Extent extent,
        Hold hold,
        Optional<OwnerId> owner,
        Optional<OrderId> order,
        Optional<Sourcing> sourcing)
        implements ReservationCommand {
    /** Whether all must be there. */
    public enum Extent {
        /** Everything is held, or nothing. */
        ALL_OR_NOTHING,
        /** What is there is held, the rest becomes outstanding, even if that is all of it. */
        PARTIAL
    }

    /**
     * Copies the lines.
     *
     * @param origin its id, who sends it and why
     * @param name the reservation's id
     * @param lines what and how much
     * @param extent whether all must be there
     * @param hold how long the promise stands until it is confirmed
     * @param owner whom it belongs to: an owner's new hold replaces the old one
     * @param order the host's order that it serves
     * @param sourcing where its units may come from, and by which policy
     * @throws IllegalArgumentException if there is no line or too many, or the quantities sum to more than a
     *     {@code long} holds
     */
    public Reserve {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(name, "name");
        lines = Checks.lines("lines", lines);
        Checks.requireSum("lines", lines);
        Objects.requireNonNull(extent, "extent");
        Objects.requireNonNull(hold, "hold");
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(order, "order");
        Objects.requireNonNull(sourcing, "sourcing");
    }

    /**
     * {@return a command for these lines, all or nothing, for the standard hold, under a random id}
     *
     * @param lines what and how much
     * @throws IllegalArgumentException if there is no line
     */
    public static Reserve of(Line... lines) {
        return new Reserve(
                Origin.random(),
                Optional.empty(),
                List.of(lines),
                Extent.ALL_OR_NOTHING,
                Hold.standard(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * {@return a command for units from anywhere, all or nothing, for the standard hold, under a random id}
     *
     * @param sku what
     * @param quantity how many units
     * @throws IllegalArgumentException if the text is malformed or the quantity not positive
     */
    public static Reserve of(String sku, long quantity) {
        return of(Line.of(sku, quantity));
    }

    /**
     * {@return the same command with one more line}
     *
     * @param line what and how much
     */
    public Reserve and(Line line) {
        List<Line> more = Stream.concat(lines.stream(), Stream.of(line)).toList();
        return new Reserve(origin, name, more, extent, hold, owner, order, sourcing);
    }

    /**
     * {@return the same command for a reservation of another name}
     *
     * @param reservationId the reservation's id
     */
    public Reserve as(String reservationId) {
        Optional<ReservationId> newName = Optional.of(new ReservationId(reservationId));
        return new Reserve(origin, newName, lines, extent, hold, owner, order, sourcing);
    }

    /** {@return the same command, which holds what is there and lets the rest be outstanding} */
    public Reserve partially() {
        return new Reserve(origin, name, lines, Extent.PARTIAL, hold, owner, order, sourcing);
    }

    /**
     * {@return the same command with another hold}
     *
     * @param newHold how long the promise stands until it is confirmed
     */
    public Reserve holding(Hold newHold) {
        return new Reserve(origin, name, lines, extent, newHold, owner, order, sourcing);
    }

    /**
     * {@return the same command for an owner, whose earlier hold it replaces}
     *
     * @param newOwner such as a cart
     */
    public Reserve forOwner(String newOwner) {
        return new Reserve(origin, name, lines, extent, hold, Optional.of(new OwnerId(newOwner)), order, sourcing);
    }

    /**
     * {@return the same command for an order}
     *
     * @param newOrder the host's name for the order
     */
    public Reserve forOrder(String newOrder) {
        return new Reserve(origin, name, lines, extent, hold, owner, Optional.of(new OrderId(newOrder)), sourcing);
    }

    /**
     * {@return the same command, served in another way}
     *
     * @param newSourcing where its units may come from, and by which policy
     */
    public Reserve from(Sourcing newSourcing) {
        return new Reserve(origin, name, lines, extent, hold, owner, order, Checks.given("sourcing", newSourcing));
    }

    /**
     * {@return the same command with another origin}
     *
     * @param newOrigin its id, who sends it and why
     */
    public Reserve with(Origin newOrigin) {
        return new Reserve(newOrigin, name, lines, extent, hold, owner, order, sourcing);
    }

    @Override
    public ReservationId reservationId() {
        return name.orElseGet(() -> new ReservationId(origin.commandId().value()));
    }

    @Override
    public CommandType type() {
        return CommandType.RESERVE;
    }
}
