package dev.inventoryledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.StockLine;
import dev.inventoryledger.policy.Archive;
import dev.inventoryledger.policy.RetentionPolicy;
import dev.inventoryledger.reconciliation.ReconciliationPolicy;
import dev.inventoryledger.reconciliation.ReportedStock;
import dev.inventoryledger.reconciliation.Variance;
import dev.inventoryledger.reconciliation.VarianceReport;
import dev.inventoryledger.spi.JournalExtent;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.StockStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the warehouse has counted, beside what the ledger has. Lines are written {@code recorded/reported verdict}. */
interface Reconciling extends OpensShops {
    private static ReportedStock counted(String sku, long units, Instant when) {
        return ReportedStock.of(sku, "A", units, when);
    }

    private static VarianceReport reconcile(Shop shop, ReconciliationPolicy policy, ReportedStock... counts) {
        return shop.ledger.reconcile("A", location -> Arrays.asList(counts), policy);
    }

    private static List<String> lines(VarianceReport report) {
        return report.lines().stream()
                .map(line -> line.key().sku() + " " + line.recorded() + "/" + line.reported() + " " + line.verdict())
                .toList();
    }

    @Test
    default void differencesAreToldAndNothingIsChanged() {
        Shop shop = open().furnished().stocked("TEA@A=5/2", "CUP@A=3", "TEA@B=9");
        Instant now = shop.clock.instant();
        VarianceReport report =
                reconcile(shop, ReconciliationPolicy.flagAll(), counted("TEA", 4, now), counted("MYSTERY", 2, now));
        assertThat(lines(report))
                .containsExactly("CUP 3/0 NOT_REPORTED", "MYSTERY 0/2 UNKNOWN_ITEM", "TEA 5/4 FLAGGED");
        assertThat(report.isClean()).isFalse();
        shop.assertLevels("TEA@A=5/2", "CUP@A=3", "TEA@B=9");
    }

    @Test
    default void whatIsWithinTheToleranceIsAppliedWhereThatIsWanted() {
        Shop shop = open().furnished().stocked("TEA@A=5/2", "CUP@A=3");
        Instant now = shop.clock.instant();
        ReconciliationPolicy policy = ReconciliationPolicy.applyUpTo(2);
        VarianceReport report = reconcile(shop, policy, counted("TEA", 3, now), counted("CUP", 6, now));
        assertThat(lines(report)).containsExactly("CUP 3/6 FLAGGED", "TEA 5/3 APPLIED");
        shop.assertLevels("TEA@A=3/2", "CUP@A=3");
        assertThat(report.of(Variance.Verdict.APPLIED)).singleElement().matches(line -> line.difference() == -2);
    }

    /** Promised units are not adjusted away behind their owners' backs: somebody is to look at it. */
    @Test
    default void whatCannotBeAppliedIsFlagged() {
        Shop shop = open().furnished().stocked("TEA@A=5/5");
        VarianceReport report =
                reconcile(shop, ReconciliationPolicy.applyUpTo(2), counted("TEA", 4, shop.clock.instant()));
        assertThat(lines(report)).containsExactly("TEA 5/4 FLAGGED");
        shop.assertLevels("TEA@A=5/5");
    }

    @Test
    default void whatMovedSinceItWasCountedIsOutOfDate() {
        Shop shop = open().furnished().stocked("TEA@A=5", "CUP@A=3");
        Instant counted = shop.clock.instant();
        shop.later(Duration.ofMinutes(1));
        shop.ledger.receive("TEA", "A", 2).orElseThrow();
        shop.ledger.receive("CUP", "A", 2).orElseThrow();
        shop.ledger.adjust("CUP", "A", -2, "and back").orElseThrow();
        VarianceReport report = reconcile(
                shop, ReconciliationPolicy.applyUpTo(9), counted("TEA", 4, counted), counted("CUP", 4, counted));
        assertThat(lines(report)).containsExactly("CUP 3/4 OUT_OF_DATE", "TEA 7/4 OUT_OF_DATE");
        shop.assertLevels("TEA@A=7", "CUP@A=3");
    }

