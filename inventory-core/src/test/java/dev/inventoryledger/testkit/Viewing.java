package dev.inventoryledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Level;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.StockStoreException;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.policy.Archive;
import dev.inventoryledger.policy.RetentionPolicy;
import dev.inventoryledger.spi.EntryQuery;
import dev.inventoryledger.spi.JournalExtent;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.view.StockView;
import dev.inventoryledger.view.Viewed;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What a view answers is what the ledger answers, a little later and without asking the database. */
interface Viewing extends OpensShops {
    List<Sku> ALL = List.of(new Sku("TEA"), new Sku("CUP"), new Sku("EBOOK"), new Sku("COFFEE"));

    private static void agrees(Shop shop, StockView view) {
        long tip = shop.store.extent().newest();
        Heard.until("the view has come so far", () -> view.availability("TEA").position() >= tip);
        assertThat(view.availability(ALL).value()).isEqualTo(shop.ledger.availability(ALL));
        for (String location : List.of("A", "B", "DAMAGED", "NOWHERE")) {
            Map<StockKey, Level> here = view.stockAt(new LocationId(location), Optional.empty(), 100)
                    .value();
            assertThat(here.values())
                    .containsExactlyInAnyOrderElementsOf(shop.ledger.stockAt(location, Optional.empty(), 100));
        }
    }

    @Test
    default void aViewAgreesWithTheLedgerAfterEveryStep() {
        Shop shop = open().furnished().stocked("TEA@A=9/3/1", "TEA@B=4", "TEA@DAMAGED=2", "CUP@B=5/2");
        try (StockView view = shop.ledger.view()) {
            agrees(shop, view);
            shop.ledger.transfer("TEA", "A", "B", 3).orElseThrow();
            agrees(shop, view);
            shop.send(Reserve.of("TEA", 5).as("R5")).orElseThrow();
            agrees(shop, view);
            shop.ledger.confirm(new ReservationId("R5")).orElseThrow();
            shop.send(Reserve.of("CUP", 1).as("R6")).orElseThrow();
            agrees(shop, view);
            shop.afterTheHold();
            assertThat(view.availability("CUP").value().total())
                    .as("nothing has told it")
                    .contains(5L);
            agrees(shop, view);
            shop.ledger.releaseExpired(10);
            agrees(shop, view);
            shop.ledger.fulfil(new ReservationId("R5")).orElseThrow();
            shop.ledger.deactivateLocation("B").orElseThrow();
            shop.ledger.deactivateItem("CUP").orElseThrow();
            shop.ledger.registerItem(Item.of("COFFEE", "Coffee")).orElseThrow();
            shop.ledger.receive("COFFEE", "A", 3).orElseThrow();
            agrees(shop, view);
            view.rebuild();
            shop.ledger.receive("TEA", "A", 1).orElseThrow();
            agrees(shop, view);
        }
    }

    /** One command takes such a hold up again and does more, all in one version of it. */
    @Test
    default void aViewAgreesOnHoldsThatAreTakenUpLate() {
        Shop shop = open().furnished().stocked("TEA@A=9");
        for (String id : List.of("confirmed", "fulfilled", "released")) {
            shop.hold(id, "TEA", "A", 2);
        }
        try (StockView view = shop.ledger.view()) {
            shop.afterTheHold();
            shop.ledger.confirm(new ReservationId("confirmed")).orElseThrow();
            agrees(shop, view);
            shop.ledger.fulfil(new ReservationId("fulfilled")).orElseThrow();
            agrees(shop, view);
            shop.ledger.releaseExpired(10);
            agrees(shop, view);
            view.rebuild();
            shop.ledger.receive("TEA", "A", 1).orElseThrow();
            agrees(shop, view);
        }
    }

