package dev.inventoryledger.inmemory;

import dev.inventoryledger.Entry;
import dev.inventoryledger.Item;
import dev.inventoryledger.Location;
import dev.inventoryledger.Movement;
import dev.inventoryledger.MovementQuery;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationQuery;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.CommitResult;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.DocumentKind;
import dev.inventoryledger.spi.DocumentQuery;
import dev.inventoryledger.spi.EntryQuery;
import dev.inventoryledger.spi.JournalExtent;
import dev.inventoryledger.spi.LevelQuery;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.Replacement;
import dev.inventoryledger.spi.Snapshot;
import dev.inventoryledger.spi.StockStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * A store in the heap. It holds the same flat rows as a database would, with the same versions and the same checks, and
 * forgets them when the process ends. Safe for use by many threads: every call sees and leaves one consistent state.
 *
 * <p>Its memory grows with the journal. {@link #keepingEntries} bounds the
 * journal: older entries then leave the journal, and with them their movements, their events for readers that come later,
 * and the levels as of the time before them. What is on hand, every reservation and the answer to every command id stay and go on growing, more slowly;
 * an answered entry that has left the journal states no postings.
 */
public final class InMemoryStockStore implements StockStore {
    private final ReentrantLock lock = new ReentrantLock();
    private final LevelTable levels = new LevelTable();
    private final ReservationTable reservations = new ReservationTable();
    private final DocumentTable documents = new DocumentTable();
    private final Journal journal;

    /** An empty store that keeps its whole journal. */
    public InMemoryStockStore() {
        this(Integer.MAX_VALUE);
    }

    private InMemoryStockStore(int maxEntries) {
        journal = new Journal(maxEntries);
    }

    /**
     * {@return an empty store whose journal is bounded}
     *
     * @param maxEntries how many of the newest entries it keeps; at least 1
     * @throws IllegalArgumentException if that is less than 1
     */
    public static InMemoryStockStore keepingEntries(int maxEntries) {
        if (maxEntries < 1) {
            throw new IllegalArgumentException("maxEntries: must be at least 1, but was " + maxEntries);
        }
        return new InMemoryStockStore(maxEntries);
    }

    /** {@return everything it holds now} */
    public Contents contents() {
        return locked(() -> new Contents(
                levels.balances(),
                reservations.all(),
                journal.all(),
                documents.bodies(DocumentKind.ITEM, Item.class),
                documents.bodies(DocumentKind.LOCATION, Location.class)));
    }

    @Override
    public Snapshot load(LoadRequest request) {
        return locked(() -> snapshot(request));
    }

    private Snapshot snapshot(LoadRequest request) {
        return new Snapshot(
                request,
                levels.rows(request.levels(), request.scopes()),
                reservations.rows(request.reservations()),
                documents.rows(request.documents()),
                documents.claims(request.claims()),
                journal.remembered(request.commands()),
                Answers.to(request.dueHolds(), reservations::dueHolds),
                Answers.to(request.open(), reservations::open),
                Answers.to(request.outstanding(), reservations::outstanding),
                Answers.to(request.past(), journal::past),
                Answers.toSome(request.openings(), journal::opening),
                Answers.to(request.strays(), none -> List.of()));
    }

    @Override
    public CommitResult commit(ChangeSet changes) {
        return locked(() -> {
            if (!isCurrent(changes)) {
                return new CommitResult.Stale(snapshot(changes.rows()));
            }
            changes.levels().forEach(change -> levels.put(change.row()));
            changes.reservations().forEach(change -> reservations.put(change.row()));
            changes.documents().forEach(change -> documents.put(change.row()));
            changes.claims().forEach(change -> documents.put(change.row()));
            journal.prune(changes.prunesUpTo());
            List<Long> positions = new ArrayList<>(changes.entries().size());
            changes.entries().forEach(entry -> positions.add(journal.append(entry)));
            return new CommitResult.Committed(positions);
        });
    }

    @Override
    public List<CommitResult> commitEach(List<ChangeSet> parts) {
        List<CommitResult> results = new ArrayList<>(parts.size());
        parts.forEach(part -> results.add(commit(part)));
        return results;
    }

    private boolean isCurrent(ChangeSet changes) {
        return isUnchanged(changes.levels(), row -> levels.version(row.key()))
                && isUnchanged(changes.reservations(), row -> reservations.version(row.id()))
                && isUnchanged(changes.documents(), row -> documents.version(row.id()))
                && isUnchanged(changes.claims(), row -> documents.version(row.id()))
                && isUnchanged(changes.guardedLevels(), levels::version)
                && isUnchanged(changes.guardedDocuments(), documents::version)
                && isNew(changes.entries());
    }

    private static <R> boolean isUnchanged(List<Replacement<R>> changes, ToLongFunction<R> version) {
        for (Replacement<R> change : changes) {
            if (version.applyAsLong(change.row()) != change.replaces()) {
                return false;
            }
        }
        return true;
    }

    private static <K> boolean isUnchanged(Map<K, Long> guards, ToLongFunction<K> version) {
        for (Map.Entry<K, Long> guard : guards.entrySet()) {
            if (version.applyAsLong(guard.getKey()) != guard.getValue()) {
                return false;
            }
        }
        return true;
    }

    private boolean isNew(List<Entry> entries) {
        for (Entry entry : entries) {
            if (entry.isAccepted() && journal.hasAccepted(entry.commandId())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public List<LevelRow> levels(LevelQuery query) {
        return locked(() -> levels.query(query));
    }

    @Override
    public List<Reservation> reservations(ReservationQuery query) {
        return locked(() -> reservations.query(query));
    }

    @Override
    public List<Entry> entries(EntryQuery query) {
        return locked(() -> journal.entries(query));
    }

    @Override
    public List<Movement> movements(MovementQuery query) {
        return locked(() -> journal.movements(query));
    }

    @Override
    public List<Document> documents(DocumentQuery query) {
        return locked(() -> documents.query(query));
    }

    @Override
    public JournalExtent extent() {
        return locked(journal::extent);
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
