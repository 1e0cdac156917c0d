package dev.inventoryledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.Hold;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.Location;
import dev.inventoryledger.Origin;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.ReorderRule;
import dev.inventoryledger.ReorderSeason;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.command.Command;
import dev.inventoryledger.command.RegisterLocation;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.command.Sourcing;
import dev.inventoryledger.spi.LoadRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A ledger begins with what it knows, and is right all the same when others know better. */
interface WarmStarts extends OpensShops {
    private static InventoryLedger other(Shop shop) {
        return InventoryLedger.over(shop.store).clock(shop.clock).build();
    }

    /** A ledger of which every load is noted. */
    private static InventoryLedger noting(List<LoadRequest> asked, Shop shop) {
        WrappedStore watched = new WrappedStore(
                shop.store,
                snapshot -> {
                    asked.add(snapshot.request());
                    return snapshot;
                },
                (store, changes) -> store.commit(changes));
        return InventoryLedger.over(watched).clock(shop.clock).build();
    }

    @Test
    default void whatOthersBroughtIsPromised() {
        Shop shop = open().furnished().stocked("TEA@A=1/1");
        assertThat(shop.ledger.reserve("TEA", 1).rejection()).contains(RejectionReason.INSUFFICIENT_STOCK);
        other(shop).receive("TEA", "A", 5).orElseThrow();
        assertThat(shop.ledger.reserve("TEA", 5).isAccepted()).isTrue();
        shop.assertLevels("TEA@A=6/6");
    }

    /** No commit checks a level that nothing was taken from. */
    @Test
    default void whatOthersBroughtIsGivenToWhoTakesWhatThereIs() {
        Shop shop = open().furnished().stocked("TEA@A=1");
        Reservation waiting =
                shop.send(Reserve.of("TEA", 3).partially().as("R1")).orElseThrow();
        assertThat(waiting.outstanding()).isEqualTo(2);
        other(shop).receive("TEA", "A", 1).orElseThrow();
        assertThat(shop.ledger.topUp(waiting.id()).orElseThrow().open()).isEqualTo(2);
        other(shop).receive("TEA", "A", 5).orElseThrow();
        assertThat(shop.send(Reserve.of("TEA", 4).partially().as("R2"))
                        .orElseThrow()
                        .open())
                .isEqualTo(4);
        shop.assertLevels("TEA@A=7/6");
    }

    @Test
    default void whatOthersTookIsNotPromisedTwice() {
        Shop shop = open().furnished().stocked("TEA@A=5");
        other(shop).reserve("TEA", 5).orElseThrow();
        assertThat(shop.ledger.reserve("TEA", 1).rejection()).contains(RejectionReason.INSUFFICIENT_STOCK);
        shop.assertLevels("TEA@A=5/5");
    }

    @Test
    default void whatOthersBroughtSomewhereElseIsFound() {
        Shop shop = open().furnished().stocked("TEA@A=2");
        shop.ledger.reserve("TEA", 1).orElseThrow();
        other(shop).receive("TEA", "B", 5).orElseThrow();
        Reservation split = shop.ledger.reserve("TEA", 6).orElseThrow();
        assertThat(split.open()).isEqualTo(6);
        shop.assertLevels("TEA@A=2/2", "TEA@B=5/5");
    }

    @Test
    default void whatOthersChangedInTheCatalogHolds() {
        Shop shop = open().furnished().stocked("TEA@A=5", "CUP@A=5");
        shop.ledger.reserve("TEA", 1).orElseThrow();
        shop.ledger.reserve("CUP", 1).orElseThrow();
        other(shop).deactivateItem("TEA").orElseThrow();
        other(shop).deactivateLocation("A").orElseThrow();
        assertThat(shop.ledger.reserve("TEA", 1).rejection()).contains(RejectionReason.ITEM_INACTIVE);
        assertThat(shop.send(Reserve.of(Line.of("CUP", 1).at("A"))).rejection())
                .contains(RejectionReason.LOCATION_INACTIVE);
        other(shop).changeLocation(Location.of("A").withPriority(1)).orElseThrow();
        assertThat(shop.ledger.reserve("CUP", 1).isAccepted()).isTrue();
    }

