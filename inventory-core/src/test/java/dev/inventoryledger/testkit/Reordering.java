package dev.inventoryledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Location;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.LowStock;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.ReorderRule;
import dev.inventoryledger.ReorderSeason;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.Sellability;
import dev.inventoryledger.event.AlertEvent;
import dev.inventoryledger.event.AlertEvent.LowStockDetected;
import dev.inventoryledger.event.AlertEvent.ReorderRequested;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When stock is low, when more of it is ordered, and how often that is told. */
interface Reordering extends OpensShops {
    private static Instant afterDays(int days) {
        return KitClock.START.plus(Duration.ofDays(days));
    }

    private static List<String> alerts(Shop shop) {
        return shop.events(AlertEvent.class).stream()
                .map(event -> event.getClass().getSimpleName())
                .toList();
    }

    @Test
    default void aNewItemIsLowBelowTenAndReorderedBelowFive() {
        Shop shop = open().furnished();
        List<String> told = new ArrayList<>();
        InventoryLedger plain = InventoryLedger.over(shop.store)
                .clock(shop.clock)
                .listener(event -> {
                    if (event instanceof AlertEvent) {
                        told.add(event.getClass().getSimpleName());
                    }
                })
                .build();
        plain.receive("TEA", "A", 10).orElseThrow();
        assertThat(told).isEmpty();
        plain.adjust("TEA", "A", -1, "x").orElseThrow();
        plain.adjust("TEA", "A", -4, "x").orElseThrow();
        assertThat(told).containsExactly("LowStockDetected");
        plain.adjust("TEA", "A", -1, "x").orElseThrow();
        plain.adjust("TEA", "A", -1, "x").orElseThrow();
        plain.receive("TEA", "A", 1).orElseThrow();
        assertThat(told).containsExactly("LowStockDetected", "ReorderRequested");
        assertThat(plain.lowStock(Optional.empty(), 9))
                .singleElement()
                .matches(LowStock::isReordered)
                .matches(low -> low.suggestedQuantity() == 10);
        plain.receive("TEA", "A", 6).orElseThrow();
        plain.adjust("TEA", "A", -10, "x").orElseThrow();
        assertThat(told)
                .containsExactly(
                        "LowStockDetected", "ReorderRequested", "LowStockDetected", "ReorderRequested", "OutOfStock");
        assertThat(shop.ledger.lowStock(Optional.empty(), 9)).isEmpty();
    }

    @Test
    default void eachIsToldOnceUntilItIsReplenished() {
        Shop shop = open().furnished();
        ReorderRule rule = new ReorderRule(5, 20).reorderingAt(2);
        shop.ledger.changeItem(Item.of("TEA", "Tea").withReorder(rule)).orElseThrow();
        shop.stocked("TEA@A=6");
        shop.ledger.adjust("TEA", "A", -4, "x").orElseThrow();
        assertThat(alerts(shop)).containsExactly("LowStockDetected", "ReorderRequested");
        shop.ledger.receive("TEA", "A", 1).orElseThrow();
        shop.ledger.adjust("TEA", "A", -1, "x").orElseThrow();
        assertThat(alerts(shop)).containsExactly("LowStockDetected", "ReorderRequested", "ReorderRequested");
        assertThat(shop.events(ReorderRequested.class).get(0))
                .matches(event -> event.available() == 2 && event.reorderPoint() == 2 && event.quantity() == 20);
    }

