package dev.inventoryledger.testkit;

import static dev.inventoryledger.ReservationState.ALLOCATED;
import static dev.inventoryledger.ReservationState.EXPIRED;
import static dev.inventoryledger.ReservationState.FULFILLED;
import static dev.inventoryledger.ReservationState.PARTIALLY_FULFILLED;
import static dev.inventoryledger.ReservationState.PARTIALLY_RESERVED;
import static dev.inventoryledger.ReservationState.RELEASED;
import static dev.inventoryledger.ReservationState.RESERVED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.Hold;
import dev.inventoryledger.Line;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.ReservationState;
import dev.inventoryledger.command.Confirm;
import dev.inventoryledger.command.Extend;
import dev.inventoryledger.command.Fulfil;
import dev.inventoryledger.command.Release;
import dev.inventoryledger.command.ReservationCommand;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.command.TopUp;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The life of a reservation: every state, every command. Reservation R asks for 5 TEA where 10 are at A. */
interface LifeCycle extends OpensShops {
    ReservationId R = new ReservationId("R");

    /** How R came to stand as it does. */
    record Start(String name, Consumer<Shop> make) {
        static final Start HELD =
                new Start("HELD", shop -> shop.stocked("TEA@A=10").hold("R", "TEA", "A", 5));
        static final Start PARTIAL = new Start(
                "PARTIAL",
                shop -> shop.stocked("TEA@A=3")
                        .send(Reserve.of("TEA", 5).as("R").partially())
                        .orElseThrow());
        static final Start PARTIAL_REPLENISHED = new Start("PARTIAL_REPLENISHED", shop -> {
            PARTIAL.make.accept(shop);
            shop.stocked("TEA@A=1");
        });
        static final Start SHIPPED_PARTIAL = new Start("SHIPPED_PARTIAL", shop -> {
            shop.stocked("TEA@A=3");
            shop.send(Reserve.of(Line.of("TEA", 5).at("A")).as("R").partially()).orElseThrow();
            shop.ledger.fulfil(R).orElseThrow();
        });
        static final Start CONFIRMED = new Start("CONFIRMED", shop -> {
            HELD.make.accept(shop);
            shop.ledger.confirm(R).orElseThrow();
        });
        static final Start CONFIRMED_PARTIAL = new Start("CONFIRMED_PARTIAL", shop -> {
            PARTIAL.make.accept(shop);
            shop.send(Confirm.of(R).acceptingOutstanding()).orElseThrow();
        });
        static final Start CONFIRMED_REPLENISHED = new Start("CONFIRMED_REPLENISHED", shop -> {
            CONFIRMED_PARTIAL.make.accept(shop);
            shop.stocked("TEA@A=4");
        });
        static final Start DUE = new Start("DUE", shop -> {
            HELD.make.accept(shop);
            shop.afterTheHold();
        });
        static final Start SWEPT = new Start("SWEPT", shop -> {
            DUE.make.accept(shop);
            assertThat(shop.ledger.releaseExpired(10)).isEqualTo(1);
        });
        static final Start DUE_PARTIAL = new Start("DUE_PARTIAL", shop -> {
            PARTIAL.make.accept(shop);
            shop.afterTheHold();
        });
        static final Start TAKEN = new Start("TAKEN", shop -> {
            DUE.make.accept(shop);
            shop.hold("OTHER", "TEA", "A", 8);
        });
        static final Start CONFIRMED_LATE = new Start("CONFIRMED_LATE", shop -> {
            CONFIRMED.make.accept(shop);
            shop.later(Shop.HOLD.multipliedBy(9));
            assertThat(shop.ledger.releaseExpired(10)).isZero();
        });
        static final Start FULFILLED_ALL = new Start("FULFILLED_ALL", shop -> {
            CONFIRMED.make.accept(shop);
            shop.ledger.fulfil(R).orElseThrow();
        });
        static final Start RELEASED_ALL = new Start("RELEASED_ALL", shop -> {
            CONFIRMED.make.accept(shop);
            shop.ledger.release(R).orElseThrow();
        });
        static final Start PART_FULFILLED = new Start("PART_FULFILLED", shop -> {
            CONFIRMED.make.accept(shop);
            shop.ledger.fulfil(R, Line.of("TEA", 2)).orElseThrow();
        });

