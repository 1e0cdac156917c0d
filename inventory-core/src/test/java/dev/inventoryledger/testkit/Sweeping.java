package dev.inventoryledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.CommandObservation;
import dev.inventoryledger.CommandType;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.event.ReservationEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Closing many holds: key by key, in several commands at once, while others sell. */
interface Sweeping extends OpensShops {
    int SKUS = 150;

    private Shop wide(int units) {
        Shop shop = open().furnished();
        for (int i = 0; i < SKUS; i++) {
            shop.ledger.registerItem(Item.of("S" + i, "Item")).orElseThrow();
            shop.ledger.receive("S" + i, "A", units).orElseThrow();
        }
        return shop;
    }

    private static Line one(int sku) {
        return Line.of("S" + sku % SKUS, 1).at("A");
    }

    private static long reserved(Shop shop) {
        return IntStream.range(0, SKUS)
                .mapToLong(i -> shop.ledger.level("S" + i, "A").reserved())
                .sum();
    }

    private static int expired(Shop shop) {
        return shop.events(ReservationEvent.ReservationExpired.class).size();
    }

    @Test
    default void manyHoldsOfManyKeysAreClosedEachOnce() {
        Shop shop = wide(20);
        for (int i = 0; i < 4 * SKUS; i++) {
            shop.send(Reserve.of(one(i))).orElseThrow();
        }
        shop.afterTheHold();
        assertThat(shop.ledger.releaseExpired(10_000)).isEqualTo(4 * SKUS);
        assertThat(reserved(shop)).isZero();
        assertThat(expired(shop)).isEqualTo(4 * SKUS);
    }

    @TestFactory
    default Stream<DynamicTest> noMoreAreClosedThanIsAllowed() {
        return Stream.of(1, 15, 16, 17, 63, 64, 65, 120)
                .map(limit -> DynamicTest.dynamicTest("at most " + limit, () -> {
                    Shop shop = wide(4);
                    for (int i = 0; i < 2 * SKUS; i++) {
                        shop.send(Reserve.of(one(i), one(i + 1))).orElseThrow();
                    }
                    shop.afterTheHold();
                    assertThat(shop.ledger.releaseExpired(limit)).isEqualTo(limit);
                    assertThat(shop.ledger.releaseExpired(1_000)).isEqualTo(2 * SKUS - limit);
                    assertThat(reserved(shop)).isZero();
                }));
    }

    @Test
    default void holdsThatShareKeysWithOthersAreClosedWhole() {
        Shop shop = wide(9);
        for (int i = 0; i < SKUS; i++) {
            shop.send(Reserve.of(one(i), one(7 * i + 1), one(11 * i + 2), Line.of("EBOOK", 1)))
                    .orElseThrow();
        }
        shop.afterTheHold();
        assertThat(shop.ledger.releaseExpired(1_000)).isEqualTo(SKUS);
        assertThat(reserved(shop)).isZero();
    }

    @Test
    default void holdsWithoutAnyUnitsAreClosedToo() {
        Shop shop = open().furnished().stocked("TEA@A=1");
        shop.send(Reserve.of("CUP", 5).partially().as("nothing")).orElseThrow();
        shop.send(Reserve.of("EBOOK", 5).as("untracked")).orElseThrow();
        shop.send(Reserve.of("TEA", 1).as("some")).orElseThrow();
        shop.afterTheHold();
        assertThat(shop.ledger.releaseExpired(10)).isEqualTo(3);
        assertThat(shop.ledger.releaseExpired(10)).isZero();
    }

    @TestFactory
    default Stream<DynamicTest> othersSellAndTakeBackWhatIsSwept() {
        return IntStream.rangeClosed(1, 4)
                .mapToObj(load -> DynamicTest.dynamicTest("after load " + load, () -> {
                    Shop shop = wide(3);
                    for (int i = 0; i < SKUS; i++) {
                        shop.send(Reserve.of(one(i), one(i + 1)).as("hold" + i)).orElseThrow();
                    }
                    shop.afterTheHold();
                    AtomicBoolean hasSold = new AtomicBoolean();
                    Interleavings.slow(shop, load, () -> {
                                shop.ledger.confirm(new ReservationId("hold5")).orElseThrow();
                                shop.send(Reserve.of(one(20))).orElseThrow();
                                hasSold.set(true);
                            })
                            .releaseExpired(1_000);
                    shop.ledger.releaseExpired(1_000);
                    assertThat(reserved(shop)).isEqualTo(hasSold.get() ? 3 : 0);
                }));
    }

    /** Rows that were loaded for a sweep are known to be old where the ledger itself has written them since. */
    @Test
    default void whatTheLedgerHasWrittenMeanwhileGoesNotStale() {
        Shop shop = wide(9);
        List<CommandObservation> seen = new ArrayList<>();
        List<InventoryLedger> selling = new ArrayList<>();
        AtomicInteger loads = new AtomicInteger();
        WrappedStore store = new WrappedStore(
                shop.store,
                snapshot -> {
                    if (!snapshot.dueHolds().isEmpty() && loads.incrementAndGet() == 1) {
                        selling.get(0).execute(Reserve.of(one(3))).orElseThrow();
                    }
                    return snapshot;
                },
                (sound, changes) -> sound.commit(changes));
        selling.add(InventoryLedger.over(store)
                .clock(shop.clock)
                .holdFor(Shop.HOLD)
                .observer(seen::add)
                .build());
        for (int i = 0; i < SKUS; i++) {
            selling.get(0).execute(Reserve.of(one(i))).orElseThrow();
        }
        shop.later(Shop.HOLD.plus(Duration.ofMinutes(1)));
        assertThat(selling.get(0).releaseExpired(1_000)).isEqualTo(SKUS);
        assertThat(seen)
                .filteredOn(each -> each.type() == CommandType.EXPIRE_HOLDS)
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.staleCommits()).isZero());
        assertThat(reserved(shop)).isOne();
    }
}
