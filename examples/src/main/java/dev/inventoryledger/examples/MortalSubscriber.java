package dev.inventoryledger.examples;

import dev.inventoryledger.Balance;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.event.InventoryEvent;
import dev.inventoryledger.event.StockEvent.StockLevelChanged;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.subscription.RunningSubscription;
import dev.inventoryledger.subscription.Subscription;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Rebuilds all levels from events alone, and is killed at random documents of the run: it dies in the midst of its work, without a
 * word to anybody. Whoever comes next waits until it shows no sign of life, and hears again what it had not noted.
 */
final class MortalSubscriber implements AutoCloseable {
    static final int DEATHS = 10;

    private static final String NAME = "retail-replay";
    private static final Duration LEASE = Duration.ofMillis(100);
    private static final long PAUSE_NANOS = 1_000_000;

    /** Stands for a read model of the subscriber's own, which outlives its process. */
    private final Map<StockKey, StockLevelChanged> model = new ConcurrentHashMap<>();

    private final AtomicInteger deathsToCome = new AtomicInteger();
    private final AtomicInteger deaths = new AtomicInteger();
    private final AtomicInteger documents = new AtomicInteger();
    private final Set<Integer> fatalDocuments = new TreeSet<>();
    private final InventoryLedger ledger;
    private final Lock reviving = new ReentrantLock();
    private RunningSubscription running;

    /** What a killed process throws at nobody. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    MortalSubscriber(StockStore store, int documentCount) {
        Random random = new Random();
        while (fatalDocuments.size() < Math.min(DEATHS, documentCount)) {
            fatalDocuments.add(random.nextInt(documentCount));
        }
        ledger = InventoryLedger.over(store).build();
        running = start();
    }

    private RunningSubscription start() {
        return ledger.subscribe(Subscription.of(NAME, this::on).takeOverAfter(LEASE));
    }

    /** An event that comes again is older than what the model has, and changes nothing. */
    private void on(InventoryEvent event) {
        if (deathsToCome.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            deaths.incrementAndGet();
            throw new Killed();
        }
        if (event instanceof StockLevelChanged changed) {
            model.merge(
                    changed.key(),
                    changed,
                    (known, told) -> told.head().position() > known.head().position() ? told : known);
        }
    }

    /** To be called before each document of the run. */
    void nextDocument() {
        if (fatalDocuments.contains(documents.getAndIncrement())) {
            deathsToCome.incrementAndGet();
        }
        reviveIfDead();
    }

    private void reviveIfDead() {
        reviving.lock();
        try {
            if (running.failure().filter(Killed.class::isInstance).isPresent()) {
                running = start();
            }
        } finally {
            reviving.unlock();
        }
    }

    /** Waits until it has heard everything. */
    void catchUp() {
        while (ledger.subscriptions().stream().noneMatch(each -> each.entriesBehind() == 0)) {
            reviveIfDead();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    int deaths() {
        return deaths.get();
    }

    Balance balance(StockKey key) {
        StockLevelChanged last = model.get(key);
        return last == null ? Balance.ZERO : last.after();
    }

    @Override
    public void close() {
        ledger.close();
    }
}
