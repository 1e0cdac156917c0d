package dev.inventoryledger;

import dev.inventoryledger.command.Sourcing;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * One owner's promise over one or more lines; until it is confirmed it is a hold, which expires. Immutable: a later
 * state is another value with a higher version.
 *
 * @param id its name
 * @param version how many accepted commands have shaped it
 * @param phase how far it has come
 * @param lines what it promises, in the order of the command's lines
 * @param owner whom the hold belongs to
 * @param order the host's order that it serves
 * @param createdAt when it was first accepted
 * @param changedAt when it last changed
 * @param expiresAt the first instant at which the hold counts no more; without meaning once confirmed
 * @param sourcing where its units may come from, now and whenever units are found for it later; from anywhere if none was named
 * @param retakenAt when it was last taken up again after its hold had ended, if ever
 */
public record Reservation(
        ReservationId id,
        long version,
        Phase phase,
        List<ReservationLine> lines,
        Optional<OwnerId> owner,
        Optional<OrderId> order,
        Instant createdAt,
        Instant changedAt,
        Instant expiresAt,
        Optional<Sourcing> sourcing,
        Optional<Instant> retakenAt) {
    /**
     * Requires every part and copies the lines.
     *
     * @param id its name
     * @param version how many accepted commands have shaped it
     * @param phase how far it has come
     * @param lines what it promises, in the order of the command's lines
     * @param owner whom the hold belongs to
     * @param order the host's order that it serves
     * @param createdAt when it was first accepted
     * @param changedAt when it last changed
     * @param expiresAt the first instant at which the hold counts no more
     * @param sourcing where its units may come from
     * @param retakenAt when it was last taken up again after its hold had ended
     */
    public Reservation {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(phase, "phase");
        lines = List.copyOf(lines);
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(order, "order");
        Objects.requireNonNull(sourcing, "sourcing");
        Objects.requireNonNull(retakenAt, "retakenAt");
    }

    /**
     * A reservation whose units may come from anywhere, and whose hold has not been taken up again.
     *
     * @param id its name
     * @param version how many accepted commands have shaped it
     * @param phase how far it has come
     * @param lines what it promises, in the order of the command's lines
     * @param owner whom the hold belongs to
     * @param order the host's order that it serves
     * @param createdAt when it was first accepted
     * @param changedAt when it last changed
     * @param expiresAt the first instant at which the hold counts no more
     */
    public Reservation(
            ReservationId id,
            long version,
            Phase phase,
            List<ReservationLine> lines,
            Optional<OwnerId> owner,
            Optional<OrderId> order,
            Instant createdAt,
            Instant changedAt,
            Instant expiresAt) {
        this(
                id,
                version,
                phase,
                lines,
                owner,
                order,
                createdAt,
                changedAt,
                expiresAt,
                Optional.empty(),
                Optional.empty());
    }

    /** {@return since when it has its place among those who wait for units: whoever lets a hold end goes to the end of the queue} */
    public Instant waitsSince() {
        return retakenAt.orElse(createdAt);
    }

    /** {@return the name people give to how it stands} */
    public ReservationState state() {
        if (phase == Phase.CLOSED) {
            return closedState();
        }
        if (fulfilled() > 0) {
            return ReservationState.PARTIALLY_FULFILLED;
        }
        if (phase == Phase.CONFIRMED) {
            return ReservationState.ALLOCATED;
        }
        return outstanding() > 0 ? ReservationState.PARTIALLY_RESERVED : ReservationState.RESERVED;
    }

    private ReservationState closedState() {
        if (expired() > 0 || outstanding() > 0) {
            return ReservationState.EXPIRED;
        }
        return fulfilled() > 0 ? ReservationState.FULFILLED : ReservationState.RELEASED;
    }

    /**
     * {@return whether it is a hold that has ended by time}
     *
     * @param now the instant in question
     */
    public boolean isDue(Instant now) {
        return phase == Phase.HELD && !now.isBefore(expiresAt);
    }

    /**
     * {@return how it stands at an instant: this, or closed by expiry if it is due by then}
     *
     * @param now the instant in question
     */
    public Reservation asOf(Instant now) {
        if (!isDue(now)) {
            return this;
        }
        List<ReservationLine> after =
                lines.stream().map(ReservationLine::afterExpiry).toList();
        return new Reservation(
                id, version, Phase.CLOSED, after, owner, order, createdAt, changedAt, expiresAt, sourcing, retakenAt);
    }

    /** {@return units asked for} */
    public long requested() {
        return total(ReservationLine::requested);
    }

    /** {@return units promised and not yet gone} */
    public long open() {
        return total(ReservationLine::open);
    }

    /**
     * {@return units promised under a stock key and not yet gone}
     *
     * @param key which stock
     */
    public long openAt(StockKey key) {
        Optional<StockKey> place = Optional.of(key);
        return total(line -> line.key().equals(place) ? line.open() : 0);
    }

    /** {@return the stock keys under which it has units that are promised and not yet gone, in the order of its lines, each once} */
    public Set<StockKey> openKeys() {
        Set<StockKey> keys = new LinkedHashSet<>();
        for (ReservationLine line : lines) {
            if (line.open() > 0) {
                line.key().ifPresent(keys::add);
            }
        }
        return Collections.unmodifiableSet(keys);
    }

    /** {@return units still lacking} */
    public long outstanding() {
        return total(ReservationLine::outstanding);
    }

    /** {@return units gone to the customer} */
    public long fulfilled() {
        return total(ReservationLine::fulfilled);
    }

    /** {@return units given back} */
    public long released() {
        return total(ReservationLine::released);
    }

    /** {@return units given back by time} */
    public long expired() {
        return total(ReservationLine::expired);
    }

    private long total(ToLongFunction<ReservationLine> counter) {
        long total = 0;
        for (ReservationLine line : lines) {
            total = Math.addExact(total, counter.applyAsLong(line));
        }
        return total;
    }
}
