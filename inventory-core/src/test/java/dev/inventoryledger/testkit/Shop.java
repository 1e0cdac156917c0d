package dev.inventoryledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.Backorder;
import dev.inventoryledger.Balance;
import dev.inventoryledger.Entry;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.LedgerBuilder;
import dev.inventoryledger.Level;
import dev.inventoryledger.Line;
import dev.inventoryledger.Location;
import dev.inventoryledger.Origin;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.ReorderRule;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.Sellability;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.Tracking;
import dev.inventoryledger.command.Command;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.event.Events;
import dev.inventoryledger.event.InventoryEvent;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.DocumentKind;
import dev.inventoryledger.spi.EntryQuery;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.subscription.SubscriptionStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A small shop over one store: items TEA, CUP and the untracked EBOOK; locations A before B, and DAMAGED, which is not
 * for sale. Levels are written {@code SKU@LOCATION=onHand/reserved/allocated}.
 */
final class Shop {
    static final Duration HOLD = Duration.ofMinutes(15);

    final StockStore store;
    final KitClock clock = new KitClock();
    final List<InventoryEvent> events = new CopyOnWriteArrayList<>();
    final InventoryLedger ledger;
    private final List<InventoryLedger> crowd;

    Shop(StockStore store) {
        this.store = store;
        ledger = quiet(store).clock(clock).holdFor(HOLD).listener(events::add).build();
        InventoryLedger other = quiet(store).clock(clock).holdFor(HOLD).build();
        InventoryLedger third = quiet(store).clock(clock).holdFor(HOLD).build();
        crowd = List.of(ledger, other, third);
    }

    /** Nothing is low here unless an item says so. */
    private static LedgerBuilder quiet(StockStore store) {
        return InventoryLedger.over(store).reorderBy(ReorderRule.NEVER);
    }

    /** How often an item was written. */
    long versionOf(String sku) {
        DocumentId id = new DocumentId(DocumentKind.ITEM, sku);
        LoadRequest request = LoadRequest.builder().documents(List.of(id)).build();
        return store.load(request).documents().get(0).version();
    }

    /** Registers the catalog. */
    Shop furnished() {
        ledger.registerLocation(Location.of("A").withPriority(1)).orElseThrow();
        ledger.registerLocation(Location.of("B").withPriority(2)).orElseThrow();
        ledger.registerLocation(Location.of("DAMAGED").withSellability(Sellability.NOT_SELLABLE))
                .orElseThrow();
        ledger.registerItem(Item.of("TEA", "Green tea")).orElseThrow();
        ledger.registerItem(Item.of("CUP", "Cup")).orElseThrow();
        ledger.registerItem(Item.of("EBOOK", "On tea").withTracking(Tracking.UNTRACKED))
                .orElseThrow();
        return this;
    }

    /** TEA may be sold before it is there, and usually takes 30 days to come. */
    Shop sellingAhead(Backorder policy) {
        ledger.changeItem(Item.of("TEA", "Tea").withBackorder(policy).withLeadTime(Duration.ofDays(30)))
                .orElseThrow();
        return this;
    }

    /** So many units of TEA are to come to A, so many days from the start. */
    void expect(String supply, long units, int days) {
        ledger.supply().expect(supply, "TEA", "A", units, KitClock.day(days)).orElseThrow();
    }

    /** Makes levels: what is reserved stands in holds HELD-n, what is allocated in confirmed reservations SOLD-n. */
    Shop stocked(String... levels) {
        for (String level : levels) {
            stock(ParsedLevel.of(level));
        }
        return this;
    }

    private void stock(ParsedLevel level) {
        String sku = level.key().sku().value();
        String location = level.key().location().value();
        Balance balance = level.balance();
        if (balance.onHand() > 0) {
            ledger.execute(Receive.of(sku, location, balance.onHand())).orElseThrow();
        }
        if (balance.reserved() > balance.allocated()) {
            hold("HELD-" + level.key(), sku, location, balance.reserved() - balance.allocated());
        }
        if (balance.allocated() > 0) {
            Reservation sold = hold("SOLD-" + level.key(), sku, location, balance.allocated());
            ledger.confirm(sold.id()).orElseThrow();
        }
    }

    Reservation hold(String name, String sku, String location, long quantity) {
        return ledger.execute(Reserve.of(Line.of(sku, quantity).at(location)).as(name))
                .orElseThrow();
    }

    <T> Outcome<T> send(Command<T> command) {
        return ledger.execute(command);
    }

    /** Sends a command through one of several ledgers over the same store, as several processes would. */
    <T> Outcome<T> sendThrough(int number, Command<T> command) {
        return crowd.get(number % crowd.size()).execute(command);
    }

    /** Sends commands so that the first is under way while all the others queue up behind it. */
    List<Outcome<?>> sendTogether(List<Command<?>> commands) {
        CountDownLatch allSent = new CountDownLatch(1);
        StockStore waiting = new WrappedStore(
                store,
                snapshot -> {
                    await(allSent);
                    return snapshot;
                },
                StockStore::commit);
        InventoryLedger together = quiet(waiting).clock(clock).holdFor(HOLD).build();
        List<CompletableFuture<? extends Outcome<?>>> outcomes = new ArrayList<>();
        for (Command<?> command : commands) {
            outcomes.add(together.submit(command).toCompletableFuture());
        }
        allSent.countDown();
        return outcomes.stream().<Outcome<?>>map(CompletableFuture::join).toList();
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    Reservation reservation(String id) {
        return ledger.reservation(new ReservationId(id)).orElseThrow();
    }

    void later(Duration step) {
        clock.advance(step);
    }

    void afterTheHold() {
        later(HOLD);
    }

    void assertLevels(String... levels) {
        for (String level : levels) {
            ParsedLevel expected = ParsedLevel.of(level);
            Level actual = ledger.level(expected.key());
            assertThat(actual.key() + "=" + actual.balance()).isEqualTo(expected.toString());
        }
    }

    <E extends InventoryEvent> List<E> events(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** All that the journal tells from behind a position on. */
    List<InventoryEvent> told(long behind) {
        return store.entries(new EntryQuery.After(behind, 100_000)).stream()
                .flatMap(entry -> Events.of(entry).stream())
                .toList();
    }

    long tip() {
        return store.entries(new EntryQuery.Newest()).stream()
                .mapToLong(Entry::position)
                .findFirst()
                .orElse(0);
    }

    SubscriptionStatus subscription(String name) {
        return ledger.subscriptions().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    boolean hasCaughtUp(String name) {
        return ledger.subscriptions().stream().anyMatch(each -> each.name().equals(name) && each.entriesBehind() == 0);
    }

    void audit() {
        assertThat(ledger.audit().violations()).isEmpty();
    }

    static Origin as(String commandId) {
        return Origin.of(commandId);
    }

    static StockKey key(String text) {
        return ParsedLevel.keyOf(text);
    }
}
