package dev.inventoryledger.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.Hold;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.Location;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.command.Adjust;
import dev.inventoryledger.command.Command;
import dev.inventoryledger.command.Confirm;
import dev.inventoryledger.command.Count;
import dev.inventoryledger.command.CountedLine;
import dev.inventoryledger.command.ExpireHolds;
import dev.inventoryledger.command.Extend;
import dev.inventoryledger.command.Fulfil;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.Release;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.command.Transfer;
import dev.inventoryledger.command.TransferLine;
import dev.inventoryledger.testkit.WrappedStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** How often each command goes to the store before its commit: once, where nothing has to be found out first. */
class LoadsTest {
    private static final ReservationId TWO_LINES = new ReservationId("two lines");
    private static final Duration NOT_YET = Duration.ZERO;
    private static final Duration AFTER_THE_HOLD = Duration.ofMinutes(15);

    private static Command<?> shortCount(List<StockKey> keys) {
        return Count.of(keys.stream().map(key -> new CountedLine(key, 1)).toArray(CountedLine[]::new));
    }

    private static Command<?> transferOfAll(List<StockKey> keys) {
        TransferLine[] lines = keys.stream()
                .map(key -> new TransferLine(key.sku(), key.lot(), 39))
                .toArray(TransferLine[]::new);
        return Transfer.of("A", "B", lines);
    }

    @TestFactory
    Stream<DynamicTest> loadsPerCommand() {
        return Stream.of(
                loads(1, Receive.of("TEA", "A", 1), NOT_YET),
                loads(1, Adjust.of("TEA", "A", -1, "why"), NOT_YET),
                loads(1, Transfer.of("TEA", "A", "B", 1), NOT_YET),
                loads(1, Count.of("TEA", "A", 9), NOT_YET),
                loads(1, Reserve.of(Line.of("TEA", 1).at("A"), Line.of("CUP", 1).at("A")), NOT_YET),
                loads(2, Reserve.of(Line.of("TEA", 1), Line.of("CUP", 1)), NOT_YET),
                loads(2, Confirm.of(TWO_LINES), NOT_YET),
                loads(2, Fulfil.of(TWO_LINES), NOT_YET),
                loads(2, Release.of(TWO_LINES), NOT_YET),
                loads(2, Extend.of(TWO_LINES, Hold.lasting(Duration.ofHours(1))), NOT_YET),
                loads(2, Receive.of("TEA", "A", 1), AFTER_THE_HOLD),
                loads(2, Transfer.of("TEA", "A", "B", 5), AFTER_THE_HOLD),
                loads(4, Transfer.of("TEA", "A", "B", 10), AFTER_THE_HOLD),
                loads(3, ExpireHolds.of(List.of(TWO_LINES)), AFTER_THE_HOLD),
                loads(3, Reserve.of(Line.of("TEA", 1), Line.of("CUP", 1)), AFTER_THE_HOLD),
                loads(4, Confirm.of(TWO_LINES), AFTER_THE_HOLD));
    }

    /** Each of many keys has more orders and holds than are asked for at first: more loads for all of them together, not for each. */
    @Test
    void manyKeysTakeNoMoreLoadsThanOne() {
        assertThat(loadsOf(LoadsTest::shortCount, 2, NOT_YET)).isEqualTo(loadsOf(LoadsTest::shortCount, 12, NOT_YET));
        assertThat(loadsOf(LoadsTest::shortCount, 2, AFTER_THE_HOLD))
                .isEqualTo(loadsOf(LoadsTest::shortCount, 12, AFTER_THE_HOLD));
        assertThat(loadsOf(LoadsTest::transferOfAll, 2, AFTER_THE_HOLD))
                .isEqualTo(loadsOf(LoadsTest::transferOfAll, 12, AFTER_THE_HOLD));
    }

    private static int loadsOf(Function<List<StockKey>, Command<?>> command, int skus, Duration wait) {
        AtomicInteger loads = new AtomicInteger();
        InMemoryStockStore sound = new InMemoryStockStore();
        SettableClock clock = SettableClock.at("2026-01-31T12:00:00Z");
        InventoryLedger setup = InventoryLedger.over(sound).clock(clock).build();
        List.of("A", "B")
                .forEach(place -> setup.registerLocation(Location.of(place)).orElseThrow());
        List<StockKey> keys = new ArrayList<>();
        for (int i = 0; i < skus; i++) {
            String sku = "SKU" + i;
            setup.registerItem(Item.of(sku, sku)).orElseThrow();
            keys.add(StockKey.of(sku, "A"));
            setup.receive(sku, "A", 80).orElseThrow();
            setup.receive(sku, "B", 80).orElseThrow();
            for (int held = 0; held < 40; held++) {
                // The other line is under a key that nobody asks for.
                setup.reserve(Line.of(sku, 1).at("A"), Line.of(sku, 1).at("B")).orElseThrow();
                ReservationId order =
                        setup.reserve(Line.of(sku, 1).at("A")).orElseThrow().id();
                setup.confirm(order).orElseThrow();
            }
        }
        clock.advance(wait);
        InventoryLedger.over(WrappedStore.counting(sound, loads))
                .clock(clock)
                .build()
                .execute(command.apply(keys))
                .orElseThrow();
        return loads.get();
    }

    private static DynamicTest loads(int expected, Command<?> command, Duration wait) {
        return DynamicTest.dynamicTest(command.type() + " after " + wait, () -> {
            AtomicInteger loads = new AtomicInteger();
            InMemoryStockStore sound = new InMemoryStockStore();
            SettableClock clock = SettableClock.at("2026-01-31T12:00:00Z");
            InventoryLedger setup = InventoryLedger.over(sound).clock(clock).build();
            for (String place : List.of("A", "B")) {
                setup.registerLocation(Location.of(place)).orElseThrow();
            }
            for (String sku : List.of("TEA", "CUP")) {
                setup.registerItem(Item.of(sku, sku)).orElseThrow();
                setup.receive(sku, "A", 10).orElseThrow();
                setup.receive(sku, "B", 10).orElseThrow();
            }
            setup.execute(Reserve.of(
                                    Line.of("TEA", 5).at("A"), Line.of("CUP", 5).at("A"))
                            .as(TWO_LINES.value()))
                    .orElseThrow();
            clock.advance(wait);
            InventoryLedger.over(WrappedStore.counting(sound, loads))
                    .clock(clock)
                    .build()
                    .execute(command)
                    .orElseThrow();
            assertThat(loads).hasValue(expected);
        });
    }
}
