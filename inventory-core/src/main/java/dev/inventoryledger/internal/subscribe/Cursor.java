package dev.inventoryledger.internal.subscribe;

import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.CommitResult;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.DocumentKind;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.Replacement;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.spi.SubscriptionState;
import dev.inventoryledger.subscription.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A subscription's document as one runner sees it: where the subscription stands, and whose it is. No clock decides that:
 * the active runner writes the document now and then, and one that stands by takes it over when it has not changed for too
 * long, by its own watch. Whoever writes replaces a version, so that a runner that was taken over finds out before it notes
 * anything. Safe for use by many threads.
 */
final class Cursor {
    private final StockStore store;
    private final Subscription subscription;
    private final String runner;
    private final DocumentId id;
    private final ReentrantLock lock = new ReentrantLock();

    private SubscriptionState state;
    private long version;
    private boolean isHeld;
    private boolean isDirty;

    /** A transaction may wait for this cursor with the pool's last connection: nobody who has the cursor may then wait for one. */
    private volatile boolean isInTransaction;

    private Optional<SubscriptionState.Wish> storedWish = Optional.empty();
    private long writtenAtNanos;
    private long seenVersion = -1;
    private long seenAtNanos;

    Cursor(StockStore store, Subscription subscription, String runner) {
        this.store = store;
        this.subscription = subscription;
        this.runner = runner;
        id = new DocumentId(DocumentKind.SUBSCRIPTION, subscription.name());
        state = begun(0);
    }

    /** Whatever this runner knew of what was given up meanwhile. */
    private SubscriptionState begun(long start) {
        return new SubscriptionState(
                start, 0, leaseMillis(), Optional.of(runner), List.of(), Optional.empty(), Optional.empty());
    }