        @Override
        public String toString() {
            return name;
        }
    }

    @TestFactory
    default Stream<DynamicTest> everyStateAndEveryCommand() {
        return Stream.of(
                yes(Start.HELD, Confirm.of(R), ALLOCATED, "10/5/5"),
                yes(Start.HELD, Fulfil.of(R), FULFILLED, "5/0/0"),
                yes(Start.HELD, Fulfil.of(R, Line.of("TEA", 2)), PARTIALLY_FULFILLED, "8/3/0"),
                yes(Start.HELD, Release.of(R), RELEASED, "10/0/0"),
                yes(Start.HELD, Release.of(R, Line.of("TEA", 2)), RESERVED, "10/3/0"),
                yes(Start.HELD, Release.of(R, Line.of("TEA", 5)), RELEASED, "10/0/0"),
                no(Start.HELD, Release.of(R, Line.of("TEA", 6)), RejectionReason.NOT_THAT_MANY_OPEN, "10/5/0"),
                no(Start.HELD, Fulfil.of(R, Line.of("TEA", 6)), RejectionReason.NOT_THAT_MANY_OPEN, "10/5/0"),
                no(Start.HELD, Fulfil.of(R, Line.of("CUP", 1)), RejectionReason.NOT_THAT_MANY_OPEN, "10/5/0"),
                no(Start.HELD, Fulfil.of(R, Line.of("TEA", 1).at("B")), RejectionReason.NOT_THAT_MANY_OPEN, "10/5/0"),
                yes(Start.HELD, extend(), RESERVED, "10/5/0"),
                yes(Start.HELD, TopUp.of(R), RESERVED, "10/5/0"),
                no(Start.PARTIAL, Confirm.of(R), RejectionReason.OUTSTANDING_NOT_ACCEPTED, "3/3/0"),
                yes(Start.PARTIAL, Confirm.of(R).acceptingOutstanding(), ALLOCATED, "3/3/3"),
                yes(Start.PARTIAL, Fulfil.of(R), PARTIALLY_FULFILLED, "0/0/0"),
                yes(Start.PARTIAL, Release.of(R), RELEASED, "3/0/0"),
                yes(Start.PARTIAL, Release.of(R, Line.of("TEA", 2)), RESERVED, "3/3/0"),
                yes(Start.PARTIAL, Release.of(R, Line.of("TEA", 3)), RESERVED, "3/2/0"),
                no(
                        Start.PARTIAL,
                        Release.of(R, Line.of("TEA", 1).at("B")),
                        RejectionReason.NOT_THAT_MANY_OPEN,
                        "3/3/0"),
                yes(Start.PARTIAL, extend(), PARTIALLY_RESERVED, "3/3/0"),
                no(Start.SHIPPED_PARTIAL, Fulfil.of(R), RejectionReason.NOT_THAT_MANY_OPEN, "0/0/0"),
                yes(Start.PARTIAL, TopUp.of(R), PARTIALLY_RESERVED, "3/3/0"),
                yes(Start.PARTIAL_REPLENISHED, TopUp.of(R), PARTIALLY_RESERVED, "4/4/0"),
                yes(Start.CONFIRMED, Confirm.of(R), ALLOCATED, "10/5/5"),
                yes(Start.CONFIRMED, Fulfil.of(R), FULFILLED, "5/0/0"),
                yes(Start.CONFIRMED, Fulfil.of(R, Line.of("TEA", 2)), PARTIALLY_FULFILLED, "8/3/3"),
                yes(Start.CONFIRMED, Fulfil.of(R, Line.of("TEA", 2), Line.of("TEA", 3)), FULFILLED, "5/0/0"),
                no(
                        Start.CONFIRMED,
                        Fulfil.of(R, Line.of("TEA", 3), Line.of("TEA", 3)),
                        RejectionReason.NOT_THAT_MANY_OPEN,
                        "10/5/5"),
                yes(Start.CONFIRMED, Release.of(R), RELEASED, "10/0/0"),
                yes(Start.CONFIRMED, Release.of(R, Line.of("TEA", 2)), ALLOCATED, "10/3/3"),
                no(Start.CONFIRMED, extend(), RejectionReason.ALREADY_CONFIRMED, "10/5/5"),
                yes(Start.CONFIRMED, TopUp.of(R), ALLOCATED, "10/5/5"),
                yes(Start.CONFIRMED_LATE, Confirm.of(R), ALLOCATED, "10/5/5"),
                yes(Start.CONFIRMED_LATE, Fulfil.of(R), FULFILLED, "5/0/0"),
                no(Start.CONFIRMED_LATE, extend(), RejectionReason.ALREADY_CONFIRMED, "10/5/5"),
                yes(Start.CONFIRMED_PARTIAL, Confirm.of(R), ALLOCATED, "3/3/3"),
                yes(Start.CONFIRMED_PARTIAL, Fulfil.of(R), PARTIALLY_FULFILLED, "0/0/0"),
                yes(Start.CONFIRMED_REPLENISHED, TopUp.of(R), ALLOCATED, "7/5/5"),
                yes(Start.DUE, Confirm.of(R), ALLOCATED, "10/5/5"),
                yes(Start.DUE, Fulfil.of(R), FULFILLED, "5/0/0"),
                yes(Start.DUE, Fulfil.of(R, Line.of("TEA", 2)), EXPIRED, "8/0/0"),
                yes(Start.DUE, Release.of(R), EXPIRED, "10/0/0"),
                yes(Start.DUE, Release.of(R, Line.of("TEA", 2)), EXPIRED, "10/0/0"),
                yes(Start.DUE, extend(), RESERVED, "10/5/0"),
                no(Start.DUE, TopUp.of(R), RejectionReason.RESERVATION_CLOSED, "10/0/0"),
                yes(Start.SWEPT, Confirm.of(R), ALLOCATED, "10/5/5"),
                yes(Start.SWEPT, Fulfil.of(R), FULFILLED, "5/0/0"),
                yes(Start.SWEPT, Fulfil.of(R, Line.of("TEA", 2)), EXPIRED, "8/0/0"),
                no(Start.SWEPT, Fulfil.of(R, Line.of("TEA", 6)), RejectionReason.NOT_THAT_MANY_OPEN, "10/0/0"),
                yes(Start.SWEPT, Release.of(R), EXPIRED, "10/0/0"),
                yes(Start.SWEPT, extend(), RESERVED, "10/5/0"),
                no(Start.SWEPT, TopUp.of(R), RejectionReason.RESERVATION_CLOSED, "10/0/0"),
                no(Start.DUE_PARTIAL, Confirm.of(R), RejectionReason.OUTSTANDING_NOT_ACCEPTED, "3/0/0"),
                yes(Start.DUE_PARTIAL, Confirm.of(R).acceptingOutstanding(), ALLOCATED, "3/3/3"),
                yes(Start.DUE_PARTIAL, extend(), PARTIALLY_RESERVED, "3/3/0"),
                yes(Start.DUE_PARTIAL, Fulfil.of(R), EXPIRED, "0/0/0"),
                no(Start.TAKEN, Confirm.of(R), RejectionReason.HOLD_LOST, "10/8/0"),
                no(Start.TAKEN, Fulfil.of(R), RejectionReason.HOLD_LOST, "10/8/0"),
                yes(Start.TAKEN, Fulfil.of(R, Line.of("TEA", 2)), EXPIRED, "8/8/0"),
                yes(Start.TAKEN, Release.of(R), EXPIRED, "10/8/0"),
                no(Start.TAKEN, extend(), RejectionReason.HOLD_LOST, "10/8/0"),
                no(Start.FULFILLED_ALL, Confirm.of(R), RejectionReason.RESERVATION_CLOSED, "5/0/0"),
                no(Start.FULFILLED_ALL, Fulfil.of(R), RejectionReason.RESERVATION_CLOSED, "5/0/0"),
                no(Start.FULFILLED_ALL, Release.of(R), RejectionReason.RESERVATION_CLOSED, "5/0/0"),
                no(Start.FULFILLED_ALL, extend(), RejectionReason.RESERVATION_CLOSED, "5/0/0"),
                no(Start.FULFILLED_ALL, TopUp.of(R), RejectionReason.RESERVATION_CLOSED, "5/0/0"),
                no(Start.RELEASED_ALL, Confirm.of(R), RejectionReason.RESERVATION_CLOSED, "10/0/0"),
                no(Start.RELEASED_ALL, Fulfil.of(R), RejectionReason.RESERVATION_CLOSED, "10/0/0"),
                no(Start.RELEASED_ALL, Release.of(R), RejectionReason.RESERVATION_CLOSED, "10/0/0"),
                no(Start.RELEASED_ALL, extend(), RejectionReason.RESERVATION_CLOSED, "10/0/0"),
                yes(Start.PART_FULFILLED, Release.of(R), FULFILLED, "8/0/0"),
                yes(Start.PART_FULFILLED, Fulfil.of(R), FULFILLED, "5/0/0"),
                no(Start.PART_FULFILLED, extend(), RejectionReason.ALREADY_CONFIRMED, "8/3/3"));
    }

