package dev.inventoryledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.CommandObservation;
import dev.inventoryledger.CommandType;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.Phase;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.ReservationQuery;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.event.ReservationEvent;
import dev.inventoryledger.spi.StockStore;
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
        assertThat(shop.store.reservations(ReservationQuery.all().limit(5 * SKUS)))
                .hasSize(4 * SKUS)
                .allSatisfy(hold -> assertThat(hold.phase()).isEqualTo(Phase.CLOSED))
                .allSatisfy(hold -> assertThat(hold.version()).isEqualTo(2));
    }

    @Test
    default void soAreManyOfOneKeyMoreThanAreClosedAtOnce() {
        Shop shop = open().furnished().stocked("TEA@A=1200");
        List<Reserve> commands = IntStream.range(0, 1_200)
                .mapToObj(i -> Reserve.of(Line.of("TEA", 1).at("A")))
                .toList();
        shop.ledger.submitAll(commands).toCompletableFuture().join().forEach(Outcome::orElseThrow);
        shop.afterTheHold();
        assertThat(shop.ledger.releaseExpired(1_100)).isEqualTo(1_100);
        assertThat(shop.ledger.releaseExpired(10_000)).isEqualTo(100);
        shop.assertLevels("TEA@A=1200");
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
        return IntStream.rangeClosed(1, 2)
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
                    assertThat(hasSold).isTrue();
                    assertThat(reserved(shop)).isEqualTo(3);
                }));
    }

    /** Whatever is asked for each of its keys would bring all of its lines. */
    @Test
    default void aHoldOfManyLinesIsNotLookedForUnderEachOfItsKeys() {
        Shop shop = wide(9);
        shop.send(Reserve.of(IntStream.range(0, SKUS).mapToObj(Sweeping::one).toArray(Line[]::new)))
                .orElseThrow();
        shop.afterTheHold();
        AtomicInteger found = new AtomicInteger();
        WrappedStore store = new WrappedStore(
                shop.store,
                snapshot -> {
                    snapshot.dueHolds()
                            .values()
                            .forEach(due -> found.addAndGet(due.earliest().size()));
                    return snapshot;
                },
                StockStore::commit);
        InventoryLedger sweeping = InventoryLedger.over(store).clock(shop.clock).build();
        assertThat(sweeping.releaseExpired(10)).isOne();
        assertThat(found).hasValue(0);
        assertThat(reserved(shop)).isZero();
    }

    /** What was looked for meanwhile may all be gone: that is no reason to stop. */
    @Test
    default void aSweepGoesOnWhereOthersWereFasterForOnce() {
        Shop shop = open().furnished().stocked("TEA@A=600", "CUP@A=1");
        List<Reserve> commands = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            commands.add(Reserve.of(Line.of("TEA", 1).at("A")).as("hold" + (1_000 + i)));
        }
        commands.add(Reserve.of(Line.of("CUP", 1).at("A")).as("hold1070a"));
        shop.ledger.submitAll(commands).toCompletableFuture().join().forEach(Outcome::orElseThrow);
        shop.afterTheHold();
        AtomicBoolean isSold = new AtomicBoolean();
        WrappedStore store = new WrappedStore(
                shop.store,
                snapshot -> {
                    boolean isOfCup = snapshot.levels().stream()
                            .anyMatch(level -> level.key().equals(Shop.key("CUP@A")));
                    if (isOfCup && isSold.compareAndSet(false, true)) {
                        shop.ledger.confirm(new ReservationId("hold1070a")).orElseThrow();
                    }
                    return snapshot;
                },
                StockStore::commit);
        InventoryLedger sweeping = InventoryLedger.over(store).clock(shop.clock).build();
        assertThat(sweeping.releaseExpired(10_000)).isEqualTo(600);
        assertThat(isSold).isTrue();
        shop.assertLevels("TEA@A=600", "CUP@A=1/1/1");
    }

    /** What was due by a clock that has been put right since is not closed. */
    @Test
    default void nothingIsClosedAsOfATimeThatIsStillToCome() {
        Shop shop = open().furnished().stocked("TEA@A=1");
        shop.hold("hold", "TEA", "A", 1);
        shop.later(Shop.HOLD.plusMinutes(1));
        Interleavings.slow(shop, 1, () -> shop.later(Shop.HOLD.negated())).releaseExpired(10);
        shop.assertLevels("TEA@A=1/1");
        assertThat(expired(shop)).isZero();
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
                StockStore::commit);
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
