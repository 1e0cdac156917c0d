package dev.inventoryledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.Backorder;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.Location;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.Tracking;
import dev.inventoryledger.command.CancelSupply;
import dev.inventoryledger.command.Command;
import dev.inventoryledger.command.Confirm;
import dev.inventoryledger.command.Count;
import dev.inventoryledger.command.CountedLine;
import dev.inventoryledger.command.Fulfil;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.command.Sourcing;
import dev.inventoryledger.command.StockLine;
import dev.inventoryledger.command.TakeBack;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** However many rows a command needs, it asks for them a few times, and not for one after the other. */
interface ManyAtOnce extends OpensShops {
    int MANY = 40;
    int FEW = 10;

    private static <T> T[] many(IntFunction<T> each, IntFunction<T[]> array) {
        return IntStream.range(0, MANY).mapToObj(each).toArray(array);
    }

    private Shop selling(Item... items) {
        Shop shop = open().furnished();
        for (Item item : items) {
            shop.ledger.registerItem(item).orElseThrow();
        }
        return shop;
    }

    private static Item[] items(boolean isBackordered) {
        return many(
                i -> {
                    Item item = Item.of("S" + i, "Some");
                    return isBackordered ? item.withBackorder(Backorder.upTo(9)) : item;
                },
                Item[]::new);
    }

    private static StockLine[] stock(String location, int units) {
        return many(i -> new StockLine(StockKey.of("S" + i, location), units), StockLine[]::new);
    }

    /** By a ledger that knows nothing yet. */
    private static void takesFewLoads(Shop shop, Command<?> command) {
        AtomicInteger loads = new AtomicInteger();
        InventoryLedger.over(WrappedStore.counting(shop.store, loads))
                .clock(shop.clock)
                .build()
                .execute(command)
                .orElseThrow();
        assertThat(loads).hasValueLessThan(FEW);
    }

    @Test
    default void aCountTakesFromManyKeys() {
        Shop shop = selling(items(false));
        shop.send(Receive.of(stock("A", 1))).orElseThrow();
        for (int i = 0; i < MANY; i++) {
            Reserve order = Reserve.of(Line.of("S" + i, 1));
            shop.send(order).orElseThrow();
            shop.send(Confirm.of(order.reservationId())).orElseThrow();
        }
        takesFewLoads(shop, Count.of(many(i -> new CountedLine(StockKey.of("S" + i, "A"), 0), CountedLine[]::new)));
        assertThat(shop.ledger.stockAt("A", java.util.Optional.empty(), MANY)).allMatch(level -> level.reserved() == 0);
    }

    @Test
    default void manySerialNumbersComeBackElsewhere() {
        Shop shop = selling(Item.of("PHONE", "Phone").withTracking(Tracking.BY_SERIAL));
        shop.send(Receive.of(many(i -> StockLine.of("PHONE", "A", "N" + i, 1), StockLine[]::new)))
                .orElseThrow();
        Reserve order = Reserve.of("PHONE", MANY);
        shop.send(order).orElseThrow();
        shop.send(Fulfil.of(order.reservationId())).orElseThrow();
        takesFewLoads(shop, TakeBack.of(many(i -> StockLine.of("PHONE", "B", "N" + i, 1), StockLine[]::new)));
        assertThat(shop.ledger.availability("PHONE").total()).contains((long) MANY);
    }

    /** EU has many stores, each of which is a zone. */
    private Shop region() {
        Shop shop = open().furnished();
        shop.ledger.registerLocation(Location.of("EU")).orElseThrow();
        for (int i = 0; i < MANY; i++) {
            shop.ledger
                    .registerLocation(Location.of("STORE" + i).withParent("EU"))
                    .orElseThrow();
            shop.ledger
                    .registerLocation(Location.of("ZONE" + i).withParent("STORE" + i))
                    .orElseThrow();
        }
        return shop;
    }

