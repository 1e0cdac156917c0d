package dev.inventoryledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventoryledger.Availability;
import dev.inventoryledger.Balance;
import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.LowStock;
import dev.inventoryledger.Movement;
import dev.inventoryledger.MovementQuery;
import dev.inventoryledger.MovementType;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.ReservationQuery;
import dev.inventoryledger.Sku;
import dev.inventoryledger.Status;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.Tracking;
import dev.inventoryledger.command.Adjust;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.command.StockLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What people and readers ask, and what they are told. */
interface Questions extends OpensShops {
    @Test
    default void availabilityIsSummedOverPlacesThatPromise() {
        Shop shop = open().furnished().stocked("TEA@A=5/2", "TEA@B=4", "TEA@DAMAGED=9");
        Availability tea = shop.ledger.availability("TEA");
        assertThat(tea.total()).contains(7L);
        assertThat(tea.perLocation().values()).containsExactly(3L, 4L);
        assertThat(tea.covers(7)).isTrue();
        assertThat(tea.covers(8)).isFalse();
        shop.afterTheHold();
        assertThat(shop.ledger.availability("TEA").total()).contains(9L);
    }

    @Test
    @Tag("heavy")
    default void aWholePageOfSkusIsOneQuestion() {
        Shop shop = open().furnished();
        List<Sku> skus =
                IntStream.range(0, 1_000).mapToObj(i -> new Sku("S" + i)).toList();
        skus.forEach(
                sku -> shop.ledger.registerItem(Item.of(sku.value(), "Item")).orElseThrow());
        shop.stocked("S7@A=7", "S999@B=9");
        Map<Sku, Availability> page = shop.ledger.availability(skus);
        assertThat(page).hasSize(1_000);
        assertThat(page.values())
                .filteredOn(each -> each.covers(7))
                .extracting(each -> each.sku().value())
                .containsExactly("S7", "S999");
        List<Sku> tooMany =
                IntStream.range(0, 1_001).mapToObj(i -> new Sku("S" + i)).toList();
        assertThatThrownBy(() -> shop.ledger.availability(tooMany)).hasMessageContaining("at most 1000");
    }

    @Test
    default void whatIsNotRegisteredIsNotAvailableAndWhatIsUntrackedAlwaysIs() {
        Shop shop = open().furnished();
        assertThat(shop.ledger.availability("COFFEE").total()).contains(0L);
        assertThat(shop.ledger.availability("EBOOK").total()).isEmpty();
        assertThat(shop.ledger.availability("EBOOK").covers(Long.MAX_VALUE)).isTrue();
    }

    @Test
    default void availabilityBeyondTheLargestNumberIsTheLargestNumber() {
        Shop shop = open().furnished().stocked("TEA@A=" + Long.MAX_VALUE, "TEA@B=" + Long.MAX_VALUE);
        assertThat(shop.ledger.availability("TEA").total()).contains(Long.MAX_VALUE);
        shop.send(Reserve.of("TEA", Long.MAX_VALUE)).orElseThrow();
        shop.assertLevels("TEA@A=" + Long.MAX_VALUE + "/" + Long.MAX_VALUE, "TEA@B=" + Long.MAX_VALUE);
    }

    @Test
    default void theCatalogCanBeRead() {
        Shop shop = open().furnished();
        assertThat(shop.ledger.item("TEA").orElseThrow().name()).isEqualTo("Green tea");
        assertThat(shop.ledger.item("COFFEE")).isEmpty();
        assertThat(shop.ledger.location("B").orElseThrow().priority()).isEqualTo(2);
        assertThat(shop.ledger.location("C")).isEmpty();
        assertThat(shop.ledger.items(Optional.empty(), 10)).hasSize(3).contains(Item.of("CUP", "Cup"));
        Item first = shop.ledger.items(Optional.empty(), 1).get(0);
        assertThat(shop.ledger.items(Optional.of(first.sku()), 10)).hasSize(2).doesNotContain(first);
        assertThat(shop.ledger.locations(Optional.empty(), 10)).hasSize(3);
    }