    /** The warehouse's clock is ahead: what comes until then would be corrected away. */
    @Test
    default void whatIsCountedLaterThanNowIsOutOfDate() {
        Shop shop = open().furnished().stocked("TEA@A=10");
        ReportedStock ahead = counted("TEA", 8, shop.clock.instant().plus(Duration.ofMinutes(10)));
        ReconciliationPolicy policy = ReconciliationPolicy.applyUpTo(3);
        assertThat(lines(reconcile(shop, policy, ahead))).containsExactly("TEA 10/8 OUT_OF_DATE");
        shop.later(Duration.ofMinutes(3));
        shop.ledger.receive("TEA", "A", 1).orElseThrow();
        assertThat(lines(reconcile(shop, policy, ahead))).containsExactly("TEA 11/8 OUT_OF_DATE");
        shop.assertLevels("TEA@A=11");
    }

    @Test
    default void nothingOfWhatIsUnknownAgrees() {
        Shop shop = open().furnished();
        VarianceReport report =
                reconcile(shop, ReconciliationPolicy.flagAll(), counted("MYSTERY", 0, shop.clock.instant()));
        assertThat(lines(report)).containsExactly("MYSTERY 0/0 AGREES");
        assertThat(report.isClean()).isTrue();
    }

    /** It came and went, and how is forgotten while it is looked up. */
    @Test
    default void whatIsPrunedWhileItIsComparedIsOutOfDate() {
        for (int nth = 1; nth <= 3; nth++) {
            Shop shop = open().furnished().stocked("TEA@A=5");
            ReportedStock count = counted("TEA", 4, shop.clock.instant());
            shop.later(Duration.ofMinutes(1));
            shop.ledger.receive("TEA", "A", 2).orElseThrow();
            shop.ledger.adjust("TEA", "A", -2, "and back").orElseThrow();
            shop.later(Duration.ofMinutes(1));
            StockStore pruned = Meanwhile.after(
                    shop.store,
                    JournalExtent.class,
                    nth,
                    () -> shop.ledger.prune(RetentionPolicy.keeping(Duration.ZERO), Archive.NOTHING));
            VarianceReport report = InventoryLedger.over(pruned)
                    .clock(shop.clock)
                    .build()
                    .reconcile("A", location -> List.of(count), ReconciliationPolicy.applyUpTo(1));
            assertThat(lines(report)).containsExactly("TEA 5/4 OUT_OF_DATE");
            shop.assertLevels("TEA@A=5");
        }
    }

    @Test
    default void aPromiseMovesNothing() {
        Shop shop = open().furnished().stocked("TEA@A=5");
        Instant counted = shop.clock.instant();
        shop.later(Duration.ofMinutes(1));
        shop.hold("R1", "TEA", "A", 2);
        assertThat(lines(reconcile(shop, ReconciliationPolicy.flagAll(), counted("TEA", 5, counted))))
                .containsExactly("TEA 5/5 AGREES");
    }

    @Test
    default void theSameCountIsAppliedOnce() {
        Shop shop = open().furnished().stocked("TEA@A=5");
        ReportedStock count = counted("TEA", 6, shop.clock.instant());
        shop.later(Duration.ofMinutes(1));
        reconcile(shop, ReconciliationPolicy.applyUpTo(1), count);
        VarianceReport again = reconcile(shop, ReconciliationPolicy.applyUpTo(1), count);
        assertThat(lines(again)).containsExactly("TEA 6/6 OUT_OF_DATE");
        shop.assertLevels("TEA@A=6");
    }

    /** Two that compare at once, each with a count of its own. */
    @Test
    default void aDifferenceIsAppliedOnceThoughTwoHaveFoundIt() {
        Shop shop = open().furnished().stocked("TEA@A=5");
        Instant now = shop.clock.instant();
        ReconciliationPolicy policy = ReconciliationPolicy.applyUpTo(1);
        StockStore slow = Meanwhile.after(
                shop.store, LoadRequest.class, 1, () -> reconcile(shop, policy, counted("TEA", 4, now)));
        VarianceReport late = InventoryLedger.over(slow)
                .clock(shop.clock)
                .build()
                .reconcile("A", location -> List.of(counted("TEA", 4, now.plusSeconds(1))), policy);
        assertThat(lines(late)).containsExactly("TEA 5/4 OUT_OF_DATE");
        shop.assertLevels("TEA@A=4");
    }

