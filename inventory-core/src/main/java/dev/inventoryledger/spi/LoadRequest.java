package dev.inventoryledger.spi;

import dev.inventoryledger.CommandId;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.StockKey;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which rows a decision needs. Immutable.
 *
 * @param commands the accepted entries of these command ids
 * @param levels the levels of these keys
 * @param scopes the levels of these SKUs
 * @param reservations these reservations
 * @param documents these documents
 * @param claims who holds these claims
 * @param dueHolds what is due on these keys
 * @param open which reservations are open on these keys
 * @param outstanding which reservations lack units of these SKUs
 * @param past what the journal says of these keys at an instant
 * @param openings where the journal of these keys begins since it was pruned
 * @param strays which rows belong to nothing
 */
public record LoadRequest(
        Set<CommandId> commands,
        Set<StockKey> levels,
        Set<LevelScope> scopes,
        Set<ReservationId> reservations,
        Set<DocumentId> documents,
        Set<ClaimId> claims,
        Set<DueHolds> dueHolds,
        Set<OpenReservations> open,
        Set<OutstandingReservations> outstanding,
        Set<PastLevel> past,
        Set<StockKey> openings,
        Set<StrayRows> strays) {
    /** Asks for no rows. */
    public static final LoadRequest NOTHING = builder().build();

    /**
     * Copies every set.
     *
     * @param commands the accepted entries of these command ids
     * @param levels the levels of these keys
     * @param scopes the levels of these SKUs
     * @param reservations these reservations
     * @param documents these documents
     * @param claims who holds these claims
     * @param dueHolds what is due on these keys
     * @param open which reservations are open on these keys
     * @param outstanding which reservations lack units of these SKUs
     * @param past what the journal says of these keys at an instant
     * @param openings where the journal of these keys begins since it was pruned
     * @param strays which rows belong to nothing
     */
    public LoadRequest {
        commands = Set.copyOf(commands);
        levels = Set.copyOf(levels);
        scopes = Set.copyOf(scopes);
        reservations = Set.copyOf(reservations);
        documents = Set.copyOf(documents);
        claims = Set.copyOf(claims);
        dueHolds = Set.copyOf(dueHolds);
        open = Set.copyOf(open);
        outstanding = Set.copyOf(outstanding);
        past = Set.copyOf(past);
        openings = Set.copyOf(openings);
        strays = Set.copyOf(strays);
    }

    /** {@return whether it asks for nothing} */
    public boolean isEmpty() {
        return commands.isEmpty()
                && levels.isEmpty()
                && scopes.isEmpty()
                && reservations.isEmpty()
                && documents.isEmpty()
                && claims.isEmpty()
                && dueHolds.isEmpty()
                && open.isEmpty()
                && outstanding.isEmpty()
                && past.isEmpty()
                && openings.isEmpty()
                && strays.isEmpty();
    }

    /**
     * {@return a request for all that either asks for}
     *
     * @param more another request
     */
    public LoadRequest plus(LoadRequest more) {
        return builder().all(this).all(more).build();
    }

    /**
     * {@return whether it asks for all that another asks for}
     *
     * @param other another request
     */
    public boolean covers(LoadRequest other) {
        return commands.containsAll(other.commands)
                && levels.containsAll(other.levels)
                && scopes.containsAll(other.scopes)
                && reservations.containsAll(other.reservations)
                && documents.containsAll(other.documents)
                && claims.containsAll(other.claims)
                && dueHolds.containsAll(other.dueHolds)
                && open.containsAll(other.open)
                && outstanding.containsAll(other.outstanding)
                && past.containsAll(other.past)
                && openings.containsAll(other.openings)
                && strays.containsAll(other.strays);
    }

    /** {@return a builder that asks for nothing yet} */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects what to ask for. Not safe for use by several threads. */
    public static final class Builder {
        private Set<CommandId> commands = Set.of();
        private Set<StockKey> levels = Set.of();
        private Set<LevelScope> scopes = Set.of();
        private Set<ReservationId> reservations = Set.of();
        private Set<DocumentId> documents = Set.of();
        private Set<ClaimId> claims = Set.of();
        private Set<DueHolds> dueHolds = Set.of();
        private Set<OpenReservations> open = Set.of();
        private Set<OutstandingReservations> outstanding = Set.of();
        private Set<PastLevel> past = Set.of();
        private Set<StockKey> openings = Set.of();
        private Set<StrayRows> strays = Set.of();

        private Builder() {}

        /** Most requests ask for few kinds of rows: the others cost nothing. */
        private static <T> Set<T> with(Set<T> asked, Collection<T> more) {
            if (more.isEmpty()) {
                return asked;
            }
            Set<T> all = asked.isEmpty() ? new HashSet<>() : asked;
            all.addAll(more);
            return all;
        }

        /**
         * {@return this, asking for accepted entries too}
         *
         * @param ids of which commands
         */
        public Builder commands(Collection<CommandId> ids) {
            commands = with(commands, ids);
            return this;
        }

        /**
         * {@return this, asking for levels too}
         *
         * @param keys of which keys
         */
        public Builder levels(Collection<StockKey> keys) {
            levels = with(levels, keys);
            return this;
        }

        /**
         * {@return this, asking for the levels of SKUs too}
         *
         * @param which which levels
         */
        public Builder scopes(Collection<LevelScope> which) {
            scopes = with(scopes, which);
            return this;
        }

        /**
         * {@return this, asking for reservations too}
         *
         * @param ids which
         */
        public Builder reservations(Collection<ReservationId> ids) {
            reservations = with(reservations, ids);
            return this;
        }

        /**
         * {@return this, asking for documents too}
         *
         * @param ids which
         */
        public Builder documents(Collection<DocumentId> ids) {
            documents = with(documents, ids);
            return this;
        }

        /**
         * {@return this, asking for claims too}
         *
         * @param ids which
         */
        public Builder claims(Collection<ClaimId> ids) {
            claims = with(claims, ids);
            return this;
        }

        /**
         * {@return this, asking for what is due on a key too, and for the key's level with it}
         *
         * @param question which key, and when
         */
        public Builder dueHolds(DueHolds question) {
            levels = with(levels, List.of(question.key()));
            dueHolds = with(dueHolds, List.of(question));
            return this;
        }

        /**
         * {@return this, asking for the open reservations on a key too, and for the key's level with it}
         *
         * @param question which key and phase
         */
        public Builder open(OpenReservations question) {
            levels = with(levels, List.of(question.key()));
            open = with(open, List.of(question));
            return this;
        }

        /**
         * {@return this, asking for the reservations that lack units of a SKU too}
         *
         * @param question which SKU
         */
        public Builder outstanding(OutstandingReservations question) {
            outstanding = with(outstanding, List.of(question));
            return this;
        }

        /**
         * {@return this, asking for a key's past too}
         *
         * @param question which key, and when
         */
        public Builder past(PastLevel question) {
            past = with(past, List.of(question));
            return this;
        }

        /**
         * {@return this, asking for where keys' journals begin since they were pruned too}
         *
         * @param keys of which keys
         */
        public Builder openings(Collection<StockKey> keys) {
            openings = with(openings, keys);
            return this;
        }

        /**
         * {@return this, asking for rows that belong to nothing too}
         *
         * @param question how many
         */
        public Builder strays(StrayRows question) {
            strays = with(strays, List.of(question));
            return this;
        }

        /**
         * Asks for all that another request asks for, too.
         *
         * @param more the other request
         * @return this
         */
        public Builder all(LoadRequest more) {
            commands = with(commands, more.commands);
            levels = with(levels, more.levels);
            scopes = with(scopes, more.scopes);
            reservations = with(reservations, more.reservations);
            documents = with(documents, more.documents);
            claims = with(claims, more.claims);
            dueHolds = with(dueHolds, more.dueHolds);
            open = with(open, more.open);
            outstanding = with(outstanding, more.outstanding);
            past = with(past, more.past);
            openings = with(openings, more.openings);
            strays = with(strays, more.strays);
            return this;
        }

        /** {@return the request} */
        public LoadRequest build() {
            return new LoadRequest(
                    commands,
                    levels,
                    scopes,
                    reservations,
                    documents,
                    claims,
                    dueHolds,
                    open,
                    outstanding,
                    past,
                    openings,
                    strays);
        }
    }
}
