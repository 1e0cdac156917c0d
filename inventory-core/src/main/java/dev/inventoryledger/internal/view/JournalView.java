package dev.inventoryledger.internal.view;

import dev.inventoryledger.Availability;
import dev.inventoryledger.Entry;
import dev.inventoryledger.InventoryView;
import dev.inventoryledger.Item;
import dev.inventoryledger.Level;
import dev.inventoryledger.Location;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.ReservationQuery;
import dev.inventoryledger.RetryableStoreException;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.internal.Checks;
import dev.inventoryledger.internal.read.JournalTip;
import dev.inventoryledger.internal.read.Pages;
import dev.inventoryledger.internal.subscribe.Rest;
import dev.inventoryledger.lot.LotDetails;
import dev.inventoryledger.spi.DocumentKind;
import dev.inventoryledger.spi.EntryQuery;
import dev.inventoryledger.spi.JournalExtent;
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
import java.util.concurrent.atomic.AtomicLong;
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
    private static final int MOST_TRIES = 10;
    private static final int MOST_SKUS = 1_000;
    private static final long POLL_NANOS = Duration.ofMillis(100).toNanos();
    private static final long AFTER_FAILURE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59.999999Z");

    /** What is read from, and how far that is. Both change together, under the lock. */
    private record Reached(StockModel model, long position, Freshness freshness) {
        /** Only a page that is not full has all that is certain. */
        Reached after(List<Entry> page, JournalExtent extent, long sinceNanos) {
            long last = page.isEmpty() ? position : page.get(page.size() - 1).position();
            return new Reached(model, last, page.size() < PAGE ? freshness.read(extent, sinceNanos) : freshness);
        }
    }

    private final StockStore store;
    private final Clock clock;
    private final InventoryView through;
    private final Consumer<JournalView> closed;
    private final Rest rest = new Rest();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final AtomicLong rebuildsAsked = new AtomicLong();
    private Reached reached;

    /** How many of them are done with, and when the next is tried. Used by the view's own thread. */
    private long rebuilds;

    private long rebuildAfterNanos = System.nanoTime();

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

    /**
     * Rows may tell of what is committed and cannot be read yet: until it can, and has been told anew, it would be undone by what came before
     * it.
     */
    private Reached seeded() {
        long before = System.nanoTime();
        StockModel model = new StockModel();
        long position = store.extent().readableUpTo();
        Pages.documents(store, DocumentKind.ITEM, document -> model.put((Item) document.body()));
        Pages.documents(store, DocumentKind.LOCATION, document -> model.put((Location) document.body()));
        Pages.documents(store, DocumentKind.LOT, document -> model.put((LotDetails) document.body()));
        Pages.levels(store, rows -> rows.forEach(row -> model.put(row.key(), row.version(), row.balance())));
        ReservationQuery holds = ReservationQuery.holdsExpiringBefore(END_OF_TIME);
        Pages.reservations(store, holds, page -> page.forEach(model::put));
        JournalTip.await(store);
        return new Reached(model, position, Freshness.asOf(before));
    }

    /** Begins anew where entries that it has not read are gone. */
    private Reached catchUp(Reached start) {
        Optional<Reached> found = caughtUp(start);
        for (int tries = 1; found.isEmpty(); tries++) {
            if (tries == MOST_TRIES || rest.isOver()) {
                throw new RetryableStoreException("entries leave the journal faster than a view of it can be filled");
            }
            found = caughtUp(seeded());
        }
        return found.get();
    }

    /** For a model that nobody reads from yet. */
    private Optional<Reached> caughtUp(Reached start) {
        Reached now = start;
        boolean goesOn = true;
        while (goesOn) {
            long before = System.nanoTime();
            JournalExtent extent = store.extent();
            List<Entry> page = store.entries(new EntryQuery.After(now.position(), PAGE));
            page.forEach(start.model()::tell);
            if (hasLost(now.position())) {
                return Optional.empty();
            }
            goesOn = page.size() == PAGE;
            now = now.after(page, extent, before);
        }
        return Optional.of(now);
    }

    /** Whether entries behind a position were pruned before they were read. */
    private boolean hasLost(long position) {
        return store.extent().prunedUpTo() > position;
    }

    private void follow() {
        while (!rest.isOver()) {
            try {
                rebuildIfAsked();
                if (!readOn()) {
                    rest.atMost(POLL_NANOS);
                }
            } catch (Throwable failed) {
                LOG.warn("a view could not read on; it tries again", failed);
                rest.atMost(AFTER_FAILURE_NANOS);
            }
        }
    }

    /** Asked again while it is at it, it begins once more; what fails is asked for still, and does not keep the view from reading on. */
    private void rebuildIfAsked() {
        long asked = rebuildsAsked.get();
        if (asked == rebuilds || System.nanoTime() - rebuildAfterNanos < 0) {
            return;
        }
        long start = System.nanoTime();
        try {
            replace(folded());
            rebuilds = asked;
        } catch (Throwable failed) {
            LOG.warn("a view could not be told again; it goes on as it is, and tries again later", failed);
            long end = System.nanoTime();
            rebuildAfterNanos = end + Math.max(end - start, AFTER_FAILURE_NANOS);
        }
    }

    /** Of a pruned journal only the rows still know the beginning. */
    private Reached folded() {
        if (store.extent().prunedUpTo() > 0) {
            return catchUp(seeded());
        }
        long before = System.nanoTime();
        JournalTip.await(store);
        return catchUp(new Reached(new StockModel(), 0, Freshness.asOf(before)));
    }

    private void replace(Reached next) {
        unlessOver(() -> reached = next);
    }

    /** What is read while it is being closed is not told any more: it may have been written since. */
    private void unlessOver(Runnable change) {
        lock.writeLock().lock();
        try {
            if (!rest.isOver()) {
                change.run();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Whether there is more. */
    private boolean readOn() {
        long before = System.nanoTime();
        JournalExtent extent = store.extent();
        List<Entry> page = store.entries(new EntryQuery.After(reached.position(), PAGE));
        if (extent.prunedUpTo() > reached.position() || (!page.isEmpty() && hasLost(reached.position()))) {
            replace(catchUp(seeded()));
            return true;
        }
        unlessOver(() -> {
            page.forEach(reached.model()::tell);
            reached = reached.after(page, extent, before);
        });
        return page.size() == PAGE;
    }

    private <T> Viewed<T> read(Function<StockModel, T> question) {
        lock.readLock().lock();
        try {
            Duration lag =
                    Duration.ofNanos(System.nanoTime() - reached.freshness().nanos());
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
        Checks.check(limit >= 1 && limit <= MOST_SKUS, "limit", "must be from 1 to " + MOST_SKUS, limit);
        return read(model -> model.stockAt(location, after, limit, now()));
    }

    @Override
    public StockView noOlderThan(Duration bound) {
        Checks.check(!bound.isNegative(), "bound", "must not be negative", bound);
        return new BoundedView(this, bound, through);
    }

    @Override
    public void rebuild() {
        rebuildsAsked.incrementAndGet();
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