    private static Extend extend() {
        return Extend.of(R, Hold.lasting(Duration.ofHours(1)));
    }

    private DynamicTest yes(Start start, ReservationCommand command, ReservationState state, String level) {
        return DynamicTest.dynamicTest(name(start, command) + " → " + state, () -> {
            Shop shop = open().furnished();
            start.make.accept(shop);
            Outcome<Reservation> outcome = shop.send(command);
            assertThat(outcome.orElseThrow().state()).isEqualTo(state);
            assertThat(shop.reservation("R")).isEqualTo(outcome.orElseThrow());
            shop.assertLevels("TEA@A=" + level);
            assertThat(shop.send(command)).as("a retry").isEqualTo(outcome);
            shop.assertLevels("TEA@A=" + level);
            shop.audit();
        });
    }

    private DynamicTest no(Start start, ReservationCommand command, RejectionReason reason, String level) {
        return DynamicTest.dynamicTest(name(start, command) + " → " + reason, () -> {
            Shop shop = open().furnished();
            start.make.accept(shop);
            Reservation before = shop.reservation("R");
            assertThat(shop.send(command).rejection()).contains(reason);
            assertThat(shop.reservation("R")).isEqualTo(before);
            shop.assertLevels("TEA@A=" + level);
            shop.audit();
        });
    }

