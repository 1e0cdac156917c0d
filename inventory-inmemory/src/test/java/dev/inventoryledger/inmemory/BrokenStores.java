package dev.inventoryledger.inmemory;

import dev.inventoryledger.CommandId;
import dev.inventoryledger.Entry;
import dev.inventoryledger.Origin;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationState;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.ClaimRow;
import dev.inventoryledger.spi.CommitResult;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.Replacement;
import dev.inventoryledger.spi.Snapshot;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.testkit.WrappedStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Stores with one fault each, of the kinds that hand-written ones have had. */
final class BrokenStores {
    private BrokenStores() {}

    /** No fault: the control. */
    static StockStore sound() {
        return new WrappedStore(new InMemoryStockStore(), UnaryOperator.identity(), StockStore::commit);
    }

    /** The last writer wins: a level is overwritten whatever its version is by now. */
    static StockStore losingUpdates() {
        return committing((store, changes) -> {
            CommitResult result = store.commit(changes);
            return result instanceof CommitResult.Stale stale
                    ? store.commit(overwriting(changes, stale.current()))
                    : result;
        });
    }

    private static ChangeSet overwriting(ChangeSet changes, Snapshot current) {
        Map<Object, Long> versions =
                current.levels().stream().collect(Collectors.toMap(LevelRow::key, LevelRow::version));
        List<Replacement<LevelRow>> levels = changes.levels().stream()
                .map(change ->
                        new Replacement<>(versions.getOrDefault(change.row().key(), 0L), change.row()))
                .toList();
        return with(levels, changes.reservations(), changes);
    }

    /** The last writer wins a reservation, whatever its version is by now. */
    static StockStore overwritingReservations() {
        return committing((store, changes) -> {
            Snapshot current = store.load(changes.rows());
            List<Replacement<Reservation>> reservations = changes.reservations().stream()
                    .map(change -> new Replacement<>(version(change.row(), current), change.row()))
                    .toList();
            return store.commit(with(changes.levels(), reservations, changes));
        });
    }

    private static long version(Reservation row, Snapshot current) {
        return Optional.ofNullable(current.reservations().get(row.id()))
                .map(Reservation::version)
                .orElse(0L);
    }

    /** A commit of several levels is cut off before the last. */
    static StockStore tearingCommits() {
        return committing((store, changes) -> {
            int whole = changes.levels().size();
            return store.commit(with(
                    changes.levels().subList(0, Math.max(whole - 1, Math.min(whole, 1))),
                    changes.reservations(),
                    changes));
        });
    }

    /** What a decision relied on is not checked. */
    static StockStore forgettingGuards() {
        return committing((store, changes) -> store.commit(new ChangeSet(
                changes.levels(),
                changes.reservations(),
                changes.documents(),
                Map.of(),
                Map.of(),
                changes.claims(),
                changes.entries())));
    }

    /** A hold that was closed by expiry is still there, to be closed again. */
    static StockStore expiringTwice() {
        return committing((store, changes) -> {
            List<Replacement<Reservation>> kept = changes.reservations().stream()
                    .filter(change -> change.row().state() != ReservationState.EXPIRED)
                    .toList();
            return store.commit(with(changes.levels(), kept, changes));
        });
    }

    /** A command id is neither remembered nor unique. */
    static StockStore repeatingCommands() {
        return new WrappedStore(new InMemoryStockStore(), BrokenStores::forgetful, (store, changes) -> {
            boolean isKnown = !store.load(changes.rows()).remembered().isEmpty();
            List<Entry> entries = isKnown
                    ? changes.entries().stream().map(BrokenStores::renamed).toList()
                    : changes.entries();
            return store.commit(new ChangeSet(
                    changes.levels(),
                    changes.reservations(),
                    changes.documents(),
                    changes.guardedLevels(),
                    changes.guardedDocuments(),
                    changes.claims(),
                    entries));
        });
    }

    private static Snapshot forgetful(Snapshot snapshot) {
        Set<CommandId> asked = snapshot.request().commands();
        // The audit asks for many at once; a retry asks for its own.
        return new Snapshot(
                snapshot.request(),
                snapshot.levels(),
                snapshot.reservations(),
                snapshot.documents(),
                snapshot.claims(),
                asked.size() == 1 ? Map.of() : snapshot.remembered(),
                snapshot.dueHolds(),
                snapshot.open(),
                snapshot.outstanding(),
                snapshot.past(),
                snapshot.openings(),
                snapshot.strays());
    }

    private static Entry renamed(Entry entry) {
        Origin origin = entry.origin();
        Origin other = new Origin(CommandId.random(), origin.actor(), origin.reason(), origin.reference());
        return new Entry(
                entry.position(),
                entry.type(),
                other,
                entry.content(),
                entry.recordedAt(),
                entry.postings(),
                entry.facts(),
                entry.digest());
    }

    /** A claim passes to whoever asks. */
    static StockStore givingClaimsAway() {
        return committing((store, changes) -> {
            Snapshot current = store.load(changes.rows());
            List<Replacement<ClaimRow>> claims = changes.claims().stream()
                    .map(change -> new Replacement<>(version(change.row(), current), change.row()))
                    .toList();

            return store.commit(new ChangeSet(
                    changes.levels(),
                    changes.reservations(),
                    changes.documents(),
                    changes.guardedLevels(),
                    changes.guardedDocuments(),
                    claims,
                    changes.entries()));
        });
    }

    private static long version(ClaimRow claim, Snapshot current) {
        return Optional.ofNullable(current.claims().get(claim.id()))
                .map(ClaimRow::version)
                .orElse(0L);
    }

    private static StockStore committing(BiFunction<StockStore, ChangeSet, CommitResult> committing) {
        return new WrappedStore(new InMemoryStockStore(), UnaryOperator.identity(), committing);
    }

    private static ChangeSet with(
            List<Replacement<LevelRow>> levels, List<Replacement<Reservation>> reservations, ChangeSet changes) {
        return new ChangeSet(
                levels,
                reservations,
                changes.documents(),
                changes.guardedLevels(),
                changes.guardedDocuments(),
                changes.claims(),
                changes.entries());
    }
}
