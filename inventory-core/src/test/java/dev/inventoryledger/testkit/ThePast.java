package dev.inventoryledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.Balance;
import dev.inventoryledger.Explanation;
import dev.inventoryledger.Level;
import dev.inventoryledger.Movement;
import dev.inventoryledger.MovementQuery;
import dev.inventoryledger.MovementType;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.command.TakeBack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was so, what was known of it, and why. */
interface ThePast extends OpensShops {
    private static Instant now(Shop shop) {
        return shop.clock.instant();
    }

    @Test
    default void aBackDatedReceiptStatesBothTimes() {
        Shop shop = open().furnished().stocked("TEA@A=5");
        Instant arrival = now(shop).plus(Duration.ofHours(1));
        shop.later(Duration.ofHours(3));
        Instant written = now(shop);
        shop.send(Receive.of("TEA", "A", 4).effectiveAt(arrival)).orElseThrow();
        Movement receipt = shop.ledger
                .movements(MovementQuery.all().ofSku("TEA").ofType(MovementType.RECEIPT))
                .get(1);
        assertThat(receipt.recordedAt()).isEqualTo(written);
        assertThat(receipt.posting().effectiveAt()).isEqualTo(arrival);
        StockKey tea = Shop.key("TEA@A");
        assertThat(shop.ledger.levelAsOf(tea, arrival.minusNanos(1_000)).onHand())
                .isEqualTo(5);
        assertThat(shop.ledger.levelAsOf(tea, arrival).onHand()).isEqualTo(9);
        assertThat(shop.ledger.levelKnownAt(tea, arrival).onHand()).isEqualTo(5);
        assertThat(shop.ledger.levelKnownAt(tea, written.minusNanos(1_000)).onHand())
                .isEqualTo(5);
        assertThat(shop.ledger.levelKnownAt(tea, written).onHand()).isEqualTo(9);
        assertThat(shop.ledger.availabilityAsOf("TEA", arrival).total()).contains(9L);
    }

    @Test
    default void nothingIsWrittenDownThatIsYetToHappen() {
        Shop shop = open().furnished();
        Instant tomorrow = now(shop).plus(Duration.ofDays(1));
        assertThat(shop.send(Receive.of("TEA", "A", 4).effectiveAt(tomorrow)).rejection())
                .contains(RejectionReason.EFFECTIVE_IN_FUTURE);
        assertThat(shop.send(TakeBack.of("TEA", "A", 4).effectiveAt(now(shop))).isAccepted())
                .isTrue();
    }

    /** The ledger is asked after each step, and asked again much later what it would have said then. */
    @Test
    default void whatWasAnsweredThenIsKnownForEver() {
        Shop shop = open().furnished();
        StockKey tea = Shop.key("TEA@A");
        List<Instant> times = new ArrayList<>();
        List<Balance> answers = new ArrayList<>();
        List<Runnable> steps = List.of(
                () -> shop.stocked("TEA@A=9"),
                () -> shop.hold("R1", "TEA", "A", 2),
                () -> shop.hold("R2", "TEA", "A", 3),
                () -> shop.ledger.confirm(new ReservationId("R2")).orElseThrow(),
                () -> shop.later(Duration.ofMinutes(20)),
                () -> shop.ledger.releaseExpired(10),
                () -> shop.send(Receive.of("TEA", "A", 4).effectiveAt(KitClock.START.plusSeconds(1)))
                        .orElseThrow(),
                () -> shop.ledger.fulfil(new ReservationId("R2")).orElseThrow());
        for (Runnable step : steps) {
            step.run();
            times.add(now(shop));
            answers.add(shop.ledger.level(tea).balance());
            shop.later(Duration.ofSeconds(1));
        }
        for (int i = 0; i < times.size(); i++) {
            assertThat(shop.ledger.levelKnownAt(tea, times.get(i)).balance())
                    .as("after step " + i)
                    .isEqualTo(answers.get(i));
        }
    }

    @Test
    default void availabilityThenIsSummedOverPlacesThatPromise() {
        Shop shop = open().furnished().stocked("TEA@A=5/2", "TEA@DAMAGED=9");
        Instant early = now(shop);
        shop.later(Duration.ofMinutes(1));
        shop.stocked("TEA@B=4");
        assertThat(shop.ledger.availabilityAsOf("TEA", early).total()).contains(3L);
        assertThat(shop.ledger.availabilityAsOf("TEA", now(shop)).total()).contains(7L);
        assertThat(shop.ledger
                        .availabilityAsOf("TEA", early.plus(Duration.ofHours(1)))
                        .total())
                .as("the hold will have ended")
                .contains(9L);
        assertThat(shop.ledger.availabilityAsOf("COFFEE", early).total()).contains(0L);
    }