    @Test
    default void reservationsAreFoundByOrderOwnerAndExpiryPageByPage() {
        Shop shop = open().furnished().stocked("TEA@A=50");
        for (int i = 0; i < 5; i++) {
            shop.send(Reserve.of("TEA", 1).as("r" + i).forOrder("order").forOwner("cart" + i % 2))
                    .orElseThrow();
            shop.later(Duration.ofSeconds(1));
        }
        assertThat(ids(shop, ReservationQuery.ofOrder("order"))).containsExactly("r0", "r1", "r2", "r3", "r4");
        assertThat(ids(shop, ReservationQuery.ofOrder("order").limit(2))).containsExactly("r0", "r1", "r2", "r3", "r4");
        assertThat(ids(shop, ReservationQuery.ofOwner("cart1").limit(1))).containsExactly("r1", "r3");
        assertThat(ids(shop, ReservationQuery.ofOrder("other"))).isEmpty();
        Instant expiryOfR4 = shop.reservation("r4").expiresAt();
        assertThat(ids(shop, ReservationQuery.holdsExpiringBefore(expiryOfR4))).containsExactly("r3");
        assertThat(ids(shop, ReservationQuery.holdsExpiringBefore(expiryOfR4.plusNanos(1))))
                .containsExactly("r3", "r4");
        assertThat(ids(shop, ReservationQuery.holdsExpiringBefore(Instant.MAX).limit(1)))
                .containsExactly("r3", "r4");
        assertThat(ids(shop, ReservationQuery.all().limit(2))).hasSize(5);
        Reservation last = shop.reservation("r3");
        assertThat(ids(shop, ReservationQuery.ofOrder("other").after(last))).isEmpty();
        shop.afterTheHold();
        shop.ledger.releaseExpired(9);
        assertThat(ids(shop, ReservationQuery.holdsExpiringBefore(Instant.MAX).after(last)))
                .isEmpty();
    }

    private static List<String> ids(Shop shop, ReservationQuery query) {
        List<String> ids = new ArrayList<>();
        ReservationQuery next = query;
        List<Reservation> page = shop.ledger.reservations(next);
        while (!page.isEmpty()) {
            page.forEach(reservation -> ids.add(reservation.id().value()));
            next = next.after(page.get(page.size() - 1));
            page = shop.ledger.reservations(next);
        }
        return ids;
    }

    @Test
    default void movementsAreFilteredAndPaged() {
        Shop shop = open().furnished().stocked("TEA@A=5", "CUP@A=5");
        shop.later(Duration.ofHours(1));
        Instant noon = shop.clock.instant();
        shop.ledger.transfer("TEA", "A", "B", 2).orElseThrow();
        shop.hold("R", "TEA", "B", 1);
        shop.later(Duration.ofHours(1));
        shop.ledger.receive("TEA", "A", 1).orElseThrow();
        assertThat(types(shop, MovementQuery.all())).hasSize(6);
        assertThat(types(shop, MovementQuery.all().ofSku("TEA").at("A")))
                .containsExactly(MovementType.RECEIPT, MovementType.TRANSFER, MovementType.RECEIPT);
        assertThat(types(shop, MovementQuery.all().ofSku("TEA").limit(1))).hasSize(5);
        assertThat(types(shop, MovementQuery.all().between(noon, noon.plusSeconds(1))))
                .containsExactly(MovementType.TRANSFER, MovementType.TRANSFER, MovementType.RESERVATION);
        assertThat(types(shop, MovementQuery.all().between(noon.plusNanos(1), noon.plusSeconds(1))))
                .isEmpty();
        assertThat(types(shop, MovementQuery.all().between(noon, noon.plusNanos(1))))
                .hasSize(3);
        assertThat(types(shop, MovementQuery.all().between(noon, Instant.MAX))).hasSize(4);
        assertThat(types(
                        shop,
                        MovementQuery.all().ofType(MovementType.RESERVATION).at("B")))
                .containsExactly(MovementType.RESERVATION);
        assertThat(types(shop, MovementQuery.all().ofSku("NONE"))).isEmpty();
    }

    private static List<MovementType> types(Shop shop, MovementQuery query) {
        return movements(shop, query).stream()
                .map(movement -> movement.posting().type())
                .toList();
    }

    private static List<Movement> movements(Shop shop, MovementQuery query) {
        List<Movement> movements = new ArrayList<>();
        MovementQuery next = query;
        List<Movement> page = shop.ledger.movements(next);
        while (!page.isEmpty()) {
            movements.addAll(page);
            next = next.after(page.get(page.size() - 1));
            page = shop.ledger.movements(next);
        }
        return movements;
    }

    @Test
    default void pagesStayAsTheyAreWhileWritersWrite() {
        Shop shop = open().furnished().stocked("TEA@A=5", "TEA@A=5", "TEA@A=5");
        MovementQuery first = MovementQuery.all().limit(2);
        List<Movement> before = shop.ledger.movements(first);
        shop.stocked("TEA@A=5");
        assertThat(shop.ledger.movements(first)).isEqualTo(before);
        assertThat(shop.ledger.movements(first.after(before.get(1)))).hasSize(2);
    }

    @Test
    default void aMovementTellsWhoAndWhy() {
        Shop shop = open().furnished().stocked("TEA@A=5");
        shop.send(Adjust.of("TEA", "A", -1, "broken")
                        .with(Shop.as("c1").by("Ann").because("broken").referringTo("note 7")))
                .orElseThrow();
        Movement movement = shop.ledger
                .movements(MovementQuery.all().ofType(MovementType.ADJUSTMENT))
                .get(0);
        assertThat(movement.origin())
                .isEqualTo(Shop.as("c1").by("Ann").because("broken").referringTo("note 7"));
        assertThat(movement.posting().before()).isEqualTo(new Balance(5, 0, 0));
        assertThat(movement.posting().after()).isEqualTo(new Balance(4, 0, 0));
        assertThat(movement.recordedAt()).isEqualTo(KitClock.START);
    }

