package dev.inventoryledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.CommandId;
import dev.inventoryledger.Item;
import dev.inventoryledger.Level;
import dev.inventoryledger.Line;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.command.Confirm;
import dev.inventoryledger.command.Fulfil;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.RegisterItem;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.command.TakeBack;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A command is carried out once, however often it is sent. */
interface Idempotency extends OpensShops {
    @Test
    default void aRepeatedCommandGivesTheSameEntryAndTheStateRightAfterIt() {
        Shop shop = open().furnished();
        Receive receive = Receive.of("TEA", "A", 5).with(Shop.as("c1").by("Ann").referringTo("PO-1"));
        Outcome<List<Level>> first = shop.send(receive);
        shop.later(Duration.ofDays(400));
        shop.ledger.receive("TEA", "A", 90).orElseThrow();
        assertThat(shop.send(receive)).isEqualTo(first);
        assertThat(first.orElseThrow()).extracting(Level::onHand).containsExactly(5L);
        shop.assertLevels("TEA@A=95");
        assertThat(shop.ledger.entryOf(new CommandId("c1"))).contains(((Outcome.Accepted<?>) first).entry());
        assertThat(shop.ledger.entryOf(new CommandId("c2"))).isEmpty();
    }

    @Test
    default void otherContentUnderTheSameIdIsAConflict() {
        Shop shop = open().furnished().stocked("CUP@A=1");
        shop.send(Receive.of("TEA", "A", 5).with(Shop.as("c1"))).orElseThrow();
        assertConflict(shop.send(Receive.of("TEA", "A", 6).with(Shop.as("c1"))));
        assertConflict(shop.send(Receive.of("TEA", "B", 5).with(Shop.as("c1"))));
        assertConflict(shop.send(Receive.of("TEA", "A", 5).with(Shop.as("c1").because("x"))));
        assertConflict(shop.send(TakeBack.of("TEA", "A", 5).with(Shop.as("c1"))));
        assertConflict(shop.send(RegisterItem.of(Item.of("X", "X")).with(Shop.as("c1"))));
        shop.assertLevels("TEA@A=5", "CUP@A=1");
    }

    private static void assertConflict(Outcome<?> outcome) {
        assertThat(outcome.rejection()).contains(RejectionReason.COMMAND_ID_CONFLICT);
        assertThat(((Outcome.Rejected<?>) outcome).message()).contains("c1");
    }

    @Test
    default void aRejectedCommandIsDecidedAnew() {
        Shop shop = open().furnished();
        Reserve reserve = Reserve.of("TEA", 5).with(Shop.as("c1"));
        assertThat(shop.send(reserve).isAccepted()).isFalse();
        shop.stocked("TEA@A=5");
        assertThat(shop.send(reserve).isAccepted()).isTrue();
        shop.assertLevels("TEA@A=5/5");
    }

    @Test
    default void aRetriedReserveIsTheSameReservationEvenAfterItIsOver() {
        Shop shop = open().furnished().stocked("TEA@A=5");
        Reserve reserve = Reserve.of("TEA", 5);
        Outcome<Reservation> first = shop.send(reserve);
        ReservationId id = first.orElseThrow().id();
        shop.ledger.release(id).orElseThrow();
        assertThat(shop.send(reserve)).isEqualTo(first);
        shop.assertLevels("TEA@A=5");
    }

    @Test
    default void aRetriedFulfilDeductsOnce() {
        Shop shop = open().furnished().stocked("TEA@A=5");
        ReservationId id = shop.ledger.reserve("TEA", 3).orElseThrow().id();
        shop.send(Confirm.of(id)).orElseThrow();
        Fulfil part = Fulfil.of(id, Line.of("TEA", 1));
        Outcome<Reservation> first = shop.send(part);
        assertThat(shop.send(part)).isEqualTo(first);
        shop.assertLevels("TEA@A=4/2/2");
        Fulfil rest = Fulfil.of(id);
        Outcome<Reservation> last = shop.send(rest);
        assertThat(shop.send(rest)).isEqualTo(last);
        assertThat(shop.send(part)).isEqualTo(first);
        shop.assertLevels("TEA@A=2");
    }

    @Test
    default void aConflictIsSeenBeforeAnyOtherReason() {
        Shop shop = open().furnished();
        shop.send(Receive.of("TEA", "A", 5).with(Shop.as("c1"))).orElseThrow();
        assertThat(shop.send(Receive.of("COFFEE", "A", 5).with(Shop.as("c1"))).rejection())
                .contains(RejectionReason.COMMAND_ID_CONFLICT);
    }
}
