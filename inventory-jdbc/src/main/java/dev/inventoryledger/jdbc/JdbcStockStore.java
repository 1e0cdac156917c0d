package dev.inventoryledger.jdbc;

import dev.inventoryledger.Entry;
import dev.inventoryledger.Movement;
import dev.inventoryledger.MovementQuery;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationQuery;
import dev.inventoryledger.StockStoreException;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.CommitResult;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.DocumentQuery;
import dev.inventoryledger.spi.EntryQuery;
import dev.inventoryledger.spi.JournalExtent;
import dev.inventoryledger.spi.JournalSignal;
import dev.inventoryledger.spi.LevelQuery;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.Snapshot;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.subscription.TransactionalEventHandler;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store in a relational database of the host's. Each call takes a connection from the host's data source, and gives it
 * back before it returns. Safe for use by many threads, and by many processes at once on one database.
 *
 * <p>It works at the isolation level that the connections come with; READ COMMITTED is enough. All methods throw
 * {@link dev.inventoryledger.RetryableStoreException} where trying again may help, and
 * {@link dev.inventoryledger.UnknownFateException} where a connection died while it was committing.
 */
public final class JdbcStockStore implements StockStore, JournalSignal {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcStockStore.class);

    private final Engine engine;
    private final Names names;
    private final String tenant;
    private final Transactions transactions;
    private final Journal journal;
    private final Placing placing;
    private final Reader reader;
    private final Writer writer;

    /** Not in a transaction of the host's, which is on one connection. */
    private final Optional<SideBySide> sideBySide;

    private final Optional<Signal> signal;

    JdbcStockStore(
            Engine engine,
            Names names,
            String tenant,
            Transactions transactions,
            Journal journal,
            Placing placing,
            Optional<Signal> signal) {
        this.signal = signal;
        this.engine = engine;
        this.names = names;
        this.tenant = tenant;
        this.transactions = transactions;
        this.journal = journal;
        this.placing = placing;
        reader = new Reader(engine, names, tenant);
        writer = new Writer(engine, names, tenant, journal, placing);
        sideBySide = transactions instanceof OwnTransactions own ? Optional.of(writing(own)) : Optional.empty();
    }

    private SideBySide writing(OwnTransactions own) {
        return own.keepApart()
                ? SideBySide.inHalves(parts -> writer.prepare(own, parts))
                : SideBySide.undivided(parts -> writer.prepare(own, parts));
    }

    /**
     * {@return a store over a database whose tables exist}
     *
     * @param dataSource where connections come from, pooled or plain
     * @throws IllegalStateException if the tables are not there, or of another version; the message says what to run
     * @throws IllegalArgumentException if no dialect is known for the database, it cannot keep every text exactly or shows
     *     what is not committed
     * @throws dev.inventoryledger.StockStoreException if the database fails
     */
    public static JdbcStockStore create(DataSource dataSource) {
        return builder(dataSource).build();
    }

    /**
     * {@return a builder for a store}
     *
     * <p>Connections may come in auto-commit mode or not; each is given back as it came. It must be the plain data source: one
     * that hands out the connection of a transaction that is open on the thread is refused when that is noticed, which it is
     * unless its connections never come in auto-commit mode.
     *
     * @param dataSource where connections come from, pooled or plain
     */
    public static JdbcStoreBuilder builder(DataSource dataSource) {
        return new JdbcStoreBuilder(dataSource);
    }

    /**
     * A store whose reads and writes are part of a transaction of the host's: hand it to
     * a ledger. Nothing is committed or rolled back but by the host. Only
     * the journal and its movements are read as they are outside of it. What it relies on, such as the item and the location, is locked
     * against changes until then; H2 knows no shared locks, there others who rely on the same wait too. Entries
     * that it writes get their place in the journal once the host has committed; until then their position is
     * {@link Entry#UNPLACED}. For one thread, as the connection is, and for as long as the transaction is open.
     *
     * @param connection the connection on which the transaction is open; in auto-commit mode each use of the store throws
     *     {@link IllegalStateException}
     * @return the same store within that transaction
     */
    public StockStore on(Connection connection) {
        Transactions joined = new HostTransaction(connection, new Faults(engine));
        return new JdbcStockStore(engine, names, tenant, joined, journal, placing, Optional.empty());
    }

    /**
     * A handler for a subscription that takes part in this store's transactions: what it writes on the connection that it is given,
     * and the note of how far the subscription has come, are committed together or not at all.
     *
     * @param handler what to do with each event
     * @return the handler for {@link dev.inventoryledger.subscription.Subscription#inTransactions}
     */
    public TransactionalEventHandler inTransaction(JdbcEventHandler handler) {
        return new HandledTogether(transactions, new Faults(engine), handler, this::on);
    }

    @Override
    public Snapshot load(LoadRequest request) {
        if (transactions instanceof HostTransaction) {
            return transactions.read(
                    connection -> loaded(connection, request, false).snapshot());
        }
        Loaded loaded = transactions.read(connection -> loaded(connection, request, true));
        if (loaded.hasPending()) {
            // Whoever decides on these rows may write behind the entries that wait: they get their places first.
            placing.place();
        }
        boolean isPlaced =
                loaded.snapshot().remembered().values().stream().allMatch(entry -> entry.position() != Entry.UNPLACED);
        boolean isMoved = loaded.hasPending() && !request.past().isEmpty();
        return isPlaced && !isMoved ? loaded.snapshot() : load(request);
    }

    private record Loaded(Snapshot snapshot, boolean hasPending) {}

    private Loaded loaded(Connection connection, LoadRequest request, boolean withPending) throws SQLException {
        LoadQuery question = new LoadQuery(names, tenant, engine, request);
        Query query = withPending ? question.withPending().query() : question.query();
        SnapshotRows rows = new SnapshotRows();
        if (!query.isEmpty()) {
            Reader.each(connection, query, rows::add);
        }
        return new Loaded(rows.snapshot(request, question), rows.sawPending());
    }

    @Override
    public CommitResult commit(ChangeSet changes) {
        boolean joined = transactions instanceof HostTransaction;
        if (!joined && writer.tellsApart(List.of(changes))) {
            return commitEach(List.of(changes)).get(0);
        }
        Optional<List<Long>> positions = joined
                ? transactions.write(connection -> writer.writePending(connection, changes))
                : writer.commit(transactions, changes);
        tell(positions.isPresent() && !changes.entries().isEmpty());
        return positions.isPresent()
                ? new CommitResult.Committed(positions.get())
                : new CommitResult.Stale(load(changes.rows()));
    }

    /**
     * {@inheritDoc}
     *
     * <p>On PostgreSQL those whose levels or reservations are stale, or are being written by others, do not keep the others back, where
     * all of them have entries and write no documents, claims or first levels. A duplicate id or a document that has changed keeps all back
     * that are written with it; many are written in two halves at once, each on a connection of its own, unless connections come at
     * SERIALIZABLE.
     */
    @Override
    public List<CommitResult> commitEach(List<ChangeSet> parts) {
        return prepare(parts).get();
    }

    @Override
    public Supplier<List<CommitResult>> prepare(List<ChangeSet> parts) {
        if (sideBySide.isEmpty() || !writer.tellsApart(parts)) {
            return () -> StockStore.super.commitEach(parts);
        }
        Supplier<SideBySide.Ended> writing = sideBySide.get().prepare(parts);
        return () -> results(parts, writing.get());
    }

    private List<CommitResult> results(List<ChangeSet> parts, SideBySide.Ended ended) {
        tell(ended.isAnyWritten());
        List<Optional<List<Long>>> written = ended.orThrow();
        List<ChangeSet> stale = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            if (written.get(i).isEmpty()) {
                stale.add(parts.get(i));
            }
        }
        Snapshot current = stale.isEmpty() ? Snapshot.EMPTY : current(stale, stale.size() < parts.size());
        List<CommitResult> results = new ArrayList<>(parts.size());
        written.forEach(positions -> results.add(
                positions.isPresent() ? new CommitResult.Committed(positions.get()) : new CommitResult.Stale(current)));
        return results;
    }

    /** Once some are written, that is to be told, whatever becomes of reading what the others found. */
    private Snapshot current(List<ChangeSet> stale, boolean isWrittenInPart) {
        LoadRequest.Builder rows = LoadRequest.builder();
        stale.forEach(part -> rows.all(part.rows()));
        try {
            return load(rows.build());
        } catch (StockStoreException failed) {
            if (isWrittenInPart) {
                LOG.debug("what stale change sets found cannot be read now", failed);
                return Snapshot.EMPTY;
            }
            throw failed;
        }
    }

    private void tell(boolean isNews) {
        signal.filter(news -> isNews).ifPresent(Signal::tell);
    }

    @Override
    public List<LevelRow> levels(LevelQuery query) {
        return transactions.read(connection -> reader.levels(connection, query));
    }

    @Override
    public List<Reservation> reservations(ReservationQuery query) {
        return transactions.read(connection -> reader.reservations(connection, query));
    }

    @Override
    public List<Entry> entries(EntryQuery query) {
        long settled = journal.settledUpTo();
        if (query instanceof EntryQuery.After after) {
            return journal.read(
                    connection -> reader.entries(connection, Math.max(0, after.position()), settled, after.limit()));
        }
        if (query instanceof EntryQuery.FirstSince since) {
            return journal.read(connection -> reader.firstSince(connection, since.instant(), settled));
        }
        return journal.read(connection -> reader.newest(connection, settled));
    }

    @Override
    public List<Movement> movements(MovementQuery query) {
        long settled = journal.settledUpTo();
        return journal.read(connection -> reader.movements(connection, query, settled));
    }

    @Override
    public List<Document> documents(DocumentQuery query) {
        return transactions.read(connection -> reader.documents(connection, query));
    }

    /** Does nothing unless the store was built to {@linkplain JdbcStoreBuilder#listen listen}. */
    @Override
    public AutoCloseable listen(Runnable onNews) {
        return signal.map(news -> news.listen(onNews)).orElse(() -> {});
    }

    @Override
    public JournalExtent extent() {
        return journal.extent();
    }
}
