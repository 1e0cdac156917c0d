package dev.inventoryledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventoryledger.Balance;
import dev.inventoryledger.HistoryPrunedException;
import dev.inventoryledger.MovementQuery;
import dev.inventoryledger.MovementType;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.command.Adjust;
import dev.inventoryledger.command.Count;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.policy.Archive;
import dev.inventoryledger.policy.RetentionPolicy;
import dev.inventoryledger.report.MovementTotals;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What moved in a span of time. */
interface Reporting extends OpensShops {
    @Test
    default void everyMovementOfASpanIsWritten() throws IOException {
        Shop shop = open().furnished();
        shop.stocked("TEA@B=4");
        shop.later(Duration.ofMinutes(1));
        Instant from = shop.clock.instant();
        shop.send(Receive.of("TEA", "A", 9)
                        .effectiveAt(from.minusSeconds(5))
                        .with(Shop.as("=c1")
                                .by("@dock")
                                .because("say \"hi\", twice")
                                .referringTo("-1+1")))
                .orElseThrow();
        shop.hold("+R1", "TEA", "A", 2);
        shop.later(Duration.ofMinutes(1));
        Instant until = shop.clock.instant();
        shop.stocked("TEA@B=5");
        StringBuilder csv = new StringBuilder();
        assertThat(shop.ledger.reports().writeMovements(from, until, csv)).isEqualTo(2);
        long first = shop.ledger
                .movements(MovementQuery.all().between(from, until))
                .get(0)
                .position();
        List<String> lines = csv.toString().lines().toList();
        assertThat(csv.toString().split("\r\n", -1)).hasSize(4);
        assertThat(lines.get(0)).startsWith("recorded_at,effective_at,position,type,sku,location,lot,reservation,");
        assertThat(lines.get(1))
                .isEqualTo(from + "," + from.minusSeconds(5) + "," + first
                        + ",RECEIPT,TEA,A,,,9,0,0,9,0,0,RECEIVE,'=c1,'@dock,\"say \"\"hi\"\", twice\",'-1+1");
        assertThat(lines.get(2)).contains(",RESERVATION,TEA,A,,'+R1,0,2,0,9,2,0,RESERVE,");
    }

    @Test
    default void variancesAreWhatTheLedgerDidNotExpect() throws IOException {
        Shop shop = open().furnished().stocked("TEA@A=9/3/1", "CUP@A=5");
        Instant from = shop.clock.instant();
        shop.send(Count.of("TEA", "A", 1).with(Shop.as("c1").by("inventory"))).orElseThrow();
        shop.send(Adjust.of("CUP", "A", -2, "broken")).orElseThrow();
        shop.send(Count.of("CUP", "A", 3)).orElseThrow(); // as expected
        shop.ledger.receive("CUP", "A", 7).orElseThrow();
        StringBuilder csv = new StringBuilder();
        assertThat(shop.ledger.reports().writeVariances(from, from.plusSeconds(1), csv))
                .isEqualTo(3);
        assertThat(csv.toString().lines().map(Reporting::withoutTimeAndPosition))
                .containsExactly(
                        "type,sku,location,lot,on_hand_before,on_hand,difference,outstanding,command_id,actor,reason,"
                                + "reference",
                        "SHORTAGE,TEA,A,,9,9,0,2,c1,inventory,,",
                        "COUNT,TEA,A,,9,1,-8,0,c1,inventory,,",
                        "ADJUSTMENT,CUP,A,,5,3,-2,0,id,,broken,");
    }

    private static String withoutTimeAndPosition(String line) {
        return line.replaceFirst("^[^,]*,[^,]*,", "").replaceAll("\\b[0-9A-Za-z]{20}\\b", "id");
    }

    @Test
    default void totalsReconcileWithTheLevelsAtBothEnds() {
        Shop shop = open().furnished().stocked("TEA@A=9/3/1", "CUP@B=4");
        shop.later(Duration.ofMinutes(1));
        Instant from = shop.clock.instant();
        shop.ledger.receive("TEA", "A", 5).orElseThrow();
        shop.ledger.fulfil(new ReservationId("SOLD-TEA@A")).orElseThrow();
        shop.ledger.transfer("TEA", "A", "B", 2).orElseThrow();
        shop.afterTheHold();
        shop.ledger.releaseExpired(10);
        shop.later(Duration.ofMinutes(1));
        Instant until = shop.clock.instant();
        shop.ledger.receive("TEA", "A", 100).orElseThrow();
        MovementTotals totals = shop.ledger.reports().totals(from, until);
        assertThat(totals.reconciles()).isTrue();
        assertThat(totals.keys()).isEqualTo(2);
        assertThat(totals.opening()).isEqualTo(new Balance(9, 3, 1));
        assertThat(totals.closing()).isEqualTo(new Balance(13, 0, 0));
        assertThat(totals.changes())
                .containsEntry(MovementType.RECEIPT, new Balance(5, 0, 0))
                .containsEntry(MovementType.FULFILMENT, new Balance(-1, -1, -1))
                .containsEntry(MovementType.TRANSFER, Balance.ZERO)
                .containsEntry(MovementType.EXPIRY, new Balance(0, -2, 0));
        assertThat(shop.ledger
                        .reports()
                        .totals(until.plusSeconds(9), until.plusSeconds(10))
                        .keys())
                .isZero();
        assertThatThrownBy(() -> shop.ledger.reports().totals(until, from)).hasMessageContaining("until");
    }

    @Test
    default void aReportThatTheJournalCanNoLongerGiveIsRefused() {
        Shop shop = open().furnished().stocked("TEA@A=9");
        Instant old = shop.clock.instant();
        shop.later(Duration.ofDays(1));
        shop.ledger.prune(RetentionPolicy.keeping(Duration.ofHours(1)), Archive.NOTHING);
        shop.ledger.receive("TEA", "A", 1).orElseThrow();
        assertThatThrownBy(() -> shop.ledger.reports().totals(old, old.plusSeconds(1)))
                .isInstanceOf(HistoryPrunedException.class);
        MovementTotals since = shop.ledger
                .reports()
                .totals(old.plusSeconds(1), shop.clock.instant().plusSeconds(1));
        assertThat(since.reconciles()).isTrue();
        assertThat(since.opening().onHand()).isEqualTo(9);
    }

    @Test
    default void aReportMayBeginWithTheFirstInstantOfAll() {
        Shop shop = open().furnished().stocked("TEA@A=9");
        MovementTotals all = shop.ledger
                .reports()
                .totals(
                        Instant.parse("0001-01-01T00:00:00Z"),
                        shop.clock.instant().plusSeconds(1));
        assertThat(all.reconciles()).isTrue();
        assertThat(all.opening()).isEqualTo(Balance.ZERO);
        assertThat(all.closing().onHand()).isEqualTo(9);
    }

    @Test
    default void aReportThatIsRefusedWritesNothing() {
        Shop shop = open().furnished();
        StringBuilder out = new StringBuilder();
        Instant now = shop.clock.instant();
        assertThatThrownBy(() -> shop.ledger.reports().writeMovements(now, now.minusSeconds(1), out))
                .hasMessageContaining("until");
        assertThatThrownBy(() -> shop.ledger.reports().writeVariances(now, now.minusSeconds(1), out))
                .hasMessageContaining("until");
        assertThat(out).isEmpty();
    }
}
