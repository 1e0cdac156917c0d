package dev.inventoryledger.internal.subscribe;

import dev.inventoryledger.Entry;
import dev.inventoryledger.HistoryPrunedException;
import dev.inventoryledger.event.Events;
import dev.inventoryledger.event.InventoryEvent;
import dev.inventoryledger.internal.Checks;
import dev.inventoryledger.spi.EntryQuery;
import dev.inventoryledger.spi.JournalExtent;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.spi.SubscriptionState;
import dev.inventoryledger.spi.SubscriptionState.Aim;
import dev.inventoryledger.spi.SubscriptionState.Wish;
import dev.inventoryledger.subscription.EventPoint;
import dev.inventoryledger.subscription.ParkedEvents;
import dev.inventoryledger.subscription.RunningSubscription;
import dev.inventoryledger.subscription.Subscription;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one subscription on a thread of its own: takes it when it may, reads the journal on, hands events over and notes how far it
 * has come. An {@link Error} that a handler throws ends it as if its process had died.
 */
final class Runner implements RunningSubscription {
    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
    private static final int PAGE = 500;
    private static final Duration NOTED_EVERY = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(10);
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int MOST_DOUBLINGS = 9;
    private static final long GAP_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Subscription subscription;
    private final StockStore store;
    private final Clock clock;
    private final String name = UUID.randomUUID().toString();
    private final Cursor cursor;
    private final Delivery delivery;
    private final Thread thread;

    /** What may be read is worth waking up for; a pause after a failure is not shortened by it. */
    private final Rest untilNews = new Rest();

    private final Rest afterFailure = new Rest();
    private volatile @Nullable Throwable failure;

    /** How often in a row the handler has failed on one event. Used by the runner's own thread, as are those that follow. */
    private int tries;

    private Optional<InventoryEvent> tried = Optional.empty();

    private int troubles;

    private int most;

    /** How many events of a batch that failed are still handed over one by one. */
    private int apart;

    /** Up to where the journal could be read after the last look that found nothing. */
    private long lookedUpTo;

