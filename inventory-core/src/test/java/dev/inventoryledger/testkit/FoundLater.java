package dev.inventoryledger.testkit;

import static dev.inventoryledger.testkit.KitClock.day;
import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.Backorder;
import dev.inventoryledger.Hold;
import dev.inventoryledger.Location;
import dev.inventoryledger.LocationType;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.command.Confirm;
import dev.inventoryledger.command.Count;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.command.Sourcing;
import dev.inventoryledger.event.ReservationEvent.BackorderFilled;
import dev.inventoryledger.policy.AllocationPolicy;
import dev.inventoryledger.supply.Supply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is found for a reservation after it was made: where that may come from, and whose turn it is. */
interface FoundLater extends OpensShops {
    Sourcing NORTHERN = Sourcing.standard().within("NORTH");

    /** A is in the north, and ships cold; B is not. */
    private Shop countries() {
        Shop shop = open().furnished();
        shop.ledger
                .registerLocation(Location.of("NORTH").withType(LocationType.REGION))
                .orElseThrow();
        shop.ledger
                .changeLocation(Location.of("A").withParent("NORTH").withCapabilities("ships-cold"))
                .orElseThrow();
        return shop;
    }

    private static Reservation held(Shop shop, String id, long units, Sourcing from) {
        return shop.send(Reserve.of("TEA", units).as(id).partially().from(from)).orElseThrow();
    }

    private static Reservation ordered(Shop shop, String id, long units, Sourcing from) {
        held(shop, id, units, from);
        return shop.send(Confirm.of(new ReservationId(id)).acceptingOutstanding())
                .orElseThrow();
    }

    @Test
    default void aReservationSaysWhereItsUnitsMayComeFrom() {
        Shop shop = countries().stocked("TEA@A=9");
        Sourcing asked = NORTHERN.by(AllocationPolicy.NEAREST).offering("ships-cold");
        Sourcing planned = shop.ledger
                .plan(Reserve.of("TEA", 1).from(asked))
                .command()
                .sourcing()
                .orElseThrow();
        assertThat(planned.planned()).isPresent();
        assertThat(held(shop, "planned", 1, planned).sourcing()).contains(asked);
        assertThat(held(shop, "from anywhere", 1, Sourcing.standard()).sourcing())
                .isEmpty();
        shop.ledger.confirm(new ReservationId("planned")).orElseThrow();
        assertThat(shop.reservation("planned").sourcing()).contains(asked);
    }

    @Test
    default void aTopUpComesFromWhereTheOrderMayToo() {
        Shop shop = countries().stocked("TEA@A=1", "TEA@B=9");
        ReservationId cold = held(shop, "cold", 1, Sourcing.standard().offering("ships-cold"))
                .id();
        ReservationId northern = held(shop, "northern", 2, NORTHERN).id();
        assertThat(shop.ledger.topUp(northern).orElseThrow().open()).isZero();
        shop.ledger.receive("TEA", "A", 9).orElseThrow();
        assertThat(shop.ledger.topUp(northern).orElseThrow().open()).isEqualTo(2);
        assertThat(shop.ledger.reservation(cold).orElseThrow().openAt(Shop.key("TEA@A")))
                .isEqualTo(1);
        shop.assertLevels("TEA@A=10/3", "TEA@B=9");
    }

    @Test
    default void whatComesGoesToWhoeverMayHaveItFromThere() {
        Shop shop = countries().sellingAhead(Backorder.upTo(99));
        ordered(shop, "northern", 3, NORTHERN);
        shop.later(Duration.ofMinutes(1));
        ordered(shop, "from anywhere", 3, Sourcing.standard());
        shop.ledger.receive("TEA", "B", 2).orElseThrow();
        shop.ledger.receive("TEA", "A", 4).orElseThrow();
        assertThat(shop.events(BackorderFilled.class))
                .extracting(filled -> filled.reservation().id() + " " + filled.quantities())
                .containsExactly("from anywhere {TEA@B=2}", "northern {TEA@A=3}", "from anywhere {TEA@A=1}");
    }

    @Test
    default void aDateIsThatOfASupplyWhichTheOrderMayHave() {
        Shop shop = countries().sellingAhead(Backorder.upTo(99));
        ordered(shop, "northern", 3, NORTHERN);
        Supply supply = shop.ledger.supply();
        supply.expect("PO-1", "TEA", "B", 9, day(2)).orElseThrow();
        assertThat(expected(shop, "northern")).isEqualTo("day 30");
        supply.expect("PO-2", "TEA", "A", 9, day(5)).orElseThrow();
        assertThat(expected(shop, "northern")).isEqualTo("day 5");
    }

