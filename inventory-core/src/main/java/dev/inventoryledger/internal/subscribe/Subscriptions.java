package dev.inventoryledger.internal.subscribe;

import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.subscription.RunningSubscription;
import dev.inventoryledger.subscription.Start;
import dev.inventoryledger.subscription.Subscription;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The subscriptions that a ledger runs. Safe for use by many threads. */
public final class Subscriptions {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);
    private static final long IDLE_SECONDS = 10;

    private final StockStore store;
    private final Clock clock;
    private final List<Runner> runners = new CopyOnWriteArrayList<>();
    private final ScheduledThreadPoolExecutor pulse;

    public Subscriptions(StockStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        pulse = new ScheduledThreadPoolExecutor(1, task -> {
            Thread daemon = new Thread(task, "inventory-ledger-subscriptions");
            daemon.setDaemon(true);
            return daemon;
        });
        pulse.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        pulse.allowCoreThreadTimeOut(true);
    }

    public RunningSubscription start(Subscription subscription) {
        Runner runner = new Runner(fixed(subscription), store, clock);
        runners.add(runner);
        runner.start();
        renewLater(runner, subscription.takeOverAfter().toNanos() / 3);
        return runner;
    }

    /** Now is when somebody subscribes, not when the runner's thread comes to it. */
    private Subscription fixed(Subscription subscription) {
        boolean isNow = subscription.start() instanceof Start.Now;
        return isNow ? subscription.behind(store.extent().readableUpTo()) : subscription;
    }

    private void renewLater(Runner runner, long nanos) {
        try {
            Future<?> renewal = pulse.schedule(() -> renew(runner, nanos), nanos, TimeUnit.NANOSECONDS);
            LOG.trace("renewing later: {}", renewal);
        } catch (RejectedExecutionException closed) {
            LOG.debug("the ledger is closed", closed);
        }
    }

    private void renew(Runner runner, long nanos) {
        if (runner.hasEnded()) {
            runners.remove(runner);
        } else {
            runner.renew();
            renewLater(runner, nanos);
        }
    }

    /** Something may have been committed. */
    public void signal() {
        runners.forEach(Runner::signal);
    }

    public void close() {
        runners.forEach(Runner::close);
        pulse.shutdownNow();
    }
}
