package dev.inventoryledger.testkit;

import dev.inventoryledger.Entry;
import dev.inventoryledger.Movement;
import dev.inventoryledger.MovementQuery;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationQuery;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.CommitResult;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.DocumentQuery;
import dev.inventoryledger.spi.EntryQuery;
import dev.inventoryledger.spi.JournalExtent;
import dev.inventoryledger.spi.LevelQuery;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.Snapshot;
import dev.inventoryledger.spi.StockStore;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * A store whose loads and commits are tampered with on the way to a sound one: for broken stores, and for others that
 * come in between.
 *
 * @param sound the store behind it
 * @param loaded what is made of a snapshot
 * @param committing what is done instead of a commit
 */
public record WrappedStore(
        StockStore sound, UnaryOperator<Snapshot> loaded, BiFunction<StockStore, ChangeSet, CommitResult> committing)
        implements StockStore {
    /**
     * {@return a store that is as sound as the one behind it, and counts what it is asked to load}
     *
     * @param sound the store behind it
     * @param loads how many loads there were
     */
    public static WrappedStore counting(StockStore sound, AtomicInteger loads) {
        return new WrappedStore(
                sound,
                snapshot -> {
                    loads.incrementAndGet();
                    return snapshot;
                },
                StockStore::commit);
    }

    @Override
    public Snapshot load(LoadRequest request) {
        return loaded.apply(sound.load(request));
    }

    @Override
    public CommitResult commit(ChangeSet changes) {
        return committing.apply(sound, changes);
    }

    @Override
    public List<LevelRow> levels(LevelQuery query) {
        return sound.levels(query);
    }

    @Override
    public List<Reservation> reservations(ReservationQuery query) {
        return sound.reservations(query);
    }

    @Override
    public List<Entry> entries(EntryQuery query) {
        return sound.entries(query);
    }

    @Override
    public List<Movement> movements(MovementQuery query) {
        return sound.movements(query);
    }

    @Override
    public List<Document> documents(DocumentQuery query) {
        return sound.documents(query);
    }

    @Override
    public JournalExtent extent() {
        return sound.extent();
    }
}
