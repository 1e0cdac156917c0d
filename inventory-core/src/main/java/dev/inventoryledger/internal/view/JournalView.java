package dev.inventoryledger.internal.view;

import dev.inventoryledger.Availability;
import dev.inventoryledger.Entry;
import dev.inventoryledger.InventoryView;
import dev.inventoryledger.Item;
import dev.inventoryledger.Level;
import dev.inventoryledger.Location;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationQuery;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.internal.Checks;
import dev.inventoryledger.internal.subscribe.Rest;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.DocumentKind;
import dev.inventoryledger.spi.DocumentQuery;
import dev.inventoryledger.spi.EntryQuery;
import dev.inventoryledger.spi.JournalExtent;
import dev.inventoryledger.spi.LevelQuery;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.view.StockView;
import dev.inventoryledger.view.Viewed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A view that a thread of its own keeps up with the journal. It begins with the rows as they are and what the journal tells
 * from just before; told again, it begins with the journal's first entry.
 */
final class JournalView implements StockView {
    private static final Logger LOG = LoggerFactory.getLogger(JournalView.class);
    private static final int PAGE = 1_000;
    private static final int MOST_SKUS = 1_000;
    private static final long POLL_NANOS = Duration.ofMillis(100).toNanos();
    private static final long AFTER_FAILURE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59.999999Z");

    /** What is read from, and how far that is. Both change together, under the lock. */
    private record Reached(StockModel model, long position, long freshNanos) {}

    private final StockStore store;
    private final Clock clock;
    private final InventoryView through;
    private final Consumer<JournalView> closed;
    private final Rest rest = new Rest();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final AtomicBoolean isToRebuild = new AtomicBoolean();
    private Reached reached;

    private JournalView(StockStore store, Clock clock, InventoryView through, Consumer<JournalView> closed) {
        this.closed = closed;
        this.store = store;
        this.clock = clock;
        this.through = through;
        reached = catchUp(seeded());
    }

    static JournalView start(StockStore store, Clock clock, InventoryView through, Consumer<JournalView> closed) {
        JournalView view = new JournalView(store, clock, through, closed);
        Thread thread = new Thread(view::follow, "inventory-ledger-view");
        thread.setDaemon(true);
        thread.start();
        return view;
    }

    void signal() {
        rest.wake();
    }

    private Reached seeded() {
        StockModel model = new StockModel();
        long position = store.extent().readableUpTo();
        documents(DocumentKind.ITEM, document -> model.put((Item) document.body()));
        documents(DocumentKind.LOCATION, document -> model.put((Location) document.body()));
        Optional<StockKey> last = Optional.empty();
        List<LevelRow> rows;
        do {
            rows = store.levels(new LevelQuery.All(last, PAGE));
            rows.forEach(row -> model.put(row.key(), row.version(), row.balance()));
            last = rows.isEmpty() ? last : Optional.of(rows.get(rows.size() - 1).key());
        } while (rows.size() == PAGE);
        ReservationQuery holds =
                ReservationQuery.holdsExpiringBefore(END_OF_TIME).limit(PAGE);
        List<Reservation> page;
        do {
            page = store.reservations(holds);
            page.forEach(model::put);
            holds = page.isEmpty() ? holds : holds.after(page.get(page.size() - 1));
        } while (page.size() == PAGE);
        return new Reached(model, position, System.nanoTime());
    }

    private void documents(DocumentKind kind, Consumer<Document> each) {
        Optional<String> last = Optional.empty();
        List<Document> page;
        do {
            page = store.documents(new DocumentQuery(kind, last, PAGE));
            page.forEach(each);
            last = page.isEmpty()
                    ? last
                    : Optional.of(page.get(page.size() - 1).id().name());
        } while (page.size() == PAGE);
    }