    @Test
    default void lowStockIsListedWithWhatToReorder() {
        Shop shop = open().furnished();
        shop.ledger
                .changeItem(Item.of("TEA", "Tea").withReorder(3, 20).withReorderAt("B", 1, 5))
                .orElseThrow();
        shop.stocked("TEA@A=3", "TEA@B=2", "CUP@A=1");
        List<LowStock> low = shop.ledger.lowStock(Optional.empty(), 10);
        assertThat(low).extracting(each -> each.level().key()).containsExactly(Shop.key("TEA@A"));
        assertThat(low.get(0).suggestedQuantity()).isEqualTo(20);
        shop.ledger.reserve(Line.of("TEA", 1).at("B")).orElseThrow();
        assertThat(shop.ledger.lowStock(Optional.empty(), 1)).hasSize(1);
        assertThat(shop.ledger.lowStock(Optional.of(Shop.key("TEA@A")), 10)).hasSize(1);
        shop.afterTheHold();
        assertThat(shop.ledger.lowStock(Optional.empty(), 10)).hasSize(1);
    }

    @Test
    default void onlyWhatIsSoldIsListedAsLow() {
        Shop shop = open().furnished();
        Item tea = Item.of("TEA", "Tea").withReorder(3, 20);
        shop.ledger.changeItem(tea).orElseThrow();
        shop.ledger.count("TEA", "A", 0).orElseThrow();
        assertThat(shop.ledger.lowStock(Optional.empty(), 10)).hasSize(1);
        shop.ledger.changeItem(tea.withTracking(Tracking.UNTRACKED)).orElseThrow();
        assertThat(shop.ledger.lowStock(Optional.empty(), 10)).isEmpty();
        shop.ledger.changeItem(tea.withStatus(Status.INACTIVE)).orElseThrow();
        assertThat(shop.ledger.lowStock(Optional.empty(), 10)).isEmpty();
    }

    @Test
    default void aLevelIsKnownAsOfAnyInstant() {
        Shop shop = open().furnished();
        StockKey key = Shop.key("TEA@A");
        Instant start = shop.clock.instant();
        shop.later(Duration.ofMinutes(1));
        shop.stocked("TEA@A=10");
        shop.later(Duration.ofMinutes(1));
        shop.hold("R", "TEA", "A", 4);
        Instant expiry = shop.reservation("R").expiresAt();
        shop.later(Duration.ofHours(1));
        assertThat(shop.ledger.levelAsOf(key, start).onHand()).isZero();
        assertThat(shop.ledger.levelAsOf(key, start.plusSeconds(60)).available())
                .isEqualTo(10);
        assertThat(shop.ledger.levelAsOf(key, start.plusSeconds(120)).available())
                .isEqualTo(6);
        assertThat(shop.ledger.levelAsOf(key, expiry.minusNanos(1_000)).available())
                .isEqualTo(6);
        assertThat(shop.ledger.levelAsOf(key, expiry).available()).isEqualTo(10);
        shop.ledger.releaseExpired(10);
        assertThat(shop.ledger.levelAsOf(key, expiry.minusNanos(1_000)).available())
                .isEqualTo(6);
        assertThat(shop.ledger.levelAsOf(key, expiry).available()).isEqualTo(10);
        assertThat(shop.ledger
                        .levelAsOf(key, Instant.parse("2100-01-01T00:00:00Z"))
                        .available())
                .isEqualTo(10);
    }

    @Test
    default void aRetakenHoldLeavesTheGapInThePast() {
        Shop shop = open().furnished().stocked("TEA@A=10");
        shop.hold("R", "TEA", "A", 4);
        Instant expiry = shop.reservation("R").expiresAt();
        shop.later(Duration.ofHours(1));
        shop.ledger.confirm(new ReservationId("R")).orElseThrow();
        StockKey key = Shop.key("TEA@A");
        assertThat(shop.ledger.levelAsOf(key, expiry.plusSeconds(1)).reserved()).isZero();
        assertThat(shop.ledger.levelAsOf(key, shop.clock.instant()).allocated()).isEqualTo(4);
    }

    @Test
    default void allThatThereIsOfASkuIsOneQuestion() {
        Shop shop = open().furnished().stocked("TEA@B=4/1", "TEA@A=7", "CUP@A=1", "TEA@DAMAGED=2");
        shop.send(Receive.of(StockLine.of("TEA", "A", "L1", 3))).orElseThrow();
        assertThat(shop.ledger.levels("TEA"))
                .extracting(level -> level.key() + "=" + level.balance())
                .containsExactly("TEA@A=7/0/0", "TEA@A#L1=3/0/0", "TEA@B=4/1/0", "TEA@DAMAGED=2/0/0");
        shop.afterTheHold();
        assertThat(shop.ledger.levels("TEA")).allMatch(level -> level.reserved() == 0);
        assertThat(shop.ledger.levels("NONE")).isEmpty();
    }
}