    @Test
    default void whatSomebodyCountedMeanwhileIsNotUndone() {
        Shop shop = open().furnished().stocked("TEA@A=10");
        StockStore slow = Meanwhile.after(shop.store, LoadRequest.class, 1, () -> shop.ledger.count("TEA", "A", 8));
        VarianceReport report = InventoryLedger.over(slow)
                .clock(shop.clock)
                .build()
                .reconcile(
                        "A",
                        location -> List.of(counted("TEA", 8, shop.clock.instant())),
                        ReconciliationPolicy.applyUpTo(2));
        assertThat(lines(report)).containsExactly("TEA 10/8 OUT_OF_DATE");
        shop.assertLevels("TEA@A=8");
    }

    @Test
    default void aFeedThatIsMalformedIsRefused() {
        Shop shop = open().furnished();
        Instant now = shop.clock.instant();
        assertThatThrownBy(() -> reconcile(shop, ReconciliationPolicy.flagAll(), ReportedStock.of("TEA", "B", 1, now)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TEA@B");
        assertThatThrownBy(() ->
                        reconcile(shop, ReconciliationPolicy.flagAll(), counted("TEA", 1, now), counted("TEA", 2, now)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("once");
        assertThatThrownBy(() -> counted("TEA", -1, now)).hasMessageContaining("onHand");
    }

    @Test
    default void theReportIsWrittenAsCsv() throws Exception {
        Shop shop = open().furnished().stocked("TEA@A=5");
        shop.ledger.registerItem(Item.of("=1+1", "A formula")).orElseThrow();
        Instant now = shop.clock.instant();
        StringBuilder csv = new StringBuilder();
        reconcile(shop, ReconciliationPolicy.flagAll(), counted("TEA", 4, now), counted("=1+1", 1, now))
                .writeCsv(csv);
        assertThat(csv.toString().lines())
                .containsExactly(
                        "sku,location,lot,recorded,reported,difference,counted_at,verdict",
                        "'=1+1,A,,0,1,1," + now + ",FLAGGED",
                        "TEA,A,,5,4,-1," + now + ",FLAGGED");
    }

    @Test
    default void whatIsNotTrackedIsFlaggedAndNothingIsWritten() {
        Shop shop = open().furnished();
        long tip = shop.tip();
        ReportedStock count = counted("EBOOK", 5, shop.clock.instant());
        assertThat(lines(reconcile(shop, ReconciliationPolicy.applyUpTo(9), count)))
                .containsExactly("EBOOK 0/5 FLAGGED");
        assertThat(shop.tip()).isEqualTo(tip);
    }

    @Test
    default void whatNobodyCanTellAnyMoreIsOutOfDate() {
        Shop shop = open().furnished().stocked("TEA@A=5", "CUP@A=1");
        Instant old = shop.clock.instant();
        shop.later(Duration.ofHours(1));
        shop.ledger.receive("TEA", "A", 1).orElseThrow();
        shop.later(Duration.ofHours(1));
        shop.ledger.receive("TEA", "A", 1).orElseThrow();
        shop.ledger.prune(RetentionPolicy.keeping(Duration.ZERO), Archive.NOTHING);
        assertThat(lines(reconcile(
                        shop, ReconciliationPolicy.flagAll(), counted("TEA", 5, old), counted("CUP", 1, old))))
                .containsExactly("CUP 1/1 AGREES", "TEA 7/5 OUT_OF_DATE");
    }

    /** Stores and the language order texts alike only as far as most of them go. */
    @Test
    default void aLocationMayHaveManyKeysInTheOrderOfItsStore() {
        Shop shop = open().furnished();
        List<String> skus = new ArrayList<>(List.of("\uFF71"));
        for (int i = 0; i < 1_000; i++) {
            skus.add("\uD842\uDFB7" + i);
        }
        skus.forEach(sku -> shop.ledger.registerItem(Item.of(sku, "Some")).orElseThrow());
        shop.send(Receive.of(skus.stream()
                        .map(sku -> new StockLine(StockKey.of(sku, "A"), 1))
                        .toArray(StockLine[]::new)))
                .orElseThrow();
        assertThat(reconcile(shop, ReconciliationPolicy.flagAll()).lines()).hasSize(1_001);
    }
}