    /** For a model that nobody reads from yet. */
    private Reached catchUp(Reached start) {
        Reached now = start;
        boolean goesOn = true;
        while (goesOn) {
            long before = System.nanoTime();
            List<Entry> page = store.entries(new EntryQuery.After(now.position(), PAGE));
            page.forEach(start.model()::tell);
            if (hasLost(now.position())) {
                return catchUp(seeded());
            }
            goesOn = page.size() == PAGE;
            now = new Reached(start.model(), last(page, now.position()), before);
        }
        return now;
    }

    /** Whether entries behind a position were pruned before they were read. */
    private boolean hasLost(long position) {
        return store.extent().prunedUpTo() > position;
    }

    private static long last(List<Entry> page, long otherwise) {
        return page.isEmpty() ? otherwise : page.get(page.size() - 1).position();
    }

    private void follow() {
        while (!rest.isOver()) {
            try {
                if (isToRebuild.getAndSet(false)) {
                    replace(folded());
                }
                if (!readOn()) {
                    rest.atMost(POLL_NANOS);
                }
            } catch (RuntimeException failed) {
                LOG.warn("a view could not read on; it tries again", failed);
                rest.atMost(AFTER_FAILURE_NANOS);
            }
        }
    }

    /** Of a pruned journal only the rows still know the beginning. */
    private Reached folded() {
        boolean reachesBack = store.extent().prunedUpTo() == 0;
        return catchUp(reachesBack ? new Reached(new StockModel(), 0, System.nanoTime()) : seeded());
    }

    private void replace(Reached next) {
        lock.writeLock().lock();
        try {
            reached = next;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Whether there is more. Only what is certain up to the newest commit makes a view fresh. */
    private boolean readOn() {
        long before = System.nanoTime();
        JournalExtent extent = store.extent();
        List<Entry> page = store.entries(new EntryQuery.After(reached.position(), PAGE));
        if (extent.prunedUpTo() > reached.position() || (!page.isEmpty() && hasLost(reached.position()))) {
            replace(catchUp(seeded()));
            return true;
        }
        boolean isAtTip = page.size() < PAGE && extent.readableUpTo() >= extent.newest();
        lock.writeLock().lock();
        try {
            page.forEach(reached.model()::tell);
            reached = new Reached(
                    reached.model(), last(page, reached.position()), isAtTip ? before : reached.freshNanos());
        } finally {
            lock.writeLock().unlock();
        }
        return page.size() == PAGE;
    }

    private <T> Viewed<T> read(Function<StockModel, T> question) {
        lock.readLock().lock();
        try {
            Duration lag = Duration.ofNanos(System.nanoTime() - reached.freshNanos());
            return new Viewed<>(question.apply(reached.model()), lag, reached.position());
        } finally {
            lock.readLock().unlock();
        }
    }

    private Instant now() {
        return Checks.micros(clock.instant());
    }

    @Override
    public Viewed<Availability> availability(String sku) {
        Sku one = new Sku(sku);
        return read(model -> model.availability(one, now()));
    }

    @Override
    public Viewed<Map<Sku, Availability>> availability(Collection<Sku> skus) {
        Checks.check(skus.size() <= MOST_SKUS, "skus", "must be at most " + MOST_SKUS, skus.size());
        return read(model -> {
            Map<Sku, Availability> answer = new LinkedHashMap<>();
            skus.forEach(sku -> answer.put(sku, model.availability(sku, now())));
            return answer;
        });
    }

    @Override
    public Viewed<Map<StockKey, Level>> stockAt(LocationId location, Optional<StockKey> after, int limit) {
        Checks.positive("limit", limit);
        return read(model -> model.stockAt(location, after, limit, now()));
    }

    @Override
    public StockView noOlderThan(Duration bound) {
        Checks.check(!bound.isNegative(), "bound", "must not be negative", bound);
        return new BoundedView(this, bound, through);
    }

    @Override
    public void rebuild() {
        isToRebuild.set(true);
        rest.wake();
    }

    @Override
    public Duration lag() {
        return read(model -> model).lag();
    }

    @Override
    public void close() {
        rest.end();
        closed.accept(this);
    }
}
