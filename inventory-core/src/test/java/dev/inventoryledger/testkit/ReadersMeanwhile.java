package dev.inventoryledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventoryledger.Explanation;
import dev.inventoryledger.Explanation.Holder;
import dev.inventoryledger.HistoryPrunedException;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.MovementQuery;
import dev.inventoryledger.RebuildReport;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.event.InventoryEvent;
import dev.inventoryledger.policy.Archive;
import dev.inventoryledger.policy.RetentionPolicy;
import dev.inventoryledger.spi.EntryQuery;
import dev.inventoryledger.spi.JournalExtent;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.subscription.RunningSubscription;
import dev.inventoryledger.subscription.Subscription;
import dev.inventoryledger.view.StockView;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whoever reads the journal while others prune it, or write to it, tells what is so, or says that it cannot. */
interface ReadersMeanwhile extends OpensShops {
    /** So many questions a reader asks at most in these tests: pruning comes in after each of them in turn. */
    int MOST_QUESTIONS = 12;

    RetentionPolicy NOTHING_KEPT = RetentionPolicy.keeping(Duration.ZERO);

    private static Shop stocked(OpensShops kit) {
        Shop shop = kit.open().furnished().stocked("TEA@A=9/3/1", "CUP@B=7");
        shop.later(Duration.ofMinutes(1));
        return shop;
    }

    private static void pruneAndSell(Shop shop) {
        shop.ledger.prune(NOTHING_KEPT, Archive.NOTHING);
        shop.hold("later", "TEA", "A", 1);
    }

    private static InventoryLedger over(Shop shop, StockStore store) {
        return InventoryLedger.over(store).clock(shop.clock).build();
    }

    @Test
    default void aRebuildFindsNoDifferenceThatIsNone() {
        for (int nth = 1; nth <= MOST_QUESTIONS; nth++) {
            Shop shop = stocked(this);
            StockStore store = Meanwhile.after(shop.store, JournalExtent.class, nth, () -> pruneAndSell(shop));
            RebuildReport report = over(shop, store).rebuild();
            assertThat(report.differences()).as("pruned after question " + nth).isEmpty();
        }
    }

    @Test
    default void anAuditFindsNoFaultThatIsNone() {
        for (int nth = 1; nth <= MOST_QUESTIONS; nth++) {
            Shop shop = stocked(this);
            StockStore store = Meanwhile.after(shop.store, JournalExtent.class, nth, () -> pruneAndSell(shop));
            assertThat(over(shop, store).audit().violations())
                    .as("pruned after question " + nth)
                    .isEmpty();
        }
    }

    @Test
    default void aViewSkipsNothingThatWasPrunedBeforeItCameToIt() {
        for (int nth = 1; nth <= MOST_QUESTIONS; nth++) {
            Shop shop = stocked(this);
            boolean isExtent = nth % 2 == 0;
            StockStore store = Meanwhile.after(
                    shop.store, isExtent ? JournalExtent.class : EntryQuery.class, (nth + 1) / 2, () -> {
                        shop.ledger.receive("CUP", "B", 1).orElseThrow();
                        shop.later(Duration.ofMinutes(1));
                        pruneAndSell(shop);
                    });
            try (InventoryLedger ledger = over(shop, store);
                    StockView view = ledger.view()) {
                Heard.until("it happened", () -> shop.store.extent().prunedUpTo() > 0);
                shop.ledger.receive("TEA", "A", 1).orElseThrow();
                long tip = shop.tip();
                Heard.until(
                        "the view has come so far",
                        () -> view.availability("TEA").position() >= tip);
                assertThat(view.availability(Viewing.ALL).value())
                        .as("pruned after question " + nth)
                        .isEqualTo(shop.ledger.availability(Viewing.ALL));
            }
        }
    }

    @Test
    default void aReportThatLostAPageSaysSo() {
        Shop shop = stocked(this);
        Instant from = shop.clock.instant().minus(Duration.ofMinutes(1));
        Instant until = shop.clock.instant().plusSeconds(1);
        StockStore store = Meanwhile.after(
                shop.store, MovementQuery.class, 1, () -> shop.ledger.prune(NOTHING_KEPT, Archive.NOTHING));
        assertThatThrownBy(() -> over(shop, store).reports().writeMovements(from, until, new StringBuilder()))
                .isInstanceOf(HistoryPrunedException.class)
                .hasMessageContaining("no longer reaches back");
    }

    @Test
    default void whatIsCommittedWhileTheBoundIsLookedUpIsNotPruned() {
        Shop shop = stocked(this);
        Set<Long> archived = new HashSet<>();
        StockStore store = Meanwhile.after(
                shop.store,
                EntryQuery.FirstSince.class,
                1,
                () -> shop.ledger.receive("TEA", "A", 1).orElseThrow());
        long before = shop.tip();
        over(shop, store).prune(NOTHING_KEPT, page -> page.forEach(entry -> archived.add(entry.position())));
        assertThat(Collections.max(archived)).isEqualTo(before);
        assertThat(shop.store.extent().prunedUpTo()).isEqualTo(before);
    }

