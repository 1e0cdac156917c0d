package dev.inventoryledger;

import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.command.Sourcing;
import dev.inventoryledger.report.Reports;
import dev.inventoryledger.subscription.SubscriptionStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What can be asked of a ledger: the type to hand to code that reads stock and must not change it. Safe for use by many
 * threads.
 *
 * <p>Questions are answered as of now, holds that have ended by time left out, whether or not anything has swept them. All
 * methods throw {@link StockStoreException} if the store fails, and {@link IllegalArgumentException} for malformed values.
 */
public sealed interface InventoryView permits InventoryLedger {
    /**
     * {@return an item of the catalog}
     *
     * @param sku which
     */
    Optional<Item> item(String sku);

    /**
     * {@return the catalog's items, a page}
     *
     * @param after behind this SKU; empty to begin
     * @param limit at most so many; positive
     */
    List<Item> items(Optional<Sku> after, int limit);

    /**
     * {@return the catalog's locations, a page}
     *
     * @param after behind this one; empty to begin
     * @param limit at most so many; positive
     */
    List<Location> locations(Optional<LocationId> after, int limit);

    /**
     * {@return a location of the catalog}
     *
     * @param location which
     */
    Optional<Location> location(String location);

    /**
     * {@return how much there is of a SKU at a location under no lot} What is told apart by lot or serial number has a level for each.
     *
     * @param sku what
     * @param location where
     */
    Level level(String sku, String location);

    /**
     * {@return how much there is under a stock key}
     *
     * @param key what and where
     */
    Level level(StockKey key);

    /**
     * {@return all that there is of a SKU, key by key: at every location, active and sellable or not, and of every lot} It reads all levels
     * that the SKU ever had.
     *
     * @param sku what
     */
    List<Level> levels(String sku);

    /**
     * {@return how much there was under a stock key at an instant, by all that is known today; for an instant yet to come, what is
     * known of it now}
     *
     * @param key what and where
     * @param instant when
     * @throws HistoryPrunedException if the store's journal does not reach back that far
     */
    Level levelAsOf(StockKey key, Instant instant);

    /**
     * {@return what the ledger would have answered at an instant: without what was recorded later, though it took effect by then} What a
     * transaction of the host's recorded by then is in it, though it was committed later.
     *
     * @param key what and where
     * @param instant when
     * @throws HistoryPrunedException if the store's journal does not reach back that far
     */
    Level levelKnownAt(StockKey key, Instant instant);

    /**
     * {@return why a level was what it was: the entries that made it, the reservations that held it, and what frees next} The further
     * back the instant, the more of the key's movements since are read.
     *
     * @param key what and where
     * @param instant when
     * @throws HistoryPrunedException if the store's journal does not reach back that far
     * @throws RetryableStoreException if the journal cannot be read up to its end yet
     */
    Explanation explain(StockKey key, Instant instant);

    /**
     * {@return how many units of a SKU could be promised at an instant, at the locations that promise stock today; none if it is
     * inactive today or not registered}
     *
     * @param sku which
     * @param instant when
     * @throws HistoryPrunedException if the store's journal does not reach back that far
     */
    Availability availabilityAsOf(String sku, Instant instant);

    /**
     * {@return how many units of a SKU can be promised; none if it is inactive or not registered}
     *
     * @param sku which
     */
    Availability availability(String sku);

    /**
     * {@return how many units of each SKU can be promised}
     *
     * @param skus at most 1,000
     */
    Map<Sku, Availability> availability(Collection<Sku> skus);

    /**
     * {@return how many units of a SKU can be promised from some locations only, such as a region and all that is below it, or those that
     * ship cold}
     *
     * @param sku which
     * @param from which locations count; its policy and destination do not matter
     */
    Availability availability(String sku, Sourcing from);

    /**
     * {@return how many units of each SKU can be promised from some locations only}
     *
     * @param skus at most 1,000
     * @param from which locations count; its policy and destination do not matter
     */
    Map<Sku, Availability> availability(Collection<Sku> skus, Sourcing from);

    /**
     * {@return what a location has, added up: what stands in the way of closing it} An inactive location may have stock, too. It reads
     * every level there.
     *
     * @param location where, without what is below it
     */
    Holdings holdings(String location);

    /**
     * {@return how a reservation would be met if it were made now; nothing is held, and nothing is recorded}
     *
     * @param command how it would be made
     */
    Plan plan(Reserve command);

    /**
     * {@return what a location has, key by key}
     *
     * @param location where
     * @param after behind this key; empty to begin
     * @param limit from 1 to 1,000
     */
    List<Level> stockAt(String location, Optional<StockKey> after, int limit);

    /**
     * {@return what is low, ordered by stock key: of what was last told to be low, all that still is} What has become low since without a
     * movement, as a season that has begun makes it, is among it once it was {@linkplain InventoryLedger#review reviewed}.
     *
     * @param after behind this key
     * @param limit from 1 to 1,000
     */
    List<LowStock> lowStock(Optional<StockKey> after, int limit);

    /**
     * {@return a reservation as it stands now}
     *
     * @param id which
     */
    Optional<Reservation> reservation(ReservationId id);

    /**
     * {@return reservations as they stand now}
     *
     * @param query which, and in what order
     */
    List<Reservation> reservations(ReservationQuery query);

    /**
     * {@return movements in journal order, without those of entries that were pruned}
     *
     * @param query which
     */
    List<Movement> movements(MovementQuery query);

    /**
     * {@return entries in journal order, without those that were pruned}
     *
     * @param position behind this one
     * @param limit at most so many; positive
     */
    List<Entry> entries(long position, int limit);

    /**
     * {@return the entry of an accepted command: whether it was carried out, and how}
     *
     * @param id the command's id
     */
    Optional<Entry> entryOf(CommandId id);

    /** {@return reports on spans of time} */
    Reports reports();

    /** {@return how far each durable subscription has come, whoever runs it; by name} */
    List<SubscriptionStatus> subscriptions();

    /** {@return what an audit of all live data finds; its memory grows with stock keys and open reservations, not with the journal} */
    AuditReport audit();

    /**
     * {@return what an audit finds, the end of the journal included}
     *
     * @param earlier what an earlier audit came to, kept where nobody can change it
     * @throws HistoryPrunedException if the journal was pruned behind it
     */
    AuditReport audit(Anchor earlier);

    /**
     * {@return what the journal alone says of every level, and where the stored levels differ}
     *
     * @throws UnreadableEntryException if somebody has edited an entry beyond reading, or it comes from a newer version
     */
    RebuildReport rebuild();
}
