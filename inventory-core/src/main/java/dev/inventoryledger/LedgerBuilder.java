package dev.inventoryledger;

import dev.inventoryledger.event.InventoryListener;
import dev.inventoryledger.internal.Checks;
import dev.inventoryledger.internal.decide.Decider;
import dev.inventoryledger.internal.decide.Policies;
import dev.inventoryledger.internal.execute.Executor;
import dev.inventoryledger.internal.execute.JournalTail;
import dev.inventoryledger.internal.execute.Sweep;
import dev.inventoryledger.internal.execute.Sweeper;
import dev.inventoryledger.policy.AllocationPolicy;
import dev.inventoryledger.spi.StockStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Sets a ledger up; every setting has a sensible default. Not safe for use by several threads. */
public final class LedgerBuilder {
    private final StockStore store;
    private final List<InventoryListener> listeners = new ArrayList<>();
    private Clock clock = Clock.systemUTC();
    private Duration holdLength = Duration.ofMinutes(15);
    private AllocationPolicy allocation = AllocationPolicy.byPriority();
    private LedgerObserver observer = observation -> {};
    private Executor.RejectedReservations rejected = Executor.RejectedReservations.FORGET;
    private Optional<Duration> sweepPause = Optional.empty();

    LedgerBuilder(StockStore store) {
        this.store = Objects.requireNonNull(store, "store");
    }

    /**
     * {@return this, with another clock; by default the system's}
     *
     * @param newClock what time it is
     */
    public LedgerBuilder clock(Clock newClock) {
        clock = Objects.requireNonNull(newClock, "clock");
        return this;
    }

    /**
     * {@return this, with another standard hold; by default 15 minutes}
     *
     * @param length how long a hold protects its stock unless its command says otherwise
     * @throws IllegalArgumentException if the length is out of bounds
     */
    public LedgerBuilder holdFor(Duration length) {
        holdLength = new Hold.Lasting(length).length();
        return this;
    }

    /**
     * {@return this, with another allocation policy; by default by location priority}
     *
     * @param policy where a line takes its units from if it may take them from several places
     */
    public LedgerBuilder allocation(AllocationPolicy policy) {
        allocation = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /**
     * {@return this, with one more listener}
     *
     * @param listener who is told of events from now on
     */
    public LedgerBuilder listener(InventoryListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * {@return this, with an observer; by default nobody observes}
     *
     * @param newObserver who is told of every command for the sake of metrics
     */
    public LedgerBuilder observer(LedgerObserver newObserver) {
        observer = Objects.requireNonNull(newObserver, "observer");
        return this;
    }

    /** {@return this, leaving an entry and an event for each reservation that is turned down; by default it leaves none} */
    public LedgerBuilder recordRejectedReservations() {
        rejected = Executor.RejectedReservations.RECORD;
        return this;
    }

    /**
     * {@return this, sweeping expired holds on a daemon thread until the ledger is closed; by default nothing sweeps}
     *
     * @param pause how long to wait between sweeps; at least a millisecond
     * @throws IllegalArgumentException if the pause is shorter
     */
    public LedgerBuilder sweepEvery(Duration pause) {
        Checks.check(pause.compareTo(Duration.ofMillis(1)) >= 0, "pause", "must be at least 1 ms", pause);
        sweepPause = Optional.of(pause);
        return this;
    }

    /** {@return the ledger} */
    public InventoryLedger build() {
        JournalTail tail = new JournalTail(store, listeners);
        Decider decider = new Decider(new Policies(holdLength, allocation));
        Executor executor = new Executor(store, decider, clock, observer, tail, rejected);
        Sweep sweep = new Sweep(store, executor, clock);
        Optional<Sweeper> sweeper = sweepPause.map(pause -> Sweeper.start(sweep, pause));
        return new InventoryLedger(store, clock, executor, sweep, sweeper);
    }
}
