package dev.inventoryledger.examples;

import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Level;
import dev.inventoryledger.Line;
import dev.inventoryledger.Location;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.inmemory.InMemoryStockStore;
import dev.inventoryledger.inmemory.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Ten thousand shoppers want five hundred consoles and some accessories. Some pay, some walk away and their holds expire,
 * some cancel; a delivery arrives in the middle. Nobody is sold what is not there.
 */
public final class FlashSale {
    private static final int SHOPPERS = 10_000;
    private static final int WAVES = 10;
    private static final int THREADS = 64;
    private static final List<String> ACCESSORIES = List.of("CABLE", "CASE");

    private final SettableClock clock = SettableClock.at("2026-11-27T09:00:00Z");
    private final Map<String, LongAdder> outcomes = new ConcurrentSkipListMap<>();
    private final InventoryLedger ledger = InventoryLedger.over(new InMemoryStockStore())
            .clock(clock)
            .holdFor(Duration.ofMinutes(2))
            .build();

    public static void main(String[] args) throws InterruptedException {
        new FlashSale().run();
    }

    private void run() throws InterruptedException {
        open();
        for (int wave = 1; wave <= WAVES; wave++) {
            serve(wave);
            if (wave == WAVES / 2) {
                ledger.receive("CONSOLE", "STORE", 100).orElseThrow();
                System.out.println("a delivery: 100 consoles");
            }
            clock.advance(Duration.ofMinutes(1));
            System.out.printf(
                    "%6d of %d shoppers served, %d consoles on hand, %d to be had%n",
                    SHOPPERS / WAVES * wave,
                    SHOPPERS,
                    ledger.level("CONSOLE", "STORE").onHand(),
                    ledger.availability("CONSOLE").total().orElseThrow());
        }
        clock.advance(Duration.ofMinutes(2));
        count("holds swept at the end", ledger.releaseExpired(SHOPPERS));
        print();
        ledger.close();
    }

    private void open() {
        ledger.registerLocation(Location.of("STORE")).orElseThrow();
        ledger.registerItem(Item.of("CONSOLE", "Game console").withReorder(50, 500))
                .orElseThrow();
        ledger.receive("CONSOLE", "STORE", 500).orElseThrow();
        for (String accessory : ACCESSORIES) {
            ledger.registerItem(Item.of(accessory, accessory)).orElseThrow();
            ledger.receive(accessory, "STORE", 400).orElseThrow();
        }
    }

    private void serve(int wave) throws InterruptedException {
        ExecutorService shoppers = Executors.newFixedThreadPool(THREADS);
        int perWave = SHOPPERS / WAVES;
        for (int shopper = (wave - 1) * perWave; shopper < wave * perWave; shopper++) {
            Random mind = new Random(shopper);
            shoppers.execute(() -> shop(mind));
        }
        shoppers.shutdown();
        if (!shoppers.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the shoppers of wave " + wave + " are stuck");
        }
    }

    private void shop(Random mind) {
        Reserve basket = Reserve.of("CONSOLE", 1);
        if (mind.nextInt(4) == 0) {
            basket = basket.and(Line.of(ACCESSORIES.get(mind.nextInt(ACCESSORIES.size())), 1 + mind.nextInt(2)));
        }
        Outcome<Reservation> outcome = ledger.execute(basket);
        if (!outcome.isAccepted()) {
            count("turned away", 1);
            return;
        }
        Reservation hold = outcome.orElseThrow();
        int decision = mind.nextInt(10);
        if (decision < 4) {
            ledger.confirm(hold.id()).orElseThrow();
            ledger.fulfil(hold.id()).orElseThrow();
            count("paid", 1);
        } else if (decision < 7) {
            count("walked away", 1);
        } else {
            ledger.release(hold.id()).orElseThrow();
            count("cancelled", 1);
        }
    }

    private void count(String outcome, long times) {
        outcomes.computeIfAbsent(outcome, unseen -> new LongAdder()).add(times);
    }

    private void print() {
        System.out.printf("%n%-10s %9s %9s %9s%n", "sku", "on hand", "reserved", "available");
        for (String sku : List.of("CONSOLE", "CABLE", "CASE")) {
            Level level = ledger.level(sku, "STORE");
            System.out.printf("%-10s %9d %9d %9d%n", sku, level.onHand(), level.reserved(), level.available());
        }
        System.out.println();
        outcomes.forEach((outcome, times) -> System.out.printf("%-24s %6d%n", outcome, times.sum()));
        System.out.println();
        System.out.println(ledger.audit().summary());
    }
}