    @Test
    default void aPlaceHasItsOwnRuleAndASeasonGoesBeforeBoth() {
        Shop shop = open().furnished();
        ReorderRule christmas = new ReorderRule(50, 100).reorderingAt(40);
        Item tea = Item.of("TEA", "Tea")
                .withReorder(5, 20)
                .withReorderAt("B", 1, 2)
                .withSeason(new ReorderSeason(Optional.empty(), afterDays(1), afterDays(3), new ReorderRule(9, 9)))
                .withSeason(new ReorderSeason(Optional.of(new LocationId("A")), afterDays(1), afterDays(2), christmas));
        shop.ledger.changeItem(tea).orElseThrow();
        shop.stocked("TEA@A=30", "TEA@B=8");
        assertThat(alerts(shop)).isEmpty();
        assertThat(shop.ledger.review("TEA", "CUP").rejection()).contains(RejectionReason.NOTHING_DUE);
        shop.later(Duration.ofDays(1));
        assertThat(shop.ledger.review("TEA").orElseThrow()).hasSize(2);
        assertThat(alerts(shop)).containsExactly("LowStockDetected", "ReorderRequested", "LowStockDetected");
        assertThat(shop.events(LowStockDetected.class))
                .extracting(LowStockDetected::point)
                .containsExactly(50L, 9L);
        assertThat(shop.ledger.review("TEA").rejection()).contains(RejectionReason.NOTHING_DUE);
        shop.later(Duration.ofDays(1));
        shop.ledger.review("TEA").orElseThrow();
        assertThat(shop.ledger.lowStock(Optional.empty(), 9))
                .extracting(low -> low.level().key())
                .containsExactly(Shop.key("TEA@B"));
        shop.later(Duration.ofDays(1));
        assertThat(shop.ledger.lowStock(Optional.empty(), 9)).isEmpty();
        shop.ledger.adjust("TEA", "B", -1, "x").orElseThrow();
        assertThat(shop.events(AlertEvent.class)).hasSize(3);
    }

    @Test
    default void holdsThatEndedAreToldOfWithoutASweep() {
        Shop shop = open().furnished().stocked("TEA@A=5/5");
        shop.afterTheHold();
        shop.ledger.review("TEA").orElseThrow();
        assertThat(alerts(shop)).containsExactly("OutOfStock", "BackInStock");
        shop.assertLevels("TEA@A=5");
    }

    /** A ledger that remembers what it wrote last hears of what another has told since. */
    @Test
    default void whatOneLedgerReviewsAnotherKnows() {
        Shop shop = open().furnished();
        ReorderRule summer = new ReorderRule(30, 50).reorderingAt(20);
        shop.ledger
                .changeItem(Item.of("TEA", "Tea")
                        .withReorder(ReorderRule.STANDARD)
                        .withSeason(new ReorderSeason(Optional.empty(), afterDays(1), afterDays(9), summer)))
                .orElseThrow();
        InventoryLedger other =
                InventoryLedger.over(shop.store).clock(shop.clock).build();
        other.receive("TEA", "A", 15).orElseThrow();
        shop.later(Duration.ofDays(1));
        shop.ledger.review("TEA").orElseThrow();
        other.receive("TEA", "A", 100).orElseThrow();
        assertThat(other.audit().violations()).isEmpty();
        other.adjust("TEA", "A", -100, "x").orElseThrow();
        // Its listener hears of what others did once it commits itself.
        shop.ledger.receive("TEA", "B", 100).orElseThrow();
        assertThat(alerts(shop))
                .containsExactly("LowStockDetected", "ReorderRequested", "LowStockDetected", "ReorderRequested");
    }

    @Test
    default void aSeasonNeedsItsPlace() {
        Shop shop = open().furnished();
        ReorderSeason nowhere = new ReorderSeason(
                Optional.of(new LocationId("NOWHERE")), afterDays(1), afterDays(2), ReorderRule.STANDARD);
        assertThat(shop.ledger
                        .changeItem(Item.of("TEA", "Tea").withSeason(nowhere))
                        .rejection())
                .contains(RejectionReason.UNKNOWN_LOCATION);
        assertThat(shop.ledger.review("COFFEE").rejection()).contains(RejectionReason.UNKNOWN_ITEM);
    }

