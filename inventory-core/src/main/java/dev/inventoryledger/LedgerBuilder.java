package dev.inventoryledger;

import dev.inventoryledger.event.InventoryListener;
import dev.inventoryledger.internal.Checks;
import dev.inventoryledger.internal.codec.Seal;
import dev.inventoryledger.internal.decide.Decider;
import dev.inventoryledger.internal.decide.Policies;
import dev.inventoryledger.internal.execute.Executor;
import dev.inventoryledger.internal.execute.JournalTail;
import dev.inventoryledger.internal.execute.PatientStore;
import dev.inventoryledger.internal.execute.RejectedReservations;
import dev.inventoryledger.internal.execute.Sweep;
import dev.inventoryledger.internal.execute.Sweeper;
import dev.inventoryledger.internal.view.Following;
import dev.inventoryledger.policy.AllocationPolicy;
import dev.inventoryledger.spi.JournalSignal;
import dev.inventoryledger.spi.StockStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Sets a ledger up; every setting has a sensible default. Not safe for use by several threads. */
public final class LedgerBuilder {
    private final StockStore store;
    private final List<InventoryListener> listeners = new ArrayList<>();
    private Clock clock = Clock.systemUTC();
    private Duration holdLength = Duration.ofMinutes(15);
    private ReorderRule reorder = ReorderRule.STANDARD;
    private Comparator<Reservation> serving = Policies.FIRST_COME;
    private AllocationPolicy allocation = AllocationPolicy.byPriority();
    private final Map<String, AllocationPolicy> namedAllocations = new HashMap<>(AllocationPolicy.builtIn());
    private LedgerObserver observer = observation -> {};
    private RejectedReservations rejected = RejectedReservations.FORGET;
    private int queueLimit = 10_000;
    private int batchLimit = 256;
    private Duration patience = Duration.ofSeconds(5);
    private Optional<Duration> sweepPause = Optional.empty();
    private Seal seal = Seal.withoutKey();

    LedgerBuilder(StockStore store) {
        this.store = Objects.requireNonNull(store, "store");
    }

    /**
     * {@return this, with another clock; by default the system's. It is read once for each batch of commands, on any caller's thread}
     *
     * @param newClock what time it is
     */
    public LedgerBuilder clock(Clock newClock) {
        clock = Objects.requireNonNull(newClock, "clock");
        return this;
    }

    /**
     * {@return this, with another reorder rule for items that have none of their own; by default {@link ReorderRule#STANDARD}}
     *
     * @param rule when stock is low, and when and how much of it is reordered; {@link ReorderRule#NEVER} for no alerts
     */
    public LedgerBuilder reorderBy(ReorderRule rule) {
        reorder = Objects.requireNonNull(rule, "rule");
        return this;
    }

    /**
     * {@return this, serving those who wait for units in another order; by default first come, first served}
     *
     * @param order who goes first; a pure function, consistent with itself. Where it finds two alike, who came first goes first
     */
    public LedgerBuilder serve(Comparator<Reservation> order) {
        serving = Objects.requireNonNull(order, "order").thenComparing(Policies.FIRST_COME);
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
     * @param policy where an order takes its units from if it may take them from several places, and names no policy
     */
    public LedgerBuilder allocation(AllocationPolicy policy) {
        allocation = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /**
     * {@return this, with an allocation policy that commands may ask for by name, besides those that {@link AllocationPolicy} names}
     *
     * @param name what they call it; a policy that had the name before is replaced
     * @param policy where an order takes its units from
     * @throws IllegalArgumentException if the name is malformed
     */
    public LedgerBuilder allocation(String name, AllocationPolicy policy) {
        namedAllocations.put(Checks.identifier("name", name), Objects.requireNonNull(policy, "policy"));
        return this;
    }

    /**
     * {@return this, with one more listener}
     *
     * @param listener who is told of events from now on, those of other processes, too, whenever this ledger has carried out a command
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
        rejected = RejectedReservations.RECORD;
        return this;
    }

    /**
     * {@return this, sweeping expired holds on a daemon thread until the ledger is closed; by default nothing sweeps}
     *
     * @param pause how long to wait between sweeps; from a millisecond to 3,660 days
     * @throws IllegalArgumentException if the pause is out of bounds
     */
    public LedgerBuilder sweepEvery(Duration pause) {
        sweepPause = Optional.of(Checks.time("pause", Duration.ofMillis(1), pause));
        return this;
    }

    /**
     * {@return this, with another bound on commands that wait; by default 10,000}
     *
     * @param commands how many may wait at once before others are turned away with an {@link OverloadException}; what {@code submitAll} sends
     *     is taken as a whole where there is room for one
     * @throws IllegalArgumentException if that is not positive
     */
    public LedgerBuilder queueLimit(int commands) {
        queueLimit = Math.toIntExact(Checks.positive("queueLimit", commands));
        return this;
    }

    /**
     * {@return this, with another bound on commands that are committed together; by default 256}
     *
     * @param commands how many at most; 1 commits each for itself
     * @throws IllegalArgumentException if that is not positive
     */
    public LedgerBuilder batchLimit(int commands) {
        batchLimit = Math.toIntExact(Checks.positive("batchLimit", commands));
        return this;
    }

    /**
     * {@return this, with another patience with a store that fails in a way that may pass; by default five seconds}
     *
     * @param limit how long each call to the store is tried again, 3,660 days at most; zero for not at all
     * @throws IllegalArgumentException if it is out of bounds
     */
    public LedgerBuilder retryFor(Duration limit) {
        patience = Checks.time("limit", Duration.ZERO, limit);
        return this;
    }

    /**
     * {@return this, sealing entries with a key; by default without one} Without it an audit still shows whoever edits an
     * entry and forgets its digest; with it, whoever does not have the key. It is given from the first entry on: what bears no digest, or one of
     * another key, is a violation.
     *
     * @param key at least 16 bytes that no one has who can write to the database; the same for ever
     * @throws IllegalArgumentException if it is shorter
     */
    public LedgerBuilder sealWith(byte[] key) {
        Checks.check(key.length >= 16, "key", "must have at least 16 bytes", key.length);
        seal = Seal.with(key);
        return this;
    }

    /** {@return the ledger} */
    public InventoryLedger build() {
        StockStore patient = new PatientStore(store, patience);
        Decider decider =
                new Decider(new Policies(holdLength, reorder, serving, allocation, Map.copyOf(namedAllocations)));
        Executor.Settings settings = new Executor.Settings(decider, reorder, clock, observer, rejected, seal);
        JournalTail tail = new JournalTail(patient, listeners);
        Following following = new Following(patient, clock);
        if (store instanceof JournalSignal signal) {
            following.listenTo(signal);
        }
        Executor executor = Executor.grouping(patient, settings, tail, following::signal, queueLimit, batchLimit);
        Sweep sweep = new Sweep(patient, executor, clock);
        Optional<Sweeper> sweeper = sweepPause.map(pause -> Sweeper.start(sweep, pause));
        return new InventoryLedger(patient, settings, executor, sweep, sweeper, Optional.of(following));
    }
}