    private static String expected(Shop shop, String id) {
        return "day "
                + Duration.between(
                                KitClock.START,
                                shop.reservation(id)
                                        .lines()
                                        .get(0)
                                        .promise()
                                        .orElseThrow()
                                        .expectedAt()
                                        .orElseThrow())
                        .toDays();
    }

    @Test
    default void aHoldThatHasEndedIsTakenUpWhereItMayBe() {
        Shop shop = countries().stocked("TEA@A=2", "TEA@B=9");
        ReservationId northern = held(shop, "northern", 2, NORTHERN).id();
        ReservationId late = held(shop, "late", 2, NORTHERN).id();
        shop.afterTheHold();
        held(shop, "another", 1, NORTHERN);
        assertThat(shop.ledger.confirm(northern).rejection()).contains(RejectionReason.HOLD_LOST);
        assertThat(shop.ledger.fulfil(northern).rejection()).contains(RejectionReason.HOLD_LOST);
        assertThat(shop.ledger.extend(late, Hold.standard()).orElseThrow().open())
                .as("it held nothing")
                .isZero();
        shop.assertLevels("TEA@A=2/1", "TEA@B=9");
    }

    /** What the place can do by now is what counts. */
    @Test
    default void aHoldLeavesAPlaceThatCannotDoWhatIsWantedAnyMore() {
        Shop shop = countries().stocked("TEA@A=2", "TEA@B=9");
        ReservationId cold = held(shop, "cold", 2, Sourcing.standard().offering("ships-cold"))
                .id();
        shop.ledger
                .changeLocation(Location.of("A").withParent("NORTH").withCapabilities())
                .orElseThrow();
        shop.ledger
                .changeLocation(Location.of("B").withCapabilities("ships-cold"))
                .orElseThrow();
        shop.afterTheHold();
        shop.ledger.confirm(cold).orElseThrow();
        shop.assertLevels("TEA@A=2", "TEA@B=9/2/2");
    }

    @Test
    default void aPolicyThatIsNamedIsAskedLaterToo() {
        Shop shop = countries();
        ReservationId whole = held(shop, "whole", 3, Sourcing.standard().by(AllocationPolicy.SINGLE_LOCATION))
                .id();
        shop.ledger.receive("TEA", "A", 2).orElseThrow();
        shop.ledger.receive("TEA", "B", 3).orElseThrow();
        assertThat(shop.ledger.topUp(whole).orElseThrow().openKeys()).containsExactly(Shop.key("TEA@B"));
    }

    @Test
    default void whoeverLetAHoldEndGivesWayBeforeThoseWhoOrderedSince() {
        Shop shop = open().furnished().stocked("TEA@A=10");
        ReservationId lapsed = held(shop, "lapsed", 5, Sourcing.standard()).id();
        shop.afterTheHold();
        ReservationId since = ordered(shop, "since", 5, Sourcing.standard()).id();
        shop.later(Duration.ofMinutes(1));
        shop.ledger.confirm(lapsed).orElseThrow();
        shop.send(Count.of("TEA", "A", 5)).orElseThrow();
        assertThat(shop.ledger.reservation(since).orElseThrow().open()).isEqualTo(5);
        assertThat(shop.ledger.reservation(lapsed).orElseThrow().outstanding()).isEqualTo(5);
    }

    /** Its place was another's meanwhile. */
    @Test
    default void whoeverLetAHoldEndIsServedAfterThoseWhoOrderedSince() {
        Shop shop = open().furnished().sellingAhead(Backorder.upTo(99));
        ReservationId lapsed = held(shop, "lapsed", 3, Sourcing.standard()).id();
        shop.later(Duration.ofMinutes(1));
        ordered(shop, "since", 3, Sourcing.standard());
        shop.afterTheHold();
        Reservation again = shop.send(Confirm.of(lapsed).acceptingOutstanding()).orElseThrow();
        assertThat(again.retakenAt()).isEqualTo(Optional.of(again.changedAt()));
        shop.ledger.receive("TEA", "A", 4).orElseThrow();
        assertThat(shop.events(BackorderFilled.class))
                .extracting(filled -> filled.reservation().id() + " " + filled.quantities())
                .containsExactlyElementsOf(List.of("since {TEA@A=3}", "lapsed {TEA@A=1}"));
    }
}
