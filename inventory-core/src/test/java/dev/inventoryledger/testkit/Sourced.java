package dev.inventoryledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventoryledger.Coordinates;
import dev.inventoryledger.Holdings;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Line;
import dev.inventoryledger.Location;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.LocationType;
import dev.inventoryledger.Plan;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.Sellability;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.command.Sourcing;
import dev.inventoryledger.policy.AllocationPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Places that are part of others and can do this or that; where an order's units come from, planned and done. */
interface Sourced extends OpensShops {
    /** NORTH holds A, and CELLAR below it; SOUTH holds B. A ships cold, and B is where the customer is. */
    private Shop countries() {
        Shop shop = open().furnished();
        shop.ledger
                .registerLocation(Location.of("NORTH").withType(LocationType.REGION))
                .orElseThrow();
        shop.ledger
                .registerLocation(Location.of("SOUTH").withType(LocationType.REGION))
                .orElseThrow();
        shop.ledger
                .changeLocation(Location.of("A")
                        .withPriority(1)
                        .withParent("NORTH")
                        .withCapabilities("ships-cold", "pickup")
                        .withCoordinates(Coordinates.of(60, 10)))
                .orElseThrow();
        shop.ledger
                .registerLocation(Location.of("CELLAR").withPriority(3).withParent("A"))
                .orElseThrow();
        shop.ledger
                .changeLocation(
                        Location.of("B").withPriority(2).withParent("SOUTH").withCoordinates(Coordinates.of(40, 10)))
                .orElseThrow();
        return shop;
    }

    private static Sourcing from() {
        return Sourcing.standard();
    }

    /** Whatever it throws, and however much the ledger knows already. */
    @Test
    default void aPolicyThatFailsFailsNobodyElse() {
        Shop shop = open().furnished().stocked("TEA@A=9", "CUP@A=9");
        InventoryLedger ledger = InventoryLedger.over(shop.store)
                .clock(shop.clock)
                .allocation("faulty", demand -> {
                    throw new AssertionError("faulty");
                })
                .build();
        ledger.reserve("TEA", 1).orElseThrow();
        ledger.reserve("CUP", 1).orElseThrow();
        Reserve sound = Reserve.of("CUP", 1);
        CompletableFuture<?> both = ledger.submitAll(
                        List.of(Reserve.of("TEA", 1).from(from().by("faulty")), sound))
                .toCompletableFuture();
        assertThatThrownBy(both::join).hasRootCauseMessage("faulty");
        assertThat(ledger.reservation(sound.reservationId())).isPresent();
    }

