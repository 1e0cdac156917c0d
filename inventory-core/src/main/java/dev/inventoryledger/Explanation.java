package dev.inventoryledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Why a level is what it is. It adds up: the balance before the listed movements, with these, with what was recorded later but
 * took effect by then, less what had ended by time, is the level. Its text reads as a statement of account. Immutable.
 *
 * @param instant when
 * @param level the level then
 * @param before the recorded figures before the first of the listed movements
 * @param movements the newest movements recorded by then, in journal order
 * @param late what took effect by then but was recorded later
 * @param due reserved units whose hold had ended by then though nothing had closed it
 * @param holders which reservations held units then, in the order of their ids
 */
public record Explanation(
        Instant instant,
        Level level,
        Balance before,
        List<Movement> movements,
        List<Movement> late,
        long due,
        List<Holder> holders) {
    /**
     * A reservation that holds units under the key. Immutable.
     *
     * @param reservation which one
     * @param units how many
     * @param phase how far it has come by now
     * @param expiresAt when its hold ends, unless it is confirmed
     * @param order the host's order that it serves
     */
    public record Holder(
            ReservationId reservation, long units, Phase phase, Instant expiresAt, Optional<OrderId> order) {
        @Override
        public String toString() {
            return units + " held by " + reservation
                    + order.map(id -> " for order " + id).orElse("") + since();
        }

        private String since() {
            return switch (phase) {
                case HELD -> ", until " + expiresAt;
                case CONFIRMED -> ", confirmed";
                case CLOSED -> ", closed since";
            };
        }
    }

    /**
     * Copies the lists.
     *
     * @param instant when
     * @param level the level then
     * @param before the recorded figures before the first of the listed movements
     * @param movements the newest movements recorded by then
     * @param late what took effect by then but was recorded later
     * @param due reserved units whose hold had ended by then though nothing had closed it
     * @param holders which reservations held units then
     */
    public Explanation {
        movements = List.copyOf(movements);
        late = List.copyOf(late);
        holders = List.copyOf(holders);
    }

    /** {@return when the next hold ends by time, if one does} */
    public Optional<Instant> freesNextAt() {
        return holders.stream()
                .filter(holder ->
                        holder.phase() == Phase.HELD && holder.expiresAt().isAfter(instant))
                .map(Holder::expiresAt)
                .min(Instant::compareTo);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append("%s at %s: %d on hand, %d reserved of which %d allocated, %d available%n"
                .formatted(
                        level.key(), instant, level.onHand(), level.reserved(), level.allocated(), level.available()));
        text.append("  %s before%n".formatted(figures(before)));
        movements.forEach(movement -> text.append("  %s%n".formatted(line(movement))));
        late.forEach(movement -> text.append("  recorded later: %s%n".formatted(line(movement))));
        if (due > 0) {
            text.append("  %d units of holds that had ended by time are left out%n".formatted(due));
        }
        holders.forEach(holder -> text.append("  %s%n".formatted(holder)));
        freesNextAt().ifPresent(next -> text.append("  the next hold ends at %s%n".formatted(next)));
        return text.toString();
    }

    private static String figures(Balance balance) {
        return "%d on hand, %d reserved, %d allocated"
                .formatted(balance.onHand(), balance.reserved(), balance.allocated());
    }

    private static String line(Movement movement) {
        Posting posting = movement.posting();
        Origin origin = movement.origin();
        StringBuilder line = new StringBuilder(figures(posting.after()))
                .append(" after ")
                .append(posting.type())
                .append(posting.reservationId().map(id -> " for " + id).orElse(""))
                .append(" at ")
                .append(movement.recordedAt());
        if (posting.effectiveAt().isBefore(movement.recordedAt())) {
            line.append(", effective ").append(posting.effectiveAt());
        }
        line.append(", command ").append(origin.commandId());
        origin.actor().ifPresent(actor -> line.append(" by ").append(actor));
        origin.reason().ifPresent(reason -> line.append(" because ").append(reason));
        origin.reference()
                .ifPresent(reference -> line.append(" (").append(reference).append(')'));
        return line.toString();
    }
}
