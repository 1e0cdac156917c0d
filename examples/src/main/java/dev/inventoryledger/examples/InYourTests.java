package dev.inventoryledger.examples;

import dev.inventoryledger.Balance;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Location;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.ReservationState;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.inmemory.InMemoryStockStore;
import dev.inventoryledger.inmemory.SettableClock;
import java.time.Duration;

/**
 * How an application's own test suite uses the in-memory store: a checkout is tested without a database, and time passes
 * when the test says so. Written as plain methods; in your project each is a test.
 */
public final class InYourTests {
    /** The application's own code, as it runs in production over another store. */
    record Checkout(InventoryLedger ledger) {
        ReservationId begin(String sku, long quantity) {
            return ledger.reserve(sku, quantity).orElseThrow().id();
        }

        boolean pay(ReservationId hold) {
            return ledger.confirm(hold).isAccepted();
        }
    }

    private final InMemoryStockStore store = new InMemoryStockStore();
    private final SettableClock clock = SettableClock.at("2026-01-31T12:00:00Z");
    private final InventoryLedger ledger =
            InventoryLedger.over(store).clock(clock).build();
    private final Checkout checkout = new Checkout(ledger);

    private InYourTests() {
        ledger.registerLocation(Location.of("MAIN")).orElseThrow();
        ledger.registerItem(Item.of("TEA", "Green tea")).orElseThrow();
        ledger.receive("TEA", "MAIN", 10).orElseThrow();
    }

    public static void main(String[] args) {
        new InYourTests().aPaidCheckoutAllocatesItsUnits();
        new InYourTests().aLatePaymentStillGetsUnitsThatAreFree();
        new InYourTests().aLatePaymentDoesNotTakeWhatSomebodyElseBought();
    }

    private void aPaidCheckoutAllocatesItsUnits() {
        ReservationId hold = checkout.begin("TEA", 3);
        check("is paid", checkout.pay(hold));
        Balance balance = store.contents().balances().get(StockKey.of("TEA", "MAIN"));
        check("is allocated", new Balance(10, 3, 3).equals(balance));
    }

    private void aLatePaymentStillGetsUnitsThatAreFree() {
        ReservationId hold = checkout.begin("TEA", 3);
        clock.advance(Duration.ofMinutes(15));
        check("has expired", ledger.reservation(hold).orElseThrow().state() == ReservationState.EXPIRED);
        check("is paid late", checkout.pay(hold));
        check("is held again", ledger.level("TEA", "MAIN").available() == 7);
    }

    private void aLatePaymentDoesNotTakeWhatSomebodyElseBought() {
        ReservationId late = checkout.begin("TEA", 3);
        clock.advance(Duration.ofMinutes(15));
        ReservationId other = checkout.begin("TEA", 9);
        check("somebody else pays", checkout.pay(other));
        check("is too late", !checkout.pay(late));
        check("adds up", ledger.audit().isClean());
    }

    private static void check(String what, boolean holds) {
        if (!holds) {
            throw new AssertionError("not true: " + what);
        }
        System.out.println("ok: " + what);
    }
}