    @Test
    default void whatIsCommittedWhileTheStartIsLookedUpIsHeard() {
        Shop shop = stocked(this);
        long before = shop.tip();
        Instant from = shop.clock.instant();
        StockStore store = Meanwhile.after(
                shop.store,
                EntryQuery.FirstSince.class,
                1,
                () -> shop.ledger.receive("TEA", "A", 1).orElseThrow());
        Heard heard = new Heard();
        try (InventoryLedger ledger = over(shop, store);
                RunningSubscription running =
                        ledger.subscribe(Subscription.of("one", heard).from(from))) {
            Heard.until("it has begun", running::isActive);
            List<InventoryEvent> news = shop.told(before);
            assertThat(heard.next(news.size())).isEqualTo(news);
        }
    }

    @Test
    default void whoeverFindsThatWhatHeHasNotReadIsGoneSaysSo() {
        Shop shop = stocked(this);
        pruneAndSell(shop);
        Heard never = new Heard();
        Subscription late = Subscription.of("late", never);
        for (Subscription tooLate : List.of(late.behind(2), late.from(Instant.EPOCH))) {
            try (RunningSubscription running = shop.ledger.subscribe(tooLate)) {
                Heard.until("it says so", () -> running.failure().isPresent());
                assertThat(running.failure().orElseThrow())
                        .isInstanceOf(HistoryPrunedException.class)
                        .hasMessageContaining("subscription late");
            }
        }
        never.nothingElse();
        shop.later(Duration.ofMinutes(1));
        long tip = shop.tip();
        shop.ledger.prune(NOTHING_KEPT, Archive.NOTHING);
        assertThat(shop.store.extent().prunedUpTo())
                .as("who never began holds nothing back")
                .isEqualTo(tip);
    }

    @Test
    default void whoBeginsBehindWhatWasPrunedHearsAllSince() {
        Shop shop = stocked(this);
        pruneAndSell(shop);
        shop.later(Duration.ofMinutes(1));
        long before = shop.tip();
        shop.ledger.receive("TEA", "A", 1).orElseThrow();
        Heard heard = new Heard();
        try (RunningSubscription running =
                shop.ledger.subscribe(Subscription.of("since", heard).from(shop.clock.instant()))) {
            List<InventoryEvent> news = shop.told(before);
            assertThat(heard.next(news.size())).isEqualTo(news);
            assertThat(running.isActive()).isTrue();
        }
    }

    @Test
    default void anExplanationIsOfOneMoment() {
        for (int nth = 1; nth <= MOST_QUESTIONS; nth++) {
            for (boolean isOfEarlier : new boolean[] {false, true}) {
                Shop shop = stocked(this);
                Instant asked = shop.clock.instant();
                if (isOfEarlier) {
                    shop.later(Duration.ofSeconds(1));
                    shop.hold("since", "TEA", "A", 2);
                }
                boolean isLoad = nth % 2 == 1;
                StockStore store = Meanwhile.after(
                        shop.store, isLoad ? LoadRequest.class : MovementQuery.class, (nth + 1) / 2, () -> {
                            shop.ledger.release(new ReservationId("HELD-TEA@A")).orElseThrow();
                            shop.hold("later", "TEA", "A", 1);
                        });
                Explanation why = over(shop, store).explain(Shop.key("TEA@A"), asked);
                assertThat(why.holders().stream().mapToLong(Holder::units).sum())
                        .as("after question " + nth)
                        .isEqualTo(why.level().reserved());
            }
        }
    }

    /** It is right, or says that it cannot know. */
    @Test
    default void anExplanationOfWhatIsPrunedMeanwhileSaysSo() {
        for (int nth = 1; nth <= MOST_QUESTIONS; nth++) {
            Shop shop = stocked(this);
            Instant asked = shop.clock.instant();
            shop.later(Duration.ofSeconds(1));
            shop.hold("since", "TEA", "A", 1);
            shop.ledger.release(new ReservationId("HELD-TEA@A")).orElseThrow();
            shop.later(Duration.ofSeconds(1));
            StockStore store = Meanwhile.after(
                    shop.store, JournalExtent.class, nth, () -> shop.ledger.prune(NOTHING_KEPT, Archive.NOTHING));
            try {
                Explanation why = over(shop, store).explain(Shop.key("TEA@A"), asked);
                assertThat(why.holders().stream().mapToLong(Holder::units).sum())
                        .as("pruned after question " + nth)
                        .isEqualTo(why.level().reserved());
            } catch (HistoryPrunedException untold) {
                assertThat(untold).hasMessageContaining("no longer reaches back");
            }
        }
    }

    @Test
    default void totalsReconcileThoughStockMovesWithinTheSpan() {
        for (int nth = 1; nth <= MOST_QUESTIONS; nth++) {
            Shop shop = stocked(this);
            Instant from = shop.clock.instant().minusSeconds(1);
            StockStore store = Meanwhile.after(
                    shop.store,
                    nth % 2 == 0 ? LoadRequest.class : MovementQuery.class,
                    (nth + 1) / 2,
                    () -> shop.ledger.receive("TEA", "A", 1).orElseThrow());
            InventoryLedger ledger = over(shop, store);
            shop.ledger.receive("TEA", "A", 1).orElseThrow();
            assertThat(ledger.reports()
                            .totals(from, shop.clock.instant().plusSeconds(9))
                            .reconciles())
                    .as("after question " + nth)
                    .isTrue();
        }
    }
}
