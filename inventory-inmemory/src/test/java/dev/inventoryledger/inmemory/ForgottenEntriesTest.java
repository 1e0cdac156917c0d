package dev.inventoryledger.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.HistoryPrunedException;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Location;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.StockLine;
import dev.inventoryledger.event.InventoryEvent;
import dev.inventoryledger.subscription.RunningSubscription;
import dev.inventoryledger.subscription.Subscription;
import dev.inventoryledger.testkit.Heard;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A store that forgets its oldest entries, while a subscription is at the first of them. */
class ForgottenEntriesTest {
    private final InventoryLedger ledger =
            InventoryLedger.over(InMemoryStockStore.keepingEntries(2)).build();
    private final AtomicInteger heard = new AtomicInteger();

    private void receiveTwo() {
        ledger.execute(Receive.of(new StockLine(key("TEA"), 1), new StockLine(key("CUP"), 1)))
                .orElseThrow();
    }

    private static StockKey key(String sku) {
        return StockKey.of(sku, "A");
    }

    private void onceOnly(InventoryEvent event) {
        if (heard.incrementAndGet() > 1) {
            throw new IllegalStateException("nothing behind the first: " + event);
        }
    }

    /** Half of an entry is done with when it is forgotten: that half of another is not. */
    @Test
    void halfAnEntryThatIsForgottenIsNotHalfOfTheNext() {
        ledger.registerLocation(Location.of("A")).orElseThrow();
        ledger.registerItem(Item.of("TEA", "Tea")).orElseThrow();
        ledger.registerItem(Item.of("CUP", "Cup")).orElseThrow();
        receiveTwo();
        receiveTwo();
        try (RunningSubscription first = ledger.subscribe(Subscription.of("one", this::onceOnly))) {
            Heard.until("the second event has failed", () -> heard.get() > 1 && first.isActive());
        }
        receiveTwo();
        receiveTwo();
        Heard never = new Heard();
        try (RunningSubscription again = ledger.subscribe(Subscription.of("one", never))) {
            Heard.until("it says so", () -> again.failure().isPresent());
            assertThat(again.failure().orElseThrow()).isInstanceOf(HistoryPrunedException.class);
        }
        never.nothingElse();
    }
}