    @Test
    default void aLevelExplainsItself() {
        Shop shop = open().furnished();
        StockKey tea = Shop.key("TEA@A");
        shop.send(Receive.of("TEA", "A", 9)
                        .with(Shop.as("c1").by("dock 3").because("delivery").referringTo("PO-7")))
                .orElseThrow();
        shop.send(Reserve.of("TEA", 2).as("R1").forOrder("A-1").with(Shop.as("c2")))
                .orElseThrow();
        shop.hold("R2", "TEA", "A", 3);
        shop.ledger.confirm(new ReservationId("R2")).orElseThrow();
        Instant asked = now(shop);
        Explanation why = shop.ledger.explain(tea, asked);
        assertAddsUp(why);
        assertThat(why.level().balance()).isEqualTo(new Balance(9, 5, 3));
        assertThat(why.before()).isEqualTo(Balance.ZERO);
        assertThat(why.movements())
                .extracting(movement -> movement.posting().type())
                .containsExactly(
                        MovementType.RECEIPT,
                        MovementType.RESERVATION,
                        MovementType.RESERVATION,
                        MovementType.ALLOCATION);
        assertThat(why.holders()).extracting(Explanation.Holder::units).containsExactly(2L, 3L);
        assertThat(why.freesNextAt()).contains(asked.plus(Shop.HOLD));
        assertThat(why.toString())
                .startsWith("TEA@A at " + asked + ": 9 on hand, 5 reserved of which 3 allocated, 4 available")
                .contains("9 on hand, 0 reserved, 0 allocated after RECEIPT at " + asked
                        + ", command c1 by dock 3 because delivery (PO-7)")
                .contains("2 held by R1 for order A-1, until " + asked.plus(Shop.HOLD))
                .contains("3 held by R2, confirmed")
                .contains("the next hold ends at " + asked.plus(Shop.HOLD));
        shop.afterTheHold();
        Explanation later = shop.ledger.explain(tea, now(shop));
        assertAddsUp(later);
        assertThat(later.due()).isEqualTo(2);
        assertThat(later.toString()).contains("2 units of holds that had ended by time are left out");
        assertThat(later.holders()).hasSize(1);
        shop.send(Receive.of("TEA", "A", 1).effectiveAt(asked.minusSeconds(5))).orElseThrow();
        shop.ledger.releaseExpired(10);
        shop.ledger.fulfil(new ReservationId("R2")).orElseThrow();
        Explanation back = shop.ledger.explain(tea, asked);
        assertAddsUp(back);
        assertThat(back.level().balance()).isEqualTo(new Balance(10, 5, 3));
        assertThat(back.late()).hasSize(1);
        assertThat(back.toString()).contains("recorded later: ").contains(", effective " + asked.minusSeconds(5));
        assertThat(back.holders()).extracting(Explanation.Holder::units).containsExactly(2L, 3L);
    }

    @Test
    default void whoHeldThenIsNamedThoughTheReservationIsOverNow() {
        Shop shop = open().furnished().stocked("TEA@A=9");
        shop.hold("R1", "TEA", "A", 2);
        shop.ledger.confirm(new ReservationId("R1")).orElseThrow();
        shop.hold("R2", "TEA", "A", 3);
        Instant early = now(shop);
        shop.afterTheHold();
        shop.later(Duration.ofHours(1));
        Instant asked = now(shop);
        shop.later(Duration.ofHours(1));
        shop.ledger.releaseExpired(10);
        shop.ledger.fulfil(new ReservationId("R1")).orElseThrow();
        Explanation back = shop.ledger.explain(Shop.key("TEA@A"), asked);
        assertAddsUp(back);
        assertThat(back.holders()).extracting(Explanation.Holder::units).containsExactly(2L);
        assertThat(back.toString()).contains("2 held by R1, closed since");
        Explanation before = shop.ledger.explain(Shop.key("TEA@A"), early);
        assertAddsUp(before);
        assertThat(before.holders()).extracting(Explanation.Holder::units).containsExactly(2L, 3L);
    }

    private static void assertAddsUp(Explanation why) {
        Balance sum = why.before();
        for (Movement movement : why.movements()) {
            assertThat(movement.posting().before()).isEqualTo(sum);
            sum = movement.posting().after();
        }
        for (Movement movement : why.late()) {
            sum = sum.plus(movement.posting().change());
        }
        Level level = why.level();
        assertThat(level.balance()).isEqualTo(sum.plus(new Balance(0, -why.due(), 0)));
        assertThat(why.holders().stream().mapToLong(Explanation.Holder::units).sum())
                .isEqualTo(level.reserved());
    }

    @Test
    default void aLongHistoryIsSummedUpBeforeItsNewestMovements() {
        Shop shop = open().furnished();
        for (int i = 0; i < 30; i++) {
            shop.ledger.receive("TEA", "A", 1).orElseThrow();
            shop.ledger.receive("TEA", "B", 1).orElseThrow();
        }
        Explanation why = shop.ledger.explain(Shop.key("TEA@A"), now(shop));
        assertAddsUp(why);
        assertThat(why.movements()).hasSize(20);
        assertThat(why.before().onHand()).isEqualTo(10);
        assertThat(shop.ledger.explain(Shop.key("TEA@DAMAGED"), now(shop)).toString())
                .startsWith("TEA@DAMAGED at ")
                .contains(": 0 on hand");
    }
}