    @Test
    default void supplyInManyPlacesOfARegionIsLookedAt() {
        Shop shop = region().sellingAhead(Backorder.upTo(MANY));
        for (int i = 0; i < MANY; i++) {
            shop.ledger
                    .supply()
                    .expect("PO-" + i, "TEA", "ZONE" + i, 1, KitClock.day(2))
                    .orElseThrow();
        }
        takesFewLoads(shop, Reserve.of("TEA", 2).from(Sourcing.standard().within("A")));
        takesFewLoads(shop, CancelSupply.of("PO-0", "TEA"));
    }

    @Test
    default void manyPlacesOfARegionAreLookedAt() {
        Shop shop = region();
        shop.send(Receive.of(many(i -> new StockLine(StockKey.of("TEA", "ZONE" + i), 1), StockLine[]::new)))
                .orElseThrow();
        takesFewLoads(shop, Reserve.of("TEA", MANY).from(Sourcing.standard().within("EU")));
        assertThat(shop.ledger.availability("TEA").total()).contains(0L);
    }

    @Test
    default void aReceiptServesManyWhoWaitForOtherThings() {
        Shop shop = selling(items(true));
        shop.ledger
                .changeItem(Item.of("TEA", "Tea").withBackorder(Backorder.upTo(MANY)))
                .orElseThrow();
        for (int i = 0; i < MANY; i++) {
            shop.send(Reserve.of(Line.of("TEA", 1), Line.of("S" + i, 1))).orElseThrow();
        }
        takesFewLoads(shop, Receive.of("TEA", "A", MANY));
        shop.assertLevels("TEA@A=" + MANY + "/" + MANY);
    }

    @Test
    default void holdsThatHaveEndedGiveWayThoughTheyNameManyOtherThings() {
        Shop shop = selling(items(false));
        shop.send(Receive.of(stock("A", 1))).orElseThrow();
        shop.ledger.receive("TEA", "A", MANY).orElseThrow();
        for (int i = 0; i < MANY; i++) {
            shop.send(Reserve.of(Line.of("TEA", 1), Line.of("S" + i, 1))).orElseThrow();
        }
        shop.afterTheHold();
        takesFewLoads(shop, Reserve.of("TEA", MANY));
        shop.assertLevels("TEA@A=" + MANY + "/" + MANY, "S0@A=1/0");
    }

    @Test
    default void anOrderOfManyThingsWaits() {
        takesFewLoads(selling(items(true)), Reserve.of(many(i -> Line.of("S" + i, 1), Line[]::new)));
        takesFewLoads(
                selling(items(false)),
                Reserve.of(many(i -> Line.of("S" + i, 1), Line[]::new)).partially());
    }

    @Test
    default void aReceiptOfManyThingsThatAreSoldAheadServesThoseWhoWait() {
        Shop shop = selling(items(true));
        for (int i = 0; i < MANY; i += 2) {
            shop.send(Reserve.of(Line.of("S" + i, 1))).orElseThrow();
        }
        takesFewLoads(shop, Receive.of(stock("A", 1)));
        assertThat(shop.ledger.stockAt("A", java.util.Optional.empty(), MANY))
                .filteredOn(level -> level.reserved() == 1)
                .hasSize((MANY + 1) / 2);
    }

    @Test
    default void anOrderOfManyThingsFindsEndedHoldsThatWerePromisedThem() {
        Shop shop = selling(items(true));
        Line[] all = many(i -> Line.of("S" + i, 9), Line[]::new);
        shop.send(Reserve.of(all)).orElseThrow();
        shop.afterTheHold();
        takesFewLoads(shop, Reserve.of(all));
    }

    /** More of them than are asked for at first. */
    @Test
    default void aCountTakesFromManyOrdersThatNameOtherThingsToo() {
        Shop shop = selling(items(false));
        shop.send(Receive.of(stock("A", 1))).orElseThrow();
        shop.ledger.receive("TEA", "A", MANY).orElseThrow();
        for (int i = 0; i < MANY; i++) {
            Reserve order = Reserve.of(Line.of("TEA", 1), Line.of("S" + i, 1));
            shop.send(order).orElseThrow();
            shop.send(Confirm.of(order.reservationId())).orElseThrow();
        }
        takesFewLoads(shop, Count.of("TEA", "A", 0));
        shop.assertLevels("TEA@A=0");
    }
}