    Runner(Subscription subscription, StockStore store, Clock clock) {
        this.subscription = subscription;
        this.store = store;
        this.clock = clock;
        cursor = new Cursor(store, subscription, name);
        delivery = new Delivery(subscription, cursor);
        most = delivery.mostAtOnce();
        thread = new Thread(this::run, "inventory-ledger-subscription-" + subscription.name());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public String runner() {
        return name;
    }

    @Override
    public boolean isActive() {
        return thread.isAlive() && cursor.isHeld();
    }

    @Override
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void retryParked() {
        wish(Aim.RETRY);
    }

    @Override
    public void dropParked() {
        wish(Aim.DROP);
    }

    private void wish(Aim aim) {
        cursor.wish(new Wish(UUID.randomUUID().toString(), aim, Optional.empty()));
        afterFailure.wake();
        untilNews.wake();
    }

    /** There may be something new to read. */
    void signal() {
        untilNews.wake();
    }

    /** Shows a sign of life for a runner whose handler takes long. */
    void renew() {
        try {
            cursor.renew();
        } catch (Throwable failed) {
            LOG.debug("subscription {} could not be renewed", subscription.name(), failed);
        }
    }

    boolean hasEnded() {
        return !thread.isAlive();
    }

    private void run() {
        try {
            while (!isClosing()) {
                goOn();
            }
            release();
        } catch (Throwable fatal) {
            // Hosts need not be written in Java: a handler may throw what is neither an exception nor an error.
            failure = fatal;
            LOG.error("subscription {} ends here; another runner takes over", subscription.name(), fatal);
        }
    }

    private void release() {
        try {
            cursor.flush();
            cursor.release();
        } catch (RuntimeException failed) {
            LOG.debug("subscription {} is left to be taken over", subscription.name(), failed);
        }
    }

    private void goOn() {
        try {
            if (!cursor.take()) {
                endTroublesOfStandby();
                untilNews.atMost(Math.min(
                        subscription.pollEvery().toNanos(),
                        subscription.takeOverAfter().toNanos() / 4));
            } else if (!readOn()) {
                untilNews.atMost(untilNextLook());
            }
        } catch (TakenOver lost) {
            LOG.info("{}; this runner stands by", lost.getMessage());
            tries = 0;
        } catch (Exception failed) {
            failure = failed;
            troubles++;
            LOG.warn("subscription {} could not go on; it tries again", subscription.name(), failed);
            backOff(troubles);
        }
    }

    /**
     * Behind a gap nobody is woken when it closes, so that somebody has to look; and where it has closed since the last look what is
     * behind it has not been seen.
     */
    private long untilNextLook() {
        long poll = subscription.pollEvery().toNanos();
        if (poll <= GAP_POLL_NANOS) {
            return poll;
        }
        JournalExtent extent = store.extent();
        long unseen =
                extent.readableUpTo() - Math.max(lookedUpTo, cursor.state().position());
        lookedUpTo = extent.readableUpTo();
        return unseen > 0 || extent.readableUpTo() < extent.newest() ? GAP_POLL_NANOS : poll;
    }

    /** Whether there was anything to read. */
    private boolean readOn() {
        serveWish();
        SubscriptionState state = cursor.state();
        List<Entry> page = store.entries(new EntryQuery.After(state.position(), PAGE));
        if (!page.isEmpty() && state.position() > 0 && store.extent().prunedUpTo() > state.position()) {
            throw new HistoryPrunedException("entries behind position " + state.position()
                    + " were pruned before subscription " + subscription.name() + " came to them");
        }
        Steps steps = new Steps(state, page);
        while (!steps.isEmpty() && goesOn()) {
            takeStep(steps);
            cursor.flushAfter(NOTED_EVERY);
            endTroubles();
        }
        cursor.flush();
        endTroubles();
        return !page.isEmpty();
    }

    /** Only what is noted, too, went well. */
    private void endTroubles() {
        if (troubles > 0 && tries == 0 && cursor.isNoted()) {
            troubles = 0;
            failure = null;
        }
    }

    /** Until it takes over there is nothing that it could fail on, but the store, which has just answered. */
    private void endTroublesOfStandby() {
        troubles = 0;
        failure = null;
    }

    /** Whether it may still hand anything over. */
    private boolean goesOn() {
        return !isClosing() && cursor.isHeld();
    }

    private void takeStep(Steps steps) {
        Steps.Step first = steps.first();
        Optional<InventoryEvent> held = first.event().filter(this::isHeldBack);
        if (held.isPresent() && !Parking.hasRoom(cursor.state())) {
            serveWish();
            backOff(1);
        } else if (first.event().isEmpty() || held.isPresent()) {
            cursor.change(state ->
                    first.after(held.map(event -> Parking.goOn(state, event)).orElse(state)));
            steps.drop(1);
        } else {
            handOver(steps, steps.next(most, this::isHeldBack));
        }
    }

    private boolean isHeldBack(InventoryEvent event) {
        return Parking.isParked(cursor.state(), event);
    }

    private void handOver(Steps steps, List<Steps.Step> next) {
        Steps.Step last = next.get(next.size() - 1);
        List<InventoryEvent> events =
                next.stream().flatMap(step -> step.event().stream()).toList();
        Optional<Exception> failed = handOver(events, last::after);
        if (failed.isEmpty()) {
            steps.drop(next.size());
            apart = Math.max(0, apart - events.size());
            most = apart > 0 ? 1 : Math.min(delivery.mostAtOnce(), most * 2);
        } else if (next.size() > 1) {
            // One of them is at fault: which one, the next tries show.
            apart = events.size();
            most = 1;
        } else if (isToBeParked(triesOf(events.get(0)))) {
            park(steps, events.get(0), failed.get());
        } else {
            backOff(tries);
            serveWish();
        }
    }

    /** It is the one at fault. Another runner may have dealt meanwhile with what this one failed on before. */
    private int triesOf(InventoryEvent event) {
        apart = 1;
        tries = tried.equals(Optional.of(event)) ? tries + 1 : 1;
        tried = Optional.of(event);
        return tries;
    }

    private boolean isToBeParked(int times) {
        // Who closes a runner may have closed what its handler needs as well.
        return subscription.parkAfterTries().filter(limit -> times >= limit).isPresent()
                && Parking.hasRoom(cursor.state())
                && !isClosing();
    }

    private void park(Steps steps, InventoryEvent event, Exception error) {
        LOG.warn("subscription {} puts {} aside", subscription.name(), event, error);
        Steps.Step step = steps.first();
        cursor.takeAgain();
        cursor.change(state -> step.after(Parking.begin(state, event, error, Checks.micros(clock.instant()))));
        cursor.flush();
        steps.drop(1);
        tries = 0;
        apart = 0;
    }

    /** What the handler failed with, if it did. */
    private Optional<Exception> handOver(List<InventoryEvent> events, UnaryOperator<SubscriptionState> change) {
        Optional<Exception> failed;
        try {
            failed = delivery.handOver(events, change);
        } catch (RuntimeException passing) {
            // Whatever it was, a smaller batch is quicker done.
            most = Math.max(1, most / 2);
            throw passing;
        }
        failure = failed.orElse(null);
        tries = failed.isPresent() ? tries : 0;
        return failed;
    }

    private void serveWish() {
        Optional<Wish> asked = cursor.state().wish();
        if (asked.isPresent()) {
            serve(asked.get());
        }
    }

    private void serve(Wish asked) {
        Wish wish = asked;
        if (asked.aim() == Aim.DROP) {
            // Broken off, it is served again: what is given up is gone by then, and what was held back for it is not
            // handed over yet.
            wish = new Wish(asked.id(), Aim.RETRY, Optional.empty());
            Wish rest = wish;
            cursor.change(state -> Parking.giveUp(state, asked, rest));
        }
        cursor.state().parked().forEach(this::retry);
        if (!goesOn()) {
            // Whoever runs next serves it.
            return;
        }
        // One that has come meanwhile is another.
        Optional<Wish> served = Optional.of(wish);
        cursor.change(state -> state.wish().equals(served) ? state.wishing(Optional.empty()) : state);
        cursor.flush();
    }

    private void retry(ParkedEvents parked) {
        for (EventPoint point : parked.events()) {
            if (!goesOn()) {
                return;
            }
            Optional<Exception> failed = retry(point, parked.subject());
            if (failed.isPresent()) {
                cursor.takeAgain();
                cursor.change(state -> Parking.failedAgain(state, parked.subject(), failed.get()));
                return;
            }
            cursor.flushAfter(NOTED_EVERY);
        }
    }

    private Optional<Exception> retry(EventPoint point, String subject) {
        List<Entry> found = store.entries(new EntryQuery.After(point.position() - 1, 1));
        if (found.isEmpty() || found.get(0).position() != point.position()) {
            return Optional.of(new HistoryPrunedException("the entry at position " + point.position() + " was pruned"));
        }
        InventoryEvent event = Events.of(found.get(0)).get(point.index());
        return handOver(List.of(event), state -> Parking.withoutFirst(state, subject));
    }

    /** Longer after each failure. */
    private void backOff(int failures) {
        long bound = FIRST_PAUSE_NANOS << Math.min(failures, MOST_DOUBLINGS);
        afterFailure.atMost(bound / 2 + ThreadLocalRandom.current().nextLong(bound / 2));
    }

    private boolean isClosing() {
        return untilNews.isOver();
    }

    @Override
    public void close() {
        untilNews.end();
        afterFailure.end();
        try {
            thread.join(CLOSING.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