    /** A store that answers one kind of question otherwise; it is given what is asked for, or nothing. */
    private static StockStore answering(StockStore sound, String question, Function<Object, Object> answer) {
        return (StockStore) Proxy.newProxyInstance(
                StockStore.class.getClassLoader(), new Class<?>[] {StockStore.class}, (proxy, method, asked) -> {
                    if (method.getName().equals(question)) {
                        return answer.apply(asked == null ? "" : asked[0]);
                    }
                    try {
                        return method.invoke(sound, asked);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    /** What was committed behind the gap stands in the rows, and would be undone by what is told from before it on. */
    @Test
    default void aViewThatBeginsBeforeAGapWaitsUntilItHasClosed() {
        Shop shop = open().furnished().stocked("TEA@A=9");
        long gap = shop.store.extent().newest();
        shop.ledger.receive("TEA", "A", 1).orElseThrow();
        AtomicInteger looks = new AtomicInteger();
        StockStore behind = answering(shop.store, "extent", asked -> {
            JournalExtent now = shop.store.extent();
            boolean isOpen = looks.incrementAndGet() < 20;
            return new JournalExtent(now.prunedUpTo(), isOpen ? gap : now.readableUpTo(), now.newest());
        });
        StockStore gapped = answering(
                behind,
                "entries",
                asked -> shop.store.entries((EntryQuery) asked).stream()
                        .filter(entry -> looks.get() >= 20 || entry.position() <= gap)
                        .toList());
        try (InventoryLedger ledger =
                        InventoryLedger.over(gapped).clock(shop.clock).build();
                StockView view = ledger.view()) {
            assertThat(view.availability("TEA").position())
                    .isEqualTo(shop.store.extent().newest());
        }
    }

    /** What is certain is then never as far as the newest commit. */
    @Test
    default void aViewIsFreshWhileOthersKeepCommitting() {
        Shop shop = open().furnished().stocked("TEA@A=9");
        StockStore busy = answering(shop.store, "extent", asked -> {
            JournalExtent before = shop.store.extent();
            shop.ledger.receive("TEA", "A", 1).orElseThrow();
            return new JournalExtent(
                    before.prunedUpTo(),
                    before.readableUpTo(),
                    shop.store.extent().newest(),
                    before.keeping());
        });
        try (InventoryLedger ledger =
                        InventoryLedger.over(busy).clock(shop.clock).build();
                StockView view = ledger.view()) {
            long start = System.nanoTime();
            Heard.until("it knows what was committed since", () -> view.lag().toNanos() < System.nanoTime() - start);
        }
    }

    /** Somebody may have edited an old entry beyond reading. */
    @Test
    default void aViewThatCannotBeToldAgainReadsOn() {
        Shop shop = open().furnished().stocked("TEA@A=9");
        StockStore edited = answering(shop.store, "entries", asked -> {
            if (asked instanceof EntryQuery.After after && after.position() == 0) {
                throw new StockStoreException("edited");
            }
            return shop.store.entries((EntryQuery) asked);
        });
        try (InventoryLedger ledger =
                        InventoryLedger.over(edited).clock(shop.clock).build();
                StockView view = ledger.view()) {
            view.rebuild();
            shop.ledger.receive("TEA", "A", 1).orElseThrow();
            agrees(shop, view);
        }
    }

    @Test
    default void aPageIsBoundedWhetherTheViewIsAskedOrTheDatabase() {
        Shop shop = open().furnished();
        try (StockView view = shop.ledger.view()) {
            for (StockView each : List.of(view, view.noOlderThan(Duration.ZERO))) {
                assertThatThrownBy(() -> each.stockAt(new LocationId("A"), Optional.empty(), 1_001))
                        .hasMessageContaining("limit: must be from 1 to 1000");
            }
        }
    }

    @Test
    default void aViewOfAPrunedJournalBeginsWithTheRows() {
        Shop shop = open().furnished().stocked("TEA@A=9/3/1");
        shop.later(Duration.ofMinutes(1));
        shop.ledger.prune(RetentionPolicy.keeping(Duration.ZERO), Archive.NOTHING);
        try (StockView view = shop.ledger.view()) {
            view.rebuild();
            shop.ledger.receive("TEA", "A", 1).orElseThrow();
            agrees(shop, view);
        }
    }

    @Test
    default void aCachedPageCostsNoCallToTheStore() {
        Shop shop = open().furnished().stocked("TEA@A=9/3/1");
        AtomicInteger levelReads = new AtomicInteger();
        WrappedStore counting = WrappedStore.counting(shop.store, levelReads);
        try (InventoryLedger ledger =
                        InventoryLedger.over(counting).clock(shop.clock).build();
                StockView view = ledger.view()) {
            int before = levelReads.get();
            for (int i = 0; i < 1_000; i++) {
                assertThat(view.availability(ALL).value()).hasSize(4);
            }
            assertThat(levelReads).hasValue(before);
            Viewed<?> asked = view.noOlderThan(Duration.ZERO).availability(ALL);
            assertThat(levelReads.get()).as("what would be older is asked for").isGreaterThan(before);
            assertThat(asked.lag()).isZero();
        }
    }

    @Test
    default void aBoundedViewSeesWhatItsOwnCannotYet() {
        Shop shop = open().furnished().stocked("TEA@A=9");
        StockView view = shop.ledger.view();
        view.close();
        Duration stale = view.lag();
        shop.ledger.receive("TEA", "B", 2).orElseThrow();
        Heard.until("it grows old", () -> view.lag().compareTo(stale) > 0);
        assertThat(view.availability("TEA").value().total()).contains(9L);
        assertThat(view.availability("TEA").lag()).isGreaterThanOrEqualTo(stale);
        StockView bounded = view.noOlderThan(stale);
        assertThat(bounded.availability("TEA").value().total()).contains(11L);
        assertThat(bounded.availability(ALL).value()).isEqualTo(shop.ledger.availability(ALL));
        assertThat(bounded.stockAt(new LocationId("B"), Optional.empty(), 10).value())
                .hasSize(1);
        StockView patient = view.noOlderThan(Duration.ofDays(1));
        assertThat(patient.availability("TEA").value().total()).contains(9L);
        assertThatThrownBy(() -> view.noOlderThan(Duration.ofNanos(-1))).hasMessageContaining("bound");
    }

    @Test
    default void whatALocationHasComesPageByPage() {
        Shop shop = open().furnished().stocked("TEA@A=9/3", "CUP@A=4", "TEA@B=1");
        List<Level> first = shop.ledger.stockAt("A", Optional.empty(), 1);
        List<Level> second = shop.ledger.stockAt("A", Optional.of(first.get(0).key()), 10);
        assertThat(first).hasSize(1);
        assertThat(second).hasSize(1).doesNotContainAnyElementsOf(first);
        assertThat(shop.ledger.stockAt("B", Optional.of(Shop.key("TEA@A")), 10))
                .extracting(Level::key)
                .containsExactly(Shop.key("TEA@B"));
        shop.afterTheHold();
        assertThat(shop.ledger.stockAt("A", Optional.empty(), 10))
                .extracting(level -> level.key() + "=" + level.balance())
                .containsExactlyInAnyOrder("TEA@A=9/0/0", "CUP@A=4/0/0");
    }
}
