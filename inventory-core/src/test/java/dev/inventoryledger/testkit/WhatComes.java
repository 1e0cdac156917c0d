package dev.inventoryledger.testkit;

import static dev.inventoryledger.testkit.KitClock.day;
import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.Availability;
import dev.inventoryledger.Backorder;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.Location;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.Sku;
import dev.inventoryledger.Status;
import dev.inventoryledger.command.Command;
import dev.inventoryledger.command.Confirm;
import dev.inventoryledger.command.Count;
import dev.inventoryledger.command.ReceiveSupply;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.command.Sourcing;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.supply.InboundSupply;
import dev.inventoryledger.supply.SupplyPromise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What is told of units that are expected, and who gets them when they come. */
interface WhatComes extends OpensShops {
    @Test
    default void availabilityTellsNowAndByADateAndHowLongItTakes() {
        Shop shop = open().furnished().sellingAhead(Backorder.upTo(9)).stocked("TEA@A=2");
        shop.expect("PO-1", 3, 2);
        shop.ledger.supply().expect("PO-2", "TEA", "B", 4, day(5)).orElseThrow();
        shop.send(Reserve.of("TEA", 3)).orElseThrow();
        Availability tea = shop.ledger.availability("TEA");
        assertThat(tea.total()).contains(0L);
        assertThat(tea.by(day(1))).contains(0L);
        assertThat(tea.by(day(2))).contains(2L);
        assertThat(tea.by(day(9))).contains(6L);
        assertThat(tea.leadTime()).contains(Duration.ofDays(30));
        Availability fromB = shop.ledger.availability("TEA", Sourcing.standard().within("B"));
        assertThat(fromB.by(day(9))).contains(4L);
        shop.ledger.changeLocation(Location.of("B").withStatus(Status.INACTIVE)).orElseThrow();
        assertThat(shop.ledger.availability("TEA").by(day(9))).contains(2L);
        assertThat(shop.ledger.availability("CUP").expected()).isEmpty();
        assertThat(shop.ledger.supply().expected("TEA"))
                .extracting(InboundSupply::quantity)
                .containsExactly(3L, 4L);
    }

    /** Nothing has swept it, and whoever orders now is promised its units. */
    @Test
    default void whatAnEndedHoldWasPromisedIsExpectedForOthers() {
        Shop shop = open().furnished().sellingAhead(Backorder.preorder());
        shop.expect("PO-1", 5, 2);
        shop.send(Reserve.of("TEA", 4)).orElseThrow();
        assertThat(shop.ledger.availability("TEA").by(day(2))).contains(1L);
        shop.afterTheHold();
        assertThat(shop.ledger.availability("TEA").by(day(2))).contains(5L);
        shop.send(Reserve.of("TEA", 5)).orElseThrow();
        assertThat(shop.ledger.availability("TEA").by(day(2))).contains(0L);
    }

    /** Its end is counted once for each of them. */
    @Test
    default void anEndedHoldMayHaveBeenPromisedSeveralSkus() {
        Shop shop = open().furnished().sellingAhead(Backorder.preorder());
        shop.ledger
                .changeItem(Item.of("CUP", "Cup").withBackorder(Backorder.upTo(100)))
                .orElseThrow();
        shop.expect("PO-1", 5, 2);
        shop.ledger.supply().expect("PO-2", "CUP", "A", 5, day(2)).orElseThrow();
        shop.send(Reserve.of(Line.of("TEA", 4), Line.of("CUP", 3))).orElseThrow();
        shop.afterTheHold();
        Map<Sku, Availability> both = shop.ledger.availability(List.of(new Sku("TEA"), new Sku("CUP")));
        assertThat(both.values())
                .extracting(each -> each.by(day(2)).orElseThrow())
                .containsExactly(5L, 5L);
    }

    @Test
    default void noMoreIsToldThanTheItemMayOwe() {
        Shop shop = open().furnished().sellingAhead(Backorder.upTo(4));
        shop.expect("PO-1", 3, 2);
        shop.expect("PO-2", 3, 5);
        assertThat(shop.ledger.availability("TEA").by(day(2))).contains(3L);
        assertThat(shop.ledger.availability("TEA").by(day(5))).contains(4L);
        shop.send(Reserve.of("TEA", 4)).orElseThrow();
        assertThat(shop.ledger.availability("TEA").expected()).isEmpty();
    }