    @Test
    default void whatOthersDidToAReservationHolds() {
        Shop shop = open().furnished().stocked("TEA@A=5");
        shop.hold("R1", "TEA", "A", 2);
        shop.hold("R2", "TEA", "A", 2);
        ReservationId first = new ReservationId("R1");
        ReservationId second = new ReservationId("R2");
        other(shop).confirm(first).orElseThrow();
        other(shop).release(second).orElseThrow();
        assertThat(shop.ledger.confirm(second).rejection()).contains(RejectionReason.RESERVATION_CLOSED);
        assertThat(shop.ledger.fulfil(first).orElseThrow().fulfilled()).isEqualTo(2);
        assertThat(shop.send(Reserve.of("TEA", 1).as("R3")).isAccepted()).isTrue();
        other(shop).confirm(new ReservationId("R3")).orElseThrow();
        shop.assertLevels("TEA@A=3/1/1");
    }

    /** A level that was read since, and a reservation that was not: together they make no sense. */
    @Test
    default void rowsOfSeveralMomentsAreNoReasonToFail() {
        Shop shop = open().furnished().stocked("TEA@A=9");
        ReservationId id = shop.hold("R1", "TEA", "A", 2).id();
        other(shop).confirm(id).orElseThrow();
        other(shop).fulfil(id).orElseThrow();
        // What an owner holds is always looked up, and the level comes with it.
        shop.send(Reserve.of("TEA", 1).forOwner("me")).orElseThrow();
        assertThat(shop.ledger.fulfil(id).rejection()).contains(RejectionReason.RESERVATION_CLOSED);
        shop.assertLevels("TEA@A=7/1");
    }

    @Test
    default void aPlaceThatIsNewIsChosenIfItComesFirst() {
        for (boolean isByOthers : new boolean[] {false, true}) {
            Shop shop = open().furnished().stocked("TEA@B=5");
            shop.ledger.reserve("TEA", 1).orElseThrow();
            InventoryLedger bringing = isByOthers ? other(shop) : shop.ledger;
            bringing.receive("TEA", "A", 5).orElseThrow();
            shop.ledger.reserve("TEA", 1).orElseThrow();
            shop.assertLevels("TEA@A=5/1", "TEA@B=5/1");
        }
    }

    /** What is refused is looked up anew, and brings the item as it is now: which keys there are is no older than that. */
    @Test
    default void aPlaceThatIsNewIsChosenThoughItsItemWasReadSince() {
        Shop shop = open().furnished().stocked("TEA@B=5");
        shop.ledger.reserve("TEA", 1).orElseThrow();
        other(shop).receive("TEA", "A", 5).orElseThrow();
        assertThat(shop.ledger.adjust("TEA", "B", -1_000, "too many").isAccepted())
                .isFalse();
        shop.ledger.reserve("TEA", 1).orElseThrow();
        shop.assertLevels("TEA@A=5/1", "TEA@B=5/1");
    }

    /** Whoever changes an item marks its levels anew, and leaves their versions as they are; the audit afterwards compares the marks. */
    @Test
    default void aLevelIsMarkedByItsItemThoughThatWasReadAlone() {
        Shop shop = open().furnished().stocked("TEA@A=50", "TEA@B=50");
        shop.ledger.reserve(Line.of("TEA", 1).at("A")).orElseThrow();
        Item tea = shop.ledger.item("TEA").orElseThrow();
        other(shop).changeItem(tea.withReorder(100, 200)).orElseThrow();
        assertThat(shop.ledger.adjust("TEA", "B", -1_000, "too many").isAccepted())
                .isFalse();
        shop.ledger.receive("TEA", "A", 100).orElseThrow();
        assertThat(shop.ledger.lowStock(Optional.empty(), 10))
                .extracting(low -> low.level().key().location().value())
                .containsExactly("B");
    }

    /** Of a branch that others have turned around, one location may be known as it was, and another be read as it is. */
    @Test
    default void locationsOfSeveralMomentsMayBePartOfEachOther() {
        Reserve within = Reserve.of("TEA", 1).from(Sourcing.standard().within("ROOT"));
        RegisterLocation below =
                new RegisterLocation(Origin.random(), Location.of("BELOW").withParent("A"));
        for (Command<?> command : List.of(within, below)) {
            Shop shop = open().furnished();
            InventoryLedger others = other(shop);
            others.registerLocation(Location.of("ROOT")).orElseThrow();
            others.registerLocation(Location.of("MIDDLE").withParent("ROOT")).orElseThrow();
            others.changeLocation(Location.of("A").withParent("MIDDLE")).orElseThrow();
            // So that A is known, but not what is above it.
            shop.stocked("TEA@A=5");
            others.changeLocation(Location.of("A").withParent("ROOT")).orElseThrow();
            others.changeLocation(Location.of("MIDDLE").withParent("A")).orElseThrow();
            assertThat(shop.ledger.submit(command).toCompletableFuture())
                    .succeedsWithin(Duration.ofSeconds(30))
                    .matches(Outcome::isAccepted);
        }
    }

