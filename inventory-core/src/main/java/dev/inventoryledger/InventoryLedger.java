package dev.inventoryledger;

import dev.inventoryledger.command.Adjust;
import dev.inventoryledger.command.ChangeItem;
import dev.inventoryledger.command.ChangeLocation;
import dev.inventoryledger.command.Command;
import dev.inventoryledger.command.Confirm;
import dev.inventoryledger.command.Count;
import dev.inventoryledger.command.DeactivateItem;
import dev.inventoryledger.command.DeactivateLocation;
import dev.inventoryledger.command.Extend;
import dev.inventoryledger.command.Fulfil;
import dev.inventoryledger.command.MendLevel;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.RegisterItem;
import dev.inventoryledger.command.RegisterLocation;
import dev.inventoryledger.command.Release;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.command.ReviewStock;
import dev.inventoryledger.command.Sourcing;
import dev.inventoryledger.command.TakeBack;
import dev.inventoryledger.command.TopUp;
import dev.inventoryledger.command.Transfer;
import dev.inventoryledger.internal.Checks;
import dev.inventoryledger.internal.audit.Auditor;
import dev.inventoryledger.internal.audit.Rebuilder;
import dev.inventoryledger.internal.execute.Executor;
import dev.inventoryledger.internal.execute.Planner;
import dev.inventoryledger.internal.execute.Sweep;
import dev.inventoryledger.internal.execute.Sweeper;
import dev.inventoryledger.internal.facade.LedgerLots;
import dev.inventoryledger.internal.facade.LedgerSupply;
import dev.inventoryledger.internal.facade.LedgerTransit;
import dev.inventoryledger.internal.read.Explaining;
import dev.inventoryledger.internal.read.Levels;
import dev.inventoryledger.internal.read.StockReads;
import dev.inventoryledger.internal.reconcile.Reconciler;
import dev.inventoryledger.internal.report.JournalReports;
import dev.inventoryledger.internal.retain.Pruning;
import dev.inventoryledger.internal.subscribe.Forgetting;
import dev.inventoryledger.internal.subscribe.Statuses;
import dev.inventoryledger.internal.view.Following;
import dev.inventoryledger.lot.Lots;
import dev.inventoryledger.policy.Archive;
import dev.inventoryledger.policy.RetentionPolicy;
import dev.inventoryledger.reconciliation.ReconciliationPolicy;
import dev.inventoryledger.reconciliation.VarianceReport;
import dev.inventoryledger.reconciliation.WarehouseFeed;
import dev.inventoryledger.report.Reports;
import dev.inventoryledger.spi.EntryQuery;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.subscription.EventHandler;
import dev.inventoryledger.subscription.RunningSubscription;
import dev.inventoryledger.subscription.Subscription;
import dev.inventoryledger.subscription.SubscriptionStatus;
import dev.inventoryledger.supply.Supply;
import dev.inventoryledger.transit.Transit;
import dev.inventoryledger.view.StockView;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The ledger: it keeps what is on hand, what is promised and to whom, and why. Safe for use by many threads.
 *
 * <p>Commands answer with an {@link Outcome}: accepted, with the state right after, or rejected by a rule, in which case
 * nothing changed. The friendly methods build a {@link Command} under a random id; send your own through
 * {@link #execute} to retry safely. All methods throw {@link StockStoreException} if the store fails, and
 * {@link IllegalArgumentException} for malformed values. What can be asked stands in {@link InventoryView}.
 */
public final class InventoryLedger implements InventoryView, AutoCloseable {
    private static final Duration CLOSING = Duration.ofSeconds(10);
    private static final String HOLDS_NOTHING_AGAINST_THE_JOURNAL =
            "audits, reports, explains and reconciles nothing: the journal does not know its rows yet";

    private final StockStore store;
    private final Executor.Settings settings;
    private final Executor executor;
    private final Sweep sweep;
    private final Optional<Sweeper> sweeper;
    private final Optional<Following> following;
    private final Levels levels;
    private final StockReads stock;

    InventoryLedger(
            StockStore store,
            Executor.Settings settings,
            Executor executor,
            Sweep sweep,
            Optional<Sweeper> sweeper,
            Optional<Following> following) {
        this.store = store;
        this.settings = settings;
        this.executor = executor;
        this.sweep = sweep;
        this.sweeper = sweeper;
        this.following = following;
        levels = new Levels(store, settings.clock());
        stock = new StockReads(store, levels, settings.reorder());
    }

    /**
     * {@return a builder for a ledger over a store}
     *
     * @param store where it keeps its rows
     */
    public static LedgerBuilder over(StockStore store) {
        return new LedgerBuilder(store);
    }

    /**
     * Carries out a command once, however often it is sent under its id. It may be committed together with commands of other
     * callers, and its caller may do the work for them. An interrupt does not shorten the wait; it is still set afterwards.
     *
     * @param command what to do
     * @param <T> the state that it answers with
     * @return the state right after it, or why not
     * @throws ContentionException if others kept changing the same rows; nothing was changed
     * @throws RetryableStoreException if the store kept failing; nothing was changed
     * @throws UnknownFateException if the store failed during the commit and could not be asked since what became of it
     * @throws OverloadException if too many commands wait already; nothing was changed
     * @throws IllegalStateException if the ledger is closed, a policy of the host's takes what it was not offered or sends a command, or the
     *     transaction that this ledger joins was not begun
     */
    public <T> Outcome<T> execute(Command<T> command) {
        return executor.execute(command);
    }

    /**
     * Sends a command without waiting for it. Sent from one thread, commands are carried out in the order of their
     * sending; in the journal those that have no SKU in common may stand in another.
     *
     * @param command what to do
     * @param <T> the state that it answers with
     * @return what {@link #execute} would answer or throw, once it is there; what hangs on it runs as {@code CompletableFuture} runs what is
     *     asynchronous, on the common pool most often; on a {@linkplain #joining joined} ledger it is there already
     * @throws OverloadException if too many commands wait already
     * @throws IllegalStateException if the ledger is closed, or a policy of the host's sends it
     */
    public <T> CompletionStage<Outcome<T>> submit(Command<T> command) {
        return executor.submit(command);
    }

    /**
     * Sends many commands at once. They are carried out in their order, committed together as far as that goes, and each stands or
     * falls for itself; in the journal those that have no SKU in common may stand in another order.
     *
     * @param commands what to do
     * @param <T> the state that they answer with
     * @return their outcomes in the same order, once all are there. It fails as {@link #execute} would throw if one of them fails;
     *     others may have been carried out by then, and all of them may be sent again under the same ids
     * @throws OverloadException if too many commands wait already; nothing was changed
     * @throws IllegalStateException if the ledger is closed, or a policy of the host's sends them
     */
    public <T> CompletionStage<List<Outcome<T>>> submitAll(List<? extends Command<T>> commands) {
        return executor.submitAll(commands);
    }

    /**
     * A ledger with the same clock, policies and observer that works within a transaction of the host's. Its commands
     * stand or fall with that transaction; they are carried out one by one, at once, on the caller's thread, and listeners
     * hear of them after a later command of this ledger's. For one thread, and for as long as the transaction is open. Meanwhile that thread
     * should send this ledger no command: it might be carried out together with one that waits for the transaction's rows.
     *
     * @param transaction the store within the transaction, such as {@code jdbcStockStore.on(connection)}
     * @return the ledger; its methods throw {@link RetryableStoreException} where the host should try its transaction again
     */
    public InventoryLedger joining(StockStore transaction) {
        Executor direct = Executor.direct(transaction, settings);
        Sweep ownSweep = new Sweep(transaction, direct, settings.clock());
        return new InventoryLedger(transaction, settings, direct, ownSweep, Optional.empty(), Optional.empty());
    }

    /**
     * Compares a location with what its warehouse has counted. A difference beyond the tolerance is told and never applied; a line whose
     * stock moved since it was counted is told to be out of date. What a transaction of the host's moves counts as of its decision, whenever it
     * is committed: a count is to be taken while no such transaction is open.
     *
     * @param location where
     * @param feed what the warehouse says
     * @param policy what to do about small differences
     * @return every stock key that either has, and what was made of it
     * @throws IllegalArgumentException if the feed names another location, or a stock key twice
     * @throws RetryableStoreException if the journal cannot be read up to its end yet
     * @throws IllegalStateException if this ledger joins a transaction
     */
    public VarianceReport reconcile(String location, WarehouseFeed feed, ReconciliationPolicy policy) {
        notJoining(HOLDS_NOTHING_AGAINST_THE_JOURNAL);
        return new Reconciler(store, executor, settings.clock()).reconcile(new LocationId(location), feed, policy);
    }

    /**
     * {@return the item, new in the catalog}
     *
     * @param item its definition
     */
    public Outcome<Item> registerItem(Item item) {
        return execute(RegisterItem.of(item));
    }

    /**
     * {@return the item, its definition replaced}
     *
     * @param item its definition from now on
     */
    public Outcome<Item> changeItem(Item item) {
        return execute(ChangeItem.of(item));
    }

    /**
     * {@return the item, promised no more}
     *
     * @param sku which
     */
    public Outcome<Item> deactivateItem(String sku) {
        return execute(DeactivateItem.of(sku));
    }

    /**
     * {@return the location, new in the catalog}
     *
     * @param location its definition
     */
    public Outcome<Location> registerLocation(Location location) {
        return execute(RegisterLocation.of(location));
    }

    /**
     * {@return the location, its definition replaced}
     *
     * @param location its definition from now on
     */
    public Outcome<Location> changeLocation(Location location) {
        return execute(ChangeLocation.of(location));
    }

    /**
     * {@return the location, which promises no more} Stock and holds stay there: {@code holdings(location)} says what it still has.
     *
     * @param location which
     */
    public Outcome<Location> deactivateLocation(String location) {
        return execute(DeactivateLocation.of(location));
    }

    /**
     * {@return the level after goods came in}
     *
     * @param sku what
     * @param location where
     * @param quantity how many units
     */
    public Outcome<List<Level>> receive(String sku, String location, long quantity) {
        return execute(Receive.of(sku, location, quantity));
    }

    /**
     * {@return the level after a customer's return}
     *
     * @param sku what
     * @param location where
     * @param quantity units
     */
    public Outcome<List<Level>> takeBack(String sku, String location, long quantity) {
        return execute(TakeBack.of(sku, location, quantity));
    }

    /**
     * {@return the level after a correction}
     *
     * @param sku what
     * @param location where
     * @param change by how many units, up or down
     * @param reason why
     */
    public Outcome<List<Level>> adjust(String sku, String location, long change, String reason) {
        return execute(Adjust.of(sku, location, change, reason));
    }

    /**
     * {@return the levels after goods moved}
     *
     * @param sku what
     * @param from where it leaves
     * @param to where it arrives
     * @param quantity how many units
     */
    public Outcome<List<Level>> transfer(String sku, String from, String to, long quantity) {
        return execute(Transfer.of(sku, from, to, quantity));
    }

    /**
     * {@return the level after a count}
     *
     * @param sku what
     * @param location where
     * @param counted units that are there
     */
    public Outcome<List<Level>> count(String sku, String location, long counted) {
        return execute(Count.of(sku, location, counted));
    }

    /**
     * {@return a hold on units from anywhere, all or nothing}
     *
     * @param sku what
     * @param quantity how many units
     */
    public Outcome<Reservation> reserve(String sku, long quantity) {
        return execute(Reserve.of(sku, quantity));
    }

    /**
     * {@return a hold on all lines, all or nothing}
     *
     * @param lines what and how much
     */
    public Outcome<Reservation> reserve(Line... lines) {
        return execute(Reserve.of(lines));
    }

    /**
     * {@return the reservation, with what was found of its outstanding units}
     *
     * @param reservation which
     */
    public Outcome<Reservation> topUp(ReservationId reservation) {
        return execute(TopUp.of(reservation));
    }

    /**
     * {@return the reservation, which no longer expires}
     *
     * @param reservation which
     */
    public Outcome<Reservation> confirm(ReservationId reservation) {
        return execute(Confirm.of(reservation));
    }

    /**
     * {@return the reservation, its units gone}
     *
     * @param reservation which
     */
    public Outcome<Reservation> fulfil(ReservationId reservation) {
        return execute(Fulfil.of(reservation));
    }

    /**
     * {@return the reservation, some of its units gone}
     *
     * @param reservation which
     * @param first units
     * @param more units
     */
    public Outcome<Reservation> fulfil(ReservationId reservation, Line first, Line... more) {
        return execute(Fulfil.of(reservation, first, more));
    }

    /**
     * {@return the reservation, its units given back}
     *
     * @param reservation which
     */
    public Outcome<Reservation> release(ReservationId reservation) {
        return execute(Release.of(reservation));
    }

    /**
     * {@return the reservation, some units given back}
     *
     * @param reservation which
     * @param first units
     * @param more units
     */
    public Outcome<Reservation> release(ReservationId reservation, Line first, Line... more) {
        return execute(Release.of(reservation, first, more));
    }

    /**
     * {@return the reservation, held for longer}
     *
     * @param reservation which
     * @param hold how long from now, or until when
     */
    public Outcome<Reservation> extend(ReservationId reservation, Hold hold) {
        return execute(Extend.of(reservation, hold));
    }

    /**
     * {@return how many holds that had ended by time were closed}
     *
     * @param limit at most so many; positive
     */
    public int releaseExpired(int limit) {
        Checks.positive("limit", limit);
        return sweep.releaseExpired(limit);
    }

    /**
     * Tells what is low, out or back of some SKUs though no unit has moved since: where a {@link ReorderSeason} began or ended, holds
     * ended, or a location was opened for sale again. Without this it is told when units move next.
     *
     * @param skus which
     * @return the levels that were told of anew; rejected where nothing was to be told
     * @throws IllegalArgumentException if there is no SKU or too many
     */
    public Outcome<List<Level>> review(String... skus) {
        return execute(ReviewStock.of(skus));
    }

    /** {@return goods that are expected: announced, put off, cancelled, received; items may be sold before they are there} */
    public Supply supply() {
        return LedgerSupply.over(executor, store);
    }

    /** {@return lots and serial numbers: when they expire, where they are and to whom they went, and their recall} */
    public Lots lots() {
        return new LedgerLots(executor, store, levels);
    }

    /** {@return goods on their way between locations: sent off, received in parts, some of them broken or lost} */
    public Transit transit() {
        return LedgerTransit.over(executor, store);
    }

    @Override
    public Optional<Item> item(String sku) {
        return stock.item(new Sku(sku));
    }

    @Override
    public List<Item> items(Optional<Sku> after, int limit) {
        return stock.items(after, Checks.positive("limit", limit));
    }

    @Override
    public List<Location> locations(Optional<LocationId> after, int limit) {
        return stock.locations(after, Checks.positive("limit", limit));
    }

    @Override
    public Optional<Location> location(String location) {
        return stock.location(new LocationId(location));
    }

    @Override
    public Level level(String sku, String location) {
        return level(StockKey.of(sku, location));
    }

    @Override
    public Level level(StockKey key) {
        return levels.now(key);
    }

    @Override
    public List<Level> levels(String sku) {
        return levels.of(new Sku(sku));
    }

    @Override
    public Level levelAsOf(StockKey key, Instant instant) {
        return levels.asOf(key, instant);
    }

    @Override
    public Level levelKnownAt(StockKey key, Instant instant) {
        return levels.knownAt(key, instant);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if this ledger joins a transaction
     */
    @Override
    public Reports reports() {
        notJoining(HOLDS_NOTHING_AGAINST_THE_JOURNAL);
        return new JournalReports(store, levels);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if this ledger joins a transaction
     */
    @Override
    public Explanation explain(StockKey key, Instant instant) {
        notJoining(HOLDS_NOTHING_AGAINST_THE_JOURNAL);
        return new Explaining(store).explain(key, instant);
    }

    @Override
    public Availability availabilityAsOf(String sku, Instant instant) {
        return stock.availabilityAsOf(new Sku(sku), instant);
    }

    @Override
    public Availability availability(String sku) {
        Sku one = new Sku(sku);
        return availability(List.of(one)).values().iterator().next();
    }

    @Override
    public Map<Sku, Availability> availability(Collection<Sku> skus) {
        return stock.availability(skus, Sourcing.standard());
    }

    @Override
    public Availability availability(String sku, Sourcing from) {
        Sku one = new Sku(sku);
        return availability(List.of(one), from).values().iterator().next();
    }

    @Override
    public Map<Sku, Availability> availability(Collection<Sku> skus, Sourcing from) {
        return stock.availability(skus, from);
    }

    @Override
    public Holdings holdings(String location) {
        return stock.holdings(new LocationId(location));
    }

    @Override
    public Plan plan(Reserve command) {
        return new Planning(new Planner(store, settings)).plan(command);
    }

    @Override
    public List<Level> stockAt(String location, Optional<StockKey> after, int limit) {
        return stock.stockAt(new LocationId(location), after, limit);
    }

    @Override
    public List<LowStock> lowStock(Optional<StockKey> after, int limit) {
        return stock.lowStock(after, limit);
    }

    @Override
    public Optional<Reservation> reservation(ReservationId id) {
        LoadRequest request = LoadRequest.builder()
                .reservations(List.of(Objects.requireNonNull(id, "id")))
                .build();
        return Optional.ofNullable(store.load(request).reservations().get(id)).map(levels::asOfNow);
    }

    @Override
    public List<Reservation> reservations(ReservationQuery query) {
        return store.reservations(query).stream().map(levels::asOfNow).toList();
    }

    @Override
    public List<Movement> movements(MovementQuery query) {
        return store.movements(query);
    }

    @Override
    public List<Entry> entries(long position, int limit) {
        Checks.positive("limit", limit);
        return store.entries(new EntryQuery.After(position, limit));
    }

    @Override
    public Optional<Entry> entryOf(CommandId id) {
        LoadRequest request = LoadRequest.builder()
                .commands(List.of(Objects.requireNonNull(id, "id")))
                .build();
        return Optional.ofNullable(store.load(request).remembered().get(id));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if this ledger joins a transaction, whose rows the journal does not know yet
     */
    @Override
    public AuditReport audit() {
        notJoining(HOLDS_NOTHING_AGAINST_THE_JOURNAL);
        return Auditor.audit(store, settings.seal(), Optional.empty());
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if this ledger joins a transaction, whose rows the journal does not know yet
     */
    @Override
    public AuditReport audit(Anchor earlier) {
        notJoining(HOLDS_NOTHING_AGAINST_THE_JOURNAL);
        return Auditor.audit(store, settings.seal(), Optional.of(earlier));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if this ledger joins a transaction, whose rows the journal does not know yet
     */
    @Override
    public RebuildReport rebuild() {
        notJoining(HOLDS_NOTHING_AGAINST_THE_JOURNAL);
        return Rebuilder.rebuild(store, settings.seal());
    }

    /**
     * {@return the level after it was brought to what its postings come to, by an entry that says so}
     *
     * @param difference what {@link #rebuild} found
     */
    public Outcome<List<Level>> mend(RebuildReport.Difference difference) {
        return execute(MendLevel.of(difference));
    }

    /**
     * Lets old entries leave the journal, archived first. Each stock key's last posting stays as its opening, so that audits
     * and questions about what came after go on; no entry leaves that a subscription still needs, be it one that nobody runs any more
     * ({@link #forgetSubscription}). Audit before, keep the anchor of an audit afterwards.
     *
     * @param policy which entries
     * @param archive where they go
     * @return what was pruned; after an exception, what is archived but not pruned stays
     * @throws IllegalStateException if this ledger joins a transaction
     */
    public PruneReport prune(RetentionPolicy policy, Archive archive) {
        notJoining("prunes nothing");
        return new Pruning(store, settings.clock(), settings.seal()).prune(policy, archive);
    }

    /**
     * Hands every event there ever was, and every one to come, to a handler: durably, in journal order, at least once.
     *
     * @param name the subscription's name, under which the store keeps how far it has come
     * @param handler what events are handed to, one at a time
     * @return this process's runner of it
     * @throws IllegalArgumentException if the name is malformed
     * @throws IllegalStateException if this ledger joins a transaction, or is closed
     */
    public RunningSubscription subscribe(String name, EventHandler handler) {
        return subscribe(Subscription.of(name, handler));
    }

    /**
     * Runs a subscription in this process: at once if no other runner is active under its name, else once that one is gone.
     * It ends when it or the ledger is closed.
     *
     * @param subscription what is handed to whom, and how
     * @return this process's runner of it
     * @throws RetryableStoreException if it is to begin now, and the store cannot tell how far the journal reaches
     * @throws IllegalStateException if this ledger joins a transaction, or is closed
     */
    public RunningSubscription subscribe(Subscription subscription) {
        return notJoining("runs no subscriptions").start(subscription);
    }

    /**
     * Gives up for good a subscription that nobody runs any more: how far it has come, and what it has parked, is dropped, and it no longer
     * holds back {@link #prune}. Whoever runs one under its name later begins anew.
     *
     * @param name the subscription's name; every runner of it, in any process, is to be closed first
     * @throws IllegalArgumentException if no subscription has that name
     * @throws IllegalStateException if somebody runs it (one whose process has died counts until another has taken over), or if this ledger
     *     joins a transaction
     */
    public void forgetSubscription(String name) {
        notJoining("forgets no subscriptions");
        new Forgetting(store, settings.clock()).forget(name);
    }

    /**
     * Keeps levels and availability in this process's memory, fed by the journal. It is up to date when this returns, and is kept so
     * until it or the ledger is closed.
     *
     * @return the view
     * @throws RetryableStoreException if entries leave the journal faster than the view can be filled, or the journal cannot be read up to
     *     its end yet
     * @throws IllegalStateException if this ledger joins a transaction, or is closed
     */
    public StockView view() {
        return notJoining("keeps no views").view(this);
    }

    @Override
    public List<SubscriptionStatus> subscriptions() {
        return new Statuses(store, settings.clock()).all();
    }

    /** What a ledger that joins a transaction does not have: it leaves to others what looks at the whole. */
    private Following notJoining(String doesNothing) {
        return following.orElseThrow(
                () -> new IllegalStateException("a ledger that joins a transaction " + doesNothing));
    }

    /**
     * Takes no more commands, and waits up to ten seconds for those that it has taken, for a sweep that is under way and for each
     * subscription; what takes longer is still carried out. Questions are answered as before. The store stays open. A
     * ledger that joins a transaction has nothing to close.
     */
    @Override
    public void close() {
        sweeper.ifPresent(Sweeper::close);
        following.ifPresent(Following::close);
        executor.close(CLOSING);
    }
}