    private long leaseMillis() {
        return subscription.takeOverAfter().toMillis();
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    boolean isHeld() {
        return locked(() -> isHeld);
    }

    /** Whether nothing is left to be written. */
    boolean isNoted() {
        return locked(() -> !isDirty);
    }

    SubscriptionState state() {
        return locked(() -> state);
    }

    /** Becomes the active runner if there is none, or none that shows signs of life. */
    boolean take() {
        return locked(() -> isHeld || takeFree());
    }

    /**
     * Makes sure, after a transaction of its own that failed, that this runner stands where it stood: what that transaction wrote cannot
     * come to be any more once this has written.
     */
    void takeAgain() {
        locked(() -> {
            SubscriptionState stood = state;
            if (!take() || !state.equals(stood)) {
                isHeld = false;
                throw new TakenOver(subscription.name());
            }
            return state;
        });
    }

    private boolean takeFree() {
        Optional<Document> found = load();
        long stored = found.map(Document::version).orElse(0L);
        Optional<SubscriptionState> current = found.map(Cursor::stateIn).filter(known -> !known.isForgotten());
        return current.isPresent() ? takeOver(current.get(), stored) : begin(stored);
    }

    private static SubscriptionState stateIn(Document document) {
        return (SubscriptionState) document.body();
    }

    private boolean takeOver(SubscriptionState current, long stored) {
        boolean isFree = current.runner().isEmpty() || current.runner().equals(Optional.of(runner));
        return (isFree || isSilent(stored, current.leaseMillis()))
                && replace(stored, current.runBy(Optional.of(runner), leaseMillis()));
    }

    private boolean begin(long stored) {
        Beginning beginning = Beginning.of(subscription, store);
        SubscriptionState begun = begun(beginning.position());
        ChangeSet both = ChangeSet.joining(List.of(changes(stored, begun), beginning.guard()));
        return isWritten(store.commit(both), stored, begun);
    }

    private boolean isSilent(long currentVersion, long currentLeaseMillis) {
        long now = System.nanoTime();
        if (currentVersion != seenVersion) {
            seenVersion = currentVersion;
            seenAtNanos = now;
        }
        long lease = Math.max(leaseMillis(), currentLeaseMillis);
        return now - seenAtNanos >= Duration.ofMillis(lease).toNanos();
    }

    /** Changes what is to be written with the next flush. */
    void change(UnaryOperator<SubscriptionState> change) {
        locked(() -> {
            state = change.apply(state);
            isDirty = true;
            return state;
        });
    }

    /** Writes what has changed. */
    void flush() {
        locked(() -> {
            if (isDirty) {
                write();
            }
            return state;
        });
    }

    /** Writes whatever has changed if the last write was longer ago than that. */
    void flushAfter(Duration age) {
        locked(() -> {
            if (System.nanoTime() - writtenAtNanos >= age.toNanos()) {
                flush();
            }
            return state;
        });
    }

    /** Shows a sign of life, unless another write does so just now, or a transaction is to. */
    void renew() {
        if (isInTransaction || !lock.tryLock()) {
            return;
        }
        try {
            boolean isOld = System.nanoTime() - writtenAtNanos
                    >= subscription.takeOverAfter().toNanos() / 3;
            if (isHeld && isOld && !isInTransaction) {
                write();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets another runner take over at once. */
    void release() {
        locked(() -> {
            if (isHeld) {
                state = state.runBy(Optional.empty(), leaseMillis());
                write();
                isHeld = false;
            }
            return state;
        });
    }

    /** Asks whoever is active to do something about parked events. After its transaction, a runner takes in what its document says. */
    void wish(SubscriptionState.Wish wish) {
        if (isInTransaction || !locked(() -> !isInTransaction && isHeld && isWritten(wish))) {
            wishOfWhoeverRuns(wish);
        }
    }

    /** Unless another has taken over. */
    private boolean isWritten(SubscriptionState.Wish wish) {
        try {
            do {
                // One that somebody else has wished before gives way to it.
                state = Parking.wishing(state, wish);
                write();
            } while (!state.wish().map(SubscriptionState.Wish::id).equals(Optional.of(wish.id())));
            return true;
        } catch (TakenOver lost) {
            return false;
        }
    }

    private void wishOfWhoeverRuns(SubscriptionState.Wish wish) {
        boolean isWritten = false;
        while (!isWritten) {
            isWritten = load().filter(found -> !stateIn(found).isForgotten())
                    .map(found -> wish(found, wish))
                    .orElse(true);
        }
    }

    private boolean wish(Document found, SubscriptionState.Wish wish) {
        SubscriptionState wishing = Parking.wishing(stateIn(found), wish);
        return commit(store, found.version(), wishing) instanceof CommitResult.Committed;
    }

    /** Something that ends with a note. */
    @FunctionalInterface
    interface Transaction {
        void run(Consumer<StockStore> note) throws Exception;
    }

    /**
     * Lets a transaction write the state that it leads to. From the note on nobody else writes until the transaction has ended. How it
     * ended the document itself tells, even where the transaction cannot.
     */
    void during(Transaction transaction, UnaryOperator<SubscriptionState> change) throws Exception {
        List<SubscriptionState> noted = new ArrayList<>();
        // Whoever writes just now, and may be waiting for a connection, comes to its end before this takes one.
        locked(() -> isInTransaction = true);
        try {
            transaction.run(joined -> {
                if (!noted.isEmpty()) {
                    throw new IllegalStateException("the handler of " + subscription.name() + " noted twice");
                }
                lock.lock();
                noted.add(change.apply(state));
                boolean isNoted = isHeld && isCommitted(joined, noted.get(0));
                if (!isNoted && isHeld && isWishedMeanwhile(joined)) {
                    noted.set(0, change.apply(state));
                    isNoted = isCommitted(joined, noted.get(0));
                }
                if (!isNoted) {
                    throw new TakenOver(subscription.name());
                }
            });
            if (noted.isEmpty()) {
                throw new IllegalStateException("the handler of " + subscription.name() + " ended without its note");
            }
            adopt();
        } catch (Exception failed) {
            if (noted.isEmpty() || !endedWith(noted.get(0))) {
                throw failed;
            }
        } finally {
            isInTransaction = false;
            if (!noted.isEmpty()) {
                lock.unlock();
            }
        }
    }

    private boolean isCommitted(StockStore joined, SubscriptionState next) {
        return commit(joined, version, next) instanceof CommitResult.Committed;
    }

    /** Nobody else writes the document of a runner that has not been taken over, but to wish something of it. */
    private boolean isWishedMeanwhile(StockStore joined) {
        Optional<Document> ours = load(joined).filter(this::isOurs);
        ours.ifPresent(document -> {
            version = document.version();
            storedWish = stateIn(document).wish();
            state = state.wishing(storedWish);
        });
        return ours.isPresent();
    }

    private boolean isOurs(Document document) {
        return stateIn(document).runner().equals(Optional.of(runner));
    }

    /**
     * Until the document tells otherwise this runner holds nothing: what it knows may be older than what its transaction wrote, and must
     * not be written over it.
     */
    private boolean endedWith(SubscriptionState noted) {
        isHeld = false;
        isDirty = false;
        adopt();
        isHeld = state.equals(noted);
        return isHeld;
    }

    private void write() {
        if (!isHeld) {
            throw new TakenOver(subscription.name());
        }
        while (!replace(version, state)) {
            // Somebody has wished something of this runner, or was it another that has taken over?
            SubscriptionState wanted = state;
            Optional<SubscriptionState.Wish> known = storedWish;
            adopt();
            state = storedWish.equals(known) ? wanted : wanted.wishing(storedWish);
        }
    }

    /** Takes the document as it is, unless it is another's. */
    private void adopt() {
        Optional<Document> ours = load().filter(this::isOurs);
        isHeld = ours.isPresent();
        Document document = ours.orElseThrow(() -> new TakenOver(subscription.name()));
        version = document.version();
        state = stateIn(document);
        storedWish = state.wish();
    }

    private boolean replace(long replaced, SubscriptionState next) {
        return isWritten(commit(store, replaced, next), replaced, next);
    }

    private boolean isWritten(CommitResult result, long replaced, SubscriptionState next) {
        boolean isCommitted = result instanceof CommitResult.Committed;
        if (isCommitted) {
            version = replaced + 1;
            state = next;
            storedWish = next.wish();
            isHeld = true;
            isDirty = false;
            writtenAtNanos = System.nanoTime();
        }
        return isCommitted;
    }

    private CommitResult commit(StockStore target, long replaced, SubscriptionState next) {
        return target.commit(changes(replaced, next));
    }

    private ChangeSet changes(long replaced, SubscriptionState next) {
        Document row = new Document(id, replaced + 1, "", Optional.empty(), next);
        return ChangeSet.of(new Replacement<>(replaced, row));
    }

    private Optional<Document> load() {
        return load(store);
    }

    private Optional<Document> load(StockStore from) {
        return from.load(LoadRequest.builder().documents(List.of(id)).build()).documents().stream()
                .findFirst();
    }
}