    /** Nobody can be sold it, and nobody need order more of it. */
    @Test
    default void nobodyIsToldOfWhatIsNotForSale() {
        Shop shop = open().furnished();
        shop.ledger.changeItem(Item.of("TEA", "Tea").withReorder(9, 10)).orElseThrow();
        shop.stocked("TEA@A=20", "TEA@DAMAGED=1");
        shop.ledger.adjust("TEA", "DAMAGED", -1, "scrapped").orElseThrow();
        shop.ledger.receive("TEA", "DAMAGED", 5).orElseThrow();
        shop.ledger.deactivateItem("TEA").orElseThrow();
        shop.ledger.adjust("TEA", "A", -20, "sold off").orElseThrow();
        assertThat(shop.events(AlertEvent.class)).isEmpty();
        assertThat(shop.ledger.lowStock(Optional.empty(), 10)).isEmpty();
        assertThat(shop.ledger.review("TEA").rejection()).contains(RejectionReason.NOTHING_DUE);
        shop.ledger.changeItem(Item.of("TEA", "Tea").withReorder(9, 10)).orElseThrow();
        shop.ledger.receive("TEA", "A", 1).orElseThrow();
        assertThat(shop.events(AlertEvent.class))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.subject()).isEqualTo("stock/TEA@A"));
    }

    /** A store room, say, from which shops are filled up. */
    @Test
    default void aPlaceThatIsNotForSaleIsWatchedWhereTheItemSaysSo() {
        Shop shop = open().furnished();
        shop.ledger
                .changeItem(Item.of("TEA", "Tea").withReorderAt("DAMAGED", 3, 10))
                .orElseThrow();
        shop.stocked("TEA@DAMAGED=5");
        shop.ledger.adjust("TEA", "DAMAGED", -3, "taken").orElseThrow();
        assertThat(shop.events(LowStockDetected.class)).hasSize(1);
        assertThat(shop.ledger.lowStock(Optional.empty(), 10)).hasSize(1);
    }

    @Test
    default void whatHasBecomeOfAnItemMeanwhileIsToldOnceItIsSoldAgain() {
        Shop shop = open().furnished();
        Item tea = Item.of("TEA", "Tea").withReorder(9, 10).withLeadTime(Duration.ofDays(3));
        shop.ledger.changeItem(tea).orElseThrow();
        shop.stocked("TEA@A=20");
        shop.ledger.deactivateItem("TEA").orElseThrow();
        shop.ledger.adjust("TEA", "A", -20, "sold off").orElseThrow();
        assertThat(shop.events(AlertEvent.class)).isEmpty();
        shop.ledger.changeItem(tea).orElseThrow();
        assertThat(shop.events(AlertEvent.OutOfStock.class)).hasSize(1);
        assertThat(shop.ledger.lowStock(Optional.empty(), 10)).hasSize(1);
    }

    @Test
    default void whatHasBecomeOfAPlaceMeanwhileIsToldByAReview() {
        Shop shop = open().furnished();
        shop.ledger.changeItem(Item.of("TEA", "Tea").withReorder(9, 10)).orElseThrow();
        shop.stocked("TEA@A=20");
        shop.ledger
                .changeLocation(Location.of("A").withSellability(Sellability.NOT_SELLABLE))
                .orElseThrow();
        shop.ledger.adjust("TEA", "A", -20, "moved").orElseThrow();
        shop.ledger.changeLocation(Location.of("A")).orElseThrow();
        assertThat(shop.events(AlertEvent.class)).isEmpty();
        shop.ledger.review("TEA").orElseThrow();
        assertThat(shop.events(AlertEvent.OutOfStock.class)).hasSize(1);
    }

    /** By somebody who remembers the place as it was. */
    @Test
    default void whoSellsTheLastUnitOfAPlaceThatWasOpenedMeanwhileTellsSo() {
        Shop shop = open().furnished().stocked("TEA@DAMAGED=2");
        shop.ledger.changeLocation(Location.of("DAMAGED")).orElseThrow();
        Reservation first = shop.hold("R1", "TEA", "DAMAGED", 1);
        InventoryLedger other = InventoryLedger.over(shop.store)
                .clock(shop.clock)
                .reorderBy(ReorderRule.NEVER)
                .build();
        other.confirm(first.id()).orElseThrow();
        shop.ledger
                .changeLocation(Location.of("DAMAGED").withSellability(Sellability.NOT_SELLABLE))
                .orElseThrow();
        other.adjust("TEA", "DAMAGED", -1, "lost").orElseThrow();
        shop.ledger.changeLocation(Location.of("DAMAGED")).orElseThrow();
        other.fulfil(first.id()).orElseThrow();
        assertThat(shop.ledger.review("TEA").rejection()).contains(RejectionReason.NOTHING_DUE);
    }
}