    /** An average, say. */
    @Test
    default void aLeadTimeMayBeOfAnyLength() {
        Shop shop = open().furnished();
        Item item = Item.of("TEA", "Tea").withBackorder(Backorder.upTo(9));
        shop.ledger
                .changeItem(item.withLeadTime(Duration.ofDays(10).dividedBy(7)))
                .orElseThrow();
        Reserve reserve = Reserve.of("TEA", 3).with(Shop.as("c1")).as("r1");
        Outcome<Reservation> first = shop.send(reserve);
        assertThat(shop.send(reserve).orElseThrow()).isEqualTo(first.orElseThrow());
        assertThat(first.orElseThrow().lines().get(0).promise().flatMap(SupplyPromise::expectedAt))
                .contains(Instant.parse("2026-02-01T22:17:08.571428Z"));
    }

    /** Out of new promises is not out of those that were made. */
    @Test
    default void whoIsOwedIsServedThoughTheItemIsSoldNoMore() {
        Shop shop = open().furnished().sellingAhead(Backorder.upTo(9));
        shop.expect("PO-1", 5, 2);
        Reservation owed = shop.send(Reserve.of("TEA", 5).as("r1")).orElseThrow();
        shop.send(Confirm.of(owed.id()).acceptingOutstanding()).orElseThrow();
        shop.ledger.deactivateItem("TEA").orElseThrow();
        shop.ledger.receive("TEA", "B", 1).orElseThrow();
        shop.send(ReceiveSupply.of("PO-1", "TEA", "A", 3)).orElseThrow();
        assertThat(shop.reservation("r1").open()).isEqualTo(4);
        shop.ledger.adjust("TEA", "A", 2, "found").orElseThrow();
        shop.ledger.topUp(owed.id()).orElseThrow();
        shop.assertLevels("TEA@A=5/4/4", "TEA@B=1/1/1");
    }

    @Test
    default void whoWaitsUnpromisedForWhatIsSoldNoMoreIsNotServed() {
        Shop shop = open().furnished().sellingAhead(Backorder.upTo(0));
        Reservation waiting =
                shop.send(Reserve.of("TEA", 5).as("r1").partially()).orElseThrow();
        shop.ledger.deactivateItem("TEA").orElseThrow();
        shop.ledger.receive("TEA", "A", 5).orElseThrow();
        shop.ledger.topUp(waiting.id()).orElseThrow();
        shop.assertLevels("TEA@A=5");
    }

    /** Whoever waits without a promise, and what comes in elsewhere, have no row in common but what is expected of the item. */
    @Test
    default void whoBeginsToWaitWhileSomethingComesInIsServed() {
        Shop shop = open().furnished().sellingAhead(Backorder.upTo(0)).stocked("TEA@A=3", "TEA@B=1");
        shop.send(Reserve.of(Line.of("TEA", 2).at("A")).as("counted")).orElseThrow();
        shop.ledger.adjust("TEA", "B", -1, "broken").orElseThrow();
        for (Command<?> begins : List.of(Reserve.of("TEA", 4).as("r1").partially(), Count.of("TEA", "A", 2))) {
            meanwhile(shop, begins).receive("TEA", "B", 3).orElseThrow();
            assertThat(shop.reservation("r1").outstanding()).isZero();
        }
        assertThat(shop.ledger.audit().violations()).isEmpty();
    }

    private static InventoryLedger meanwhile(Shop shop, Command<?> command) {
        AtomicBoolean isSent = new AtomicBoolean();
        StockStore store = new WrappedStore(shop.store, snapshot -> snapshot, (sound, changes) -> {
            if (isSent.compareAndSet(false, true)) {
                shop.send(command).orElseThrow();
            }
            return sound.commit(changes);
        });
        return InventoryLedger.over(store).clock(shop.clock).build();
    }

    /** Nor where the item may not be sold before it is there, but more of it is expected. */
    @Test
    default void whoBeginsToWaitWhileASupplyComesInIsServed() {
        Shop shop = open().furnished().stocked("TEA@A=3", "TEA@B=1");
        shop.send(Reserve.of(Line.of("TEA", 2).at("A")).as("counted")).orElseThrow();
        shop.ledger.adjust("TEA", "B", -1, "broken").orElseThrow();
        shop.expect("PO-1", 9, 2);
        for (Command<?> begins : List.of(Reserve.of("TEA", 4).as("r1").partially(), Count.of("TEA", "A", 2))) {
            meanwhile(shop, begins)
                    .execute(ReceiveSupply.of("PO-1", "TEA", "B", 3))
                    .orElseThrow();
            assertThat(shop.reservation("r1").outstanding()).isZero();
        }
        Command<?> late = ReceiveSupply.of("PO-1", "TEA", "B", 1);
        meanwhile(shop, late).execute(Reserve.of("TEA", 3).as("r2").partially()).orElseThrow();
        assertThat(shop.reservation("r2").outstanding()).isZero();
    }
}