    /** No commit checks the levels that a review finds to be told rightly. */
    @Test
    default void whatOthersTookIsReviewed() {
        Shop shop = open().furnished();
        ReorderSeason season =
                new ReorderSeason(Optional.empty(), KitClock.day(1), KitClock.day(9), new ReorderRule(20, 50));
        shop.ledger
                .changeItem(Item.of("TEA", "Tea")
                        .withReorder(new ReorderRule(10, 50))
                        .withSeason(season))
                .orElseThrow();
        shop.stocked("TEA@A=15", "TEA@B=100");
        // From anywhere, so that all keys are known; and the hold outlasts what is to come.
        shop.send(Reserve.of("TEA", 1).holding(Hold.lasting(Duration.ofDays(30))))
                .orElseThrow();
        other(shop).adjust("TEA", "B", -85, "lost").orElseThrow();
        shop.later(Duration.ofDays(1));
        assertThat(shop.ledger.review("TEA").orElseThrow()).hasSize(2);
        assertThat(shop.ledger.lowStock(Optional.empty(), 9)).hasSize(2);
    }

    @Test
    default void aCommandOrAReservationOfOthersIsNotMadeAgain() {
        Shop shop = open().furnished().stocked("TEA@A=9");
        shop.ledger.reserve("TEA", 1).orElseThrow();
        Reserve theirs = Reserve.of("TEA", 2).as("R1");
        Outcome<Reservation> made = other(shop).execute(theirs);
        assertThat(shop.send(theirs)).as("the same command").isEqualTo(made);
        assertThat(shop.send(Reserve.of("TEA", 3).as("R1")).rejection()).contains(RejectionReason.RESERVATION_EXISTS);
        assertThat(shop.send(theirs)).isEqualTo(made);
        shop.assertLevels("TEA@A=9/3");
    }

    @Test
    default void holdsThatHaveEndedMakeRoomThoughNothingWasLoaded() {
        Shop shop = open().furnished().stocked("TEA@A=3");
        shop.hold("R1", "TEA", "A", 2);
        shop.later(Duration.ofHours(1));
        assertThat(shop.ledger.reserve("TEA", 3).isAccepted()).isTrue();
        shop.assertLevels("TEA@A=3/3");
    }

    /** The point of it. */
    @Test
    default void whatIsKnownIsNotLoaded() {
        Shop shop = open().furnished().stocked("TEA@A=100");
        List<LoadRequest> asked = new ArrayList<>();
        try (InventoryLedger ledger = noting(asked, shop)) {
            ledger.reserve("TEA", 1).orElseThrow();
            int before = asked.size();
            for (int i = 0; i < 10; i++) {
                Reservation made = ledger.reserve("TEA", 1).orElseThrow();
                ledger.confirm(made.id()).orElseThrow();
            }
            assertThat(asked).hasSize(before);
        }
    }

    /** Which keys a SKU has is told by its item's version, and that is checked anyway: where others write, only levels are. */
    @Test
    default void whereOthersWriteOnlyLevelsAreLoaded() {
        Shop shop = open().furnished().stocked("TEA@A=100", "CUP@A=100");
        List<LoadRequest> asked = new ArrayList<>();
        try (InventoryLedger ledger = noting(asked, shop)) {
            Line[] lines = {Line.of("TEA", 1), Line.of("CUP", 1)};
            ledger.reserve(lines).orElseThrow();
            other(shop).reserve("TEA", 1).orElseThrow();
            ledger.reserve(lines).orElseThrow();
            asked.clear();
            ledger.reserve(lines).orElseThrow();
            assertThat(asked)
                    .containsExactly(LoadRequest.builder()
                            .levels(List.of(StockKey.of("TEA", "A"), StockKey.of("CUP", "A")))
                            .build());
        }
    }

    /** Many keys are no reason for many loads. */
    @Test
    default void anItemOfManyKeysIsChangedWithOneLoadMore() {
        Shop shop = open().furnished().stocked("TEA@A=9", "TEA@B=9", "TEA@DAMAGED=9");
        List<LoadRequest> asked = new ArrayList<>();
        try (InventoryLedger ledger = noting(asked, shop)) {
            ledger.reserve("TEA", 1).orElseThrow();
            other(shop).reserve("TEA", 1).orElseThrow();
            ledger.reserve("TEA", 1).orElseThrow();
            asked.clear();
            ledger.changeItem(Item.of("TEA", "Green tea").withReorder(5, 3)).orElseThrow();
            assertThat(asked).hasSizeLessThan(3);
        }
    }
}