    /** Its thread is the one that would have to carry the command out. */
    @Test
    default void aPolicyThatSendsACommandIsToldSo() {
        Shop shop = open().furnished().stocked("TEA@A=9", "CUP@A=9");
        List<InventoryLedger> itself = new ArrayList<>();
        InventoryLedger ledger = InventoryLedger.over(shop.store)
                .clock(shop.clock)
                .allocation("faulty", demand -> {
                    itself.get(0).receive("TEA", "A", 1);
                    return AllocationPolicy.byPriority().allocate(demand);
                })
                .build();
        itself.add(ledger);
        CompletableFuture<?> faulty =
                ledger.submit(Reserve.of("TEA", 1).from(from().by("faulty"))).toCompletableFuture();
        assertThatThrownBy(() -> faulty.get(30, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("policies and clocks send none");
        assertThat(ledger.reserve("CUP", 1).isAccepted()).isTrue();
        shop.assertLevels("CUP@A=9/1", "TEA@A=9");
    }

    @Test
    default void aRegionHasWhatIsBelowIt() {
        Shop shop = countries().stocked("TEA@A=2/1", "TEA@B=5");
        shop.ledger.receive("TEA", "CELLAR", 4).orElseThrow();
        shop.ledger.receive("TEA", "DAMAGED", 9).orElseThrow();
        assertThat(shop.ledger.availability("TEA", from().within("NORTH")).total())
                .contains(5L);
        assertThat(shop.ledger.availability("TEA", from().within("A")).total()).contains(5L);
        assertThat(shop.ledger.availability("TEA", from().within("SOUTH")).total())
                .contains(5L);
        assertThat(shop.ledger.availability("TEA", from().within("CELLAR")).total())
                .contains(4L);
        assertThat(shop.ledger
                        .availability("TEA", from().offering("ships-cold"))
                        .total())
                .contains(1L);
        assertThat(shop.ledger.availability("TEA", from().offering("flies")).total())
                .contains(0L);
        assertThat(shop.ledger.availability("TEA").total()).contains(10L);
    }

    @Test
    default void anOrderIsMetFromWhereItMayBe() {
        Shop shop = countries().stocked("TEA@A=2", "TEA@B=5");
        shop.ledger.receive("TEA", "CELLAR", 4).orElseThrow();
        assertThat(shop.send(Reserve.of("TEA", 7).from(from().within("NORTH"))).rejection())
                .contains(RejectionReason.INSUFFICIENT_STOCK);
        shop.send(Reserve.of("TEA", 6).from(from().within("NORTH"))).orElseThrow();
        assertThat(shop.send(Reserve.of("TEA", 1).from(from().offering("pickup")))
                        .rejection())
                .contains(RejectionReason.INSUFFICIENT_STOCK);
        assertThat(shop.send(Reserve.of("TEA", 1).from(from().within("NOWHERE")))
                        .rejection())
                .contains(RejectionReason.UNKNOWN_LOCATION);
        shop.assertLevels("TEA@A=2/2", "TEA@B=5");
    }

    /** Whoever relied on where a place is looks again. */
    @Test
    default void aPlaceThatMovesTakesItsStockAlong() {
        Shop shop = countries().stocked("TEA@B=5");
        shop.send(Reserve.of("TEA", 1).from(from().within("SOUTH"))).orElseThrow();
        shop.ledger
                .changeLocation(Location.of("B").withPriority(2).withParent("NORTH"))
                .orElseThrow();
        assertThat(shop.send(Reserve.of("TEA", 1).from(from().within("SOUTH"))).rejection())
                .contains(RejectionReason.INSUFFICIENT_STOCK);
        shop.send(Reserve.of("TEA", 1).from(from().within("NORTH"))).orElseThrow();
    }

    @Test
    default void aPolicyIsAskedForByItsName() {
        Shop shop = countries().stocked("TEA@A=2", "TEA@B=5", "CUP@B=5");
        Line[] lines = {Line.of("TEA", 2), Line.of("CUP", 1)};
        Coordinates south = Coordinates.of(41, 10);
        assertThat(shipments(shop, Reserve.of(lines))).isEqualTo(2);
        assertThat(shipments(shop, Reserve.of(lines).from(from().by(AllocationPolicy.FEWEST_SHIPMENTS))))
                .isEqualTo(1);
        assertThat(shipments(
                        shop,
                        Reserve.of(lines)
                                .from(from().by(AllocationPolicy.NEAREST).to(south))))
                .isEqualTo(1);
        assertThat(shop.send(Reserve.of(lines).from(from().by("whatever"))).rejection())
                .contains(RejectionReason.UNKNOWN_POLICY);
    }

    private static int shipments(Shop shop, Reserve command) {
        return shop.ledger.plan(command).shipments().size();
    }

    @Test
    default void aPlanShowsAndHoldsNothing() {
        Shop shop = countries().stocked("TEA@A=2", "TEA@B=5");
        Plan plan = shop.ledger.plan(Reserve.of("TEA", 6));
        assertThat(plan.isComplete()).isTrue();
        assertThat(plan.shipments().keySet()).extracting(LocationId::value).containsExactly("A", "B");
        shop.assertLevels("TEA@A=2", "TEA@B=5");
        Reservation made = shop.send(plan.command()).orElseThrow();
        assertThat(made.open()).isEqualTo(6);
        shop.assertLevels("TEA@A=2/2", "TEA@B=5/4");
    }

    @Test
    default void aPlanIsKeptThoughAnotherWouldBeBetterByNow() {
        Shop shop = countries().stocked("TEA@B=5");
        Plan plan = shop.ledger.plan(Reserve.of("TEA", 3));
        shop.ledger.receive("TEA", "A", 9).orElseThrow();
        shop.send(plan.command()).orElseThrow();
        shop.assertLevels("TEA@A=9", "TEA@B=5/3");
    }

    @Test
    default void aPlanThatCannotBeKeptSaysWhatThereIs() {
        Shop shop = countries().stocked("TEA@A=2", "TEA@B=5");
        Plan plan = shop.ledger.plan(Reserve.of("TEA", 6));
        shop.send(Reserve.of(Line.of("TEA", 2).at("B"))).orElseThrow();
        assertThat(shop.send(plan.command()).rejection()).contains(RejectionReason.PLAN_OUTDATED);
        shop.assertLevels("TEA@A=2", "TEA@B=5/2");
    }

    @Test
    default void aPlanOfWhatIsShortShowsWhatThereIs() {
        Shop shop = countries().stocked("TEA@A=2");
        Plan plan = shop.ledger.plan(Reserve.of("TEA", 5));
        assertThat(plan.isComplete()).isFalse();
        assertThat(plan.rejection().orElseThrow().reason()).isEqualTo(RejectionReason.INSUFFICIENT_STOCK);
        assertThat(plan.shortfalls()).singleElement().matches(shortfall -> shortfall.missing() == 3);
        assertThat(shop.send(plan.command()).orElseThrow().outstanding()).isEqualTo(3);
        assertThat(shop.ledger
                        .plan(Reserve.of("COFFEE", 1))
                        .rejection()
                        .orElseThrow()
                        .reason())
                .isEqualTo(RejectionReason.UNKNOWN_ITEM);
    }

    @Test
    default void aPlaceIsClosedWithWhatItHoldsAndSaysWhat() {
        Shop shop = countries().stocked("TEA@A=3/1", "CUP@A=2");
        shop.ledger.deactivateLocation("A").orElseThrow();
        assertThat(shop.ledger.holdings("A")).isEqualTo(new Holdings(2, 5, 1));
        assertThat(shop.ledger.holdings("B").isEmpty()).isTrue();
        assertThat(shop.ledger.availability("TEA").total()).contains(0L);
        shop.ledger.transfer("CUP", "A", "B", 2).orElseThrow();
        assertThat(shop.ledger.holdings("A").stockKeys()).isEqualTo(1);
    }

    @Test
    default void whatIsNotForSaleHoldsStockAndPromisesNone() {
        Shop shop = countries();
        shop.ledger
                .registerLocation(
                        Location.of("QUARANTINE").withParent("NORTH").withSellability(Sellability.NOT_SELLABLE))
                .orElseThrow();
        shop.ledger.receive("TEA", "QUARANTINE", 4).orElseThrow();
        assertThat(shop.ledger.availability("TEA", from().within("NORTH")).total())
                .contains(0L);
        assertThat(shop.ledger.holdings("QUARANTINE").onHand()).isEqualTo(4);
    }
}