    private static String name(Start start, ReservationCommand command) {
        return start + " " + command.type();
    }

    @Test
    default void untrackedLinesLiveTheSameLifeWithoutMovingStock() {
        Shop shop = open().furnished().stocked("TEA@A=1");
        Reserve order = Reserve.of(Line.of("EBOOK", 2), Line.of("TEA", 1));
        Reservation reservation = shop.send(order).orElseThrow();
        assertThat(reservation.lines())
                .extracting(line -> line.number() + " " + line.sku())
                .containsExactly("1 EBOOK", "2 TEA");
        ReservationId id = reservation.id();
        shop.ledger.confirm(id).orElseThrow();
        assertThat(shop.ledger.fulfil(id, Line.of("EBOOK", 2)).orElseThrow().state())
                .isEqualTo(PARTIALLY_FULFILLED);
        assertThat(shop.ledger.fulfil(id).orElseThrow().state()).isEqualTo(FULFILLED);
        shop.assertLevels("TEA@A=0", "EBOOK@A=0");
    }

    @Test
    default void aTopUpThatFindsNothingChangesNothing() {
        Shop shop = open().furnished();
        Reserve reserve =
                Reserve.of(Line.of("TEA", 1), Line.of("CUP", 1).at("A")).as("R").partially();
        shop.send(reserve).orElseThrow();
        int events = shop.events.size();
        shop.ledger.topUp(R).orElseThrow();
        assertThat(shop.events).hasSize(events);
    }

    @Test
    default void aPartOfASplitReservationLeavesFromTheFirstPlaceFirst() {
        Shop shop = open().furnished().stocked("TEA@A=2", "TEA@B=6");
        ReservationId id = shop.send(Reserve.of("TEA", 6)).orElseThrow().id();
        shop.ledger.fulfil(id, Line.of("TEA", 3)).orElseThrow();
        shop.assertLevels("TEA@A=0", "TEA@B=5/3");
        shop.ledger.release(id, Line.of("TEA", 1).at("B")).orElseThrow();
        shop.assertLevels("TEA@A=0", "TEA@B=5/2");
    }
}
