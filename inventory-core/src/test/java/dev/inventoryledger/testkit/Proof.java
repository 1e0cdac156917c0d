package dev.inventoryledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventoryledger.Anchor;
import dev.inventoryledger.AuditReport;
import dev.inventoryledger.Balance;
import dev.inventoryledger.CommandId;
import dev.inventoryledger.Entry;
import dev.inventoryledger.HistoryPrunedException;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Level;
import dev.inventoryledger.Location;
import dev.inventoryledger.MovementQuery;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.PruneReport;
import dev.inventoryledger.RebuildReport;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.command.MendLevel;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.policy.Archive;
import dev.inventoryledger.policy.RetentionPolicy;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.Snapshot;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.subscription.RunningSubscription;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The journal proves itself, and goes on doing so when its old entries have left it. */
interface Proof extends OpensShops {
    RetentionPolicy WEEK = RetentionPolicy.keeping(Duration.ofDays(7));

    private static List<Entry> all(Shop shop) {
        return shop.ledger.entries(0, 10_000);
    }

    @Test
    default void everyEntryIsSealed() {
        Shop shop = open().furnished().stocked("TEA@A=9/3/1");
        assertThat(all(shop))
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.digest()).isPresent());
        assertThat(shop.ledger.audit().unsealed()).isZero();
    }

    @Test
    default void whoeverHasAnotherKeyFindsEveryEntryForged() {
        Shop shop = open();
        byte[] key = "a key of 16 bytes or more".getBytes(StandardCharsets.UTF_8);
        InventoryLedger keyed = InventoryLedger.over(raw()).sealWith(key).build();
        keyed.registerLocation(Location.of("A")).orElseThrow();
        assertThat(keyed.audit().isClean()).isTrue();
        byte[] other = key.clone();
        other[0]++;
        shop.furnished();
        InventoryLedger stranger =
                InventoryLedger.over(shop.store).sealWith(other).build();
        assertThat(stranger.audit().violations())
                .hasSameSizeAs(all(shop))
                .allSatisfy(violation -> assertThat(violation.invariant()).isEqualTo(8));
        assertThatThrownBy(() -> InventoryLedger.over(shop.store).sealWith(new byte[15]))
                .hasMessageContaining("key");
    }

    @Test
    default void anAnchorStandsForAllThatWasThere() {
        Shop shop = open().furnished().stocked("TEA@A=9/3/1");
        Anchor anchor = shop.ledger.audit().anchor();
        assertThat(Anchor.parse(anchor.toString())).isEqualTo(anchor);
        assertThat(shop.ledger.audit(anchor).isClean()).isTrue();
        shop.ledger.receive("TEA", "A", 1).orElseThrow();
        AuditReport later = shop.ledger.audit(anchor);
        assertThat(later.violations()).isEmpty();
        assertThat(later.anchor().entries()).isEqualTo(anchor.entries() + 1);
        assertThat(shop.ledger.audit(later.anchor()).isClean()).isTrue();
        Anchor beyond = new Anchor(later.anchor().position() + 1, later.anchor().entries() + 1, anchor.digest());
        assertThat(shop.ledger.audit(beyond).violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.message()).contains("its tail is gone"));
        Anchor other =
                new Anchor(anchor.position(), anchor.entries(), later.anchor().digest());
        assertThat(shop.ledger.audit(other).violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.message()).contains("another now"));
        assertThatThrownBy(() -> Anchor.parse("1-2-3")).hasMessageContaining("anchor");
    }

    @Test
    default void theJournalAloneComesToTheStoredLevels() {
        Shop shop = open().furnished().stocked("TEA@A=9/3/1", "CUP@B=4");
        RebuildReport report = shop.ledger.rebuild();
        assertThat(report.isClean()).isTrue();
        assertThat(report.levels()).isEqualTo(2);
        assertThat(report.entries()).isEqualTo(all(shop).size());
        assertThat(report.postings()).isEqualTo(shop.ledger.audit().postings());
    }

    @Test
    default void aLevelThatIsNoLongerWhatWasFoundIsNotMended() {
        Shop shop = open().furnished().stocked("TEA@A=9");
        RebuildReport.Difference stale =
                new RebuildReport.Difference(Shop.key("TEA@A"), 7, new Balance(8, 0, 0), 1, new Balance(9, 0, 0));
        assertThat(shop.ledger.mend(stale).rejection()).contains(RejectionReason.LEVEL_CHANGED);
        assertThat(shop.send(MendLevel.of(stale)).isAccepted()).isFalse();
    }

    /** A shop with a day of old entries and a few new ones. */
    private static Shop aged(Shop shop) {
        shop.furnished();
        shop.send(Receive.of("TEA", "A", 9).with(Shop.as("old receipt"))).orElseThrow();
        shop.send(Receive.of("CUP", "B", 5).with(Shop.as("cups"))).orElseThrow();
        shop.send(Reserve.of("TEA", 2).as("R1").with(Shop.as("old hold"))).orElseThrow();
        shop.ledger.confirm(new ReservationId("R1")).orElseThrow();
        shop.later(Duration.ofDays(10));
        shop.send(Receive.of("TEA", "A", 4).with(Shop.as("new receipt"))).orElseThrow();
        return shop;
    }

    @Test
    default void oldEntriesLeaveAndAuditsGoOn() {
        Shop shop = aged(open());
        List<Entry> before = all(shop);
        Instant old = before.get(0).recordedAt();
        Anchor anchor = shop.ledger.audit().anchor();
        List<Entry> archived = new ArrayList<>();
        PruneReport report = shop.ledger.prune(WEEK, archived::addAll);
        assertThat(report.entries()).isEqualTo(before.size() - 1);
        assertThat(report.prunedUpTo()).isEqualTo(before.get(before.size() - 2).position());
        assertThat(report.heldBackBy()).isEmpty();
        assertThat(archived).isEqualTo(before.subList(0, before.size() - 1));
        assertThat(all(shop)).isEqualTo(before.subList(before.size() - 1, before.size()));
        assertThat(shop.ledger.movements(MovementQuery.all())).hasSize(1);
        AuditReport audit = shop.ledger.audit(anchor);
        assertThat(audit.violations()).isEmpty();
        assertThat(audit.anchor()).as("the chain goes on").isEqualTo(anchor);
        assertThat(shop.ledger.rebuild().differences()).isEmpty();
        shop.assertLevels("TEA@A=13/2/2", "CUP@B=5");
        assertThat(shop.ledger
                        .levelAsOf(Shop.key("TEA@A"), shop.clock.instant().minusSeconds(1))
                        .onHand())
                .isEqualTo(9);
        assertThatThrownBy(() -> shop.ledger.levelAsOf(Shop.key("TEA@A"), old.minusSeconds(1)))
                .isInstanceOf(HistoryPrunedException.class);
        Anchor tooOld = new Anchor(1, 1, anchor.digest());
        assertThatThrownBy(() -> shop.ledger.audit(tooOld)).isInstanceOf(HistoryPrunedException.class);
    }

    /** What is told of a key long after it moved last says nothing of its figures. */
    @Test
    default void aKeyMayBeToldOfAfterItsMovementsWerePruned() {
        Shop shop = aged(open());
        shop.ledger.changeItem(Item.of("CUP", "Cup").withReorder(9, 10)).orElseThrow();
        shop.ledger.prune(WEEK, Archive.NOTHING);
        assertThat(shop.ledger.audit().violations()).isEmpty();
        assertThat(shop.ledger.rebuild().differences()).isEmpty();
        shop.ledger.receive("CUP", "B", 1).orElseThrow();
        assertThat(shop.ledger.audit().violations()).isEmpty();
    }

    /** One key that is never at rest does not hide what is wrong with another. */
    @Test
    default void aRebuildFindsWhatIsWrongBesideAKeyThatKeepsMoving() {
        Shop shop = open().furnished().stocked("TEA@A=9", "CUP@B=4");
        StockStore busy = (StockStore) Proxy.newProxyInstance(
                Proof.class.getClassLoader(), new Class<?>[] {StockStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("load")) {
                        shop.ledger.receive("CUP", "B", 1).orElseThrow();
                        return edited(shop.store.load((LoadRequest) arguments[0]));
                    }
                    return method.invoke(shop.store, arguments);
                });
        List<RebuildReport.Difference> differences =
                InventoryLedger.over(busy).build().rebuild().differences();
        assertThat(differences).singleElement().satisfies(found -> {
            assertThat(found.key()).isEqualTo(Shop.key("TEA@A"));
            assertThat(found.stored().onHand()).isEqualTo(8);
            assertThat(found.balance().onHand()).isEqualTo(9);
        });
    }

    /** As if somebody had taken a unit of TEA@A in the database. */
    private static Snapshot edited(Snapshot rows) {
        List<LevelRow> levels = rows.levels().stream()
                .map(row -> row.key().equals(Shop.key("TEA@A"))
                        ? new LevelRow(
                                row.key(),
                                row.version(),
                                row.balance().minus(new Balance(1, 0, 0)),
                                row.status(),
                                row.changedAt(),
                                row.dueFrom(),
                                row.terms())
                        : row)
                .toList();
        return new Snapshot(
                rows.request(),
                levels,
                rows.reservations(),
                rows.documents(),
                rows.claims(),
                rows.remembered(),
                rows.dueHolds(),
                rows.open(),
                rows.outstanding(),
                rows.past(),
                rows.openings(),
                rows.strays());
    }

    @Test
    default void commandIdsAndOpenReservationsOutliveTheirEntries() {
        Shop shop = aged(open());
        shop.ledger.prune(WEEK, Archive.NOTHING);
        Outcome<List<Level>> again = shop.send(Receive.of("TEA", "A", 9).with(Shop.as("old receipt")));
        assertThat(again.orElseThrow().get(0).onHand()).isEqualTo(9);
        assertThat(shop.send(Receive.of("TEA", "A", 8).with(Shop.as("old receipt")))
                        .rejection())
                .contains(RejectionReason.COMMAND_ID_CONFLICT);
        Outcome<Reservation> hold = shop.send(Reserve.of("TEA", 2).as("R1").with(Shop.as("old hold")));
        assertThat(hold.orElseThrow().id().value()).isEqualTo("R1");
        assertThat(shop.ledger.entryOf(new CommandId("old hold")).orElseThrow().postings())
                .as("its postings are gone")
                .isEmpty();
        shop.ledger.fulfil(new ReservationId("R1")).orElseThrow();
        shop.assertLevels("TEA@A=11", "CUP@B=5");
    }

    @Test
    default void pruningAgainTakesTheNextOnes() {
        Shop shop = aged(open());
        shop.ledger.prune(WEEK, Archive.NOTHING);
        assertThat(shop.ledger.prune(WEEK, Archive.NOTHING).entries()).isZero();
        shop.later(Duration.ofDays(8));
        shop.ledger.transfer("TEA", "A", "B", 3).orElseThrow();
        assertThat(shop.ledger.prune(WEEK, Archive.NOTHING).entries()).isEqualTo(1);
        assertThat(shop.ledger.audit().violations()).isEmpty();
        assertThat(shop.ledger.rebuild().differences()).isEmpty();
        assertThat(shop.ledger
                        .prune(RetentionPolicy.keeping(Duration.ZERO), Archive.NOTHING)
                        .entries())
                .as("what was recorded this very instant stays")
                .isZero();
        shop.later(Duration.ofSeconds(1));
        shop.ledger.prune(RetentionPolicy.keeping(Duration.ZERO), Archive.NOTHING);
        assertThat(all(shop)).isEmpty();
        assertThat(shop.ledger.audit().violations()).isEmpty();
        assertThat(shop.ledger.rebuild().differences()).isEmpty();
        shop.ledger.receive("TEA", "B", 1).orElseThrow();
        assertThat(all(shop)).hasSize(1);
    }

    /** A second host may keep entries for longer, or have a clock that lags behind. */
    @Test
    default void aPolicyThatKeepsMorePrunesNothing() {
        Shop shop = aged(open());
        shop.ledger.prune(WEEK, Archive.NOTHING);
        List<Entry> kept = all(shop);
        PruneReport report = shop.ledger.prune(RetentionPolicy.keeping(Duration.ofDays(300)), Archive.NOTHING);
        assertThat(report.entries()).isZero();
        assertThat(all(shop)).isEqualTo(kept).isNotEmpty();
    }

    @Test
    default void whatASubscriptionStillNeedsStays() {
        Shop shop = aged(open());
        List<Entry> before = all(shop);
        Heard heard = new Heard();
        try (RunningSubscription slow = shop.ledger.subscribe("slow", event -> {
            if (event.head().position() == before.get(2).position()) {
                throw new IllegalStateException("not yet");
            }
            heard.on(event);
        })) {
            Heard.until("it fails", () -> slow.failure().isPresent());
        }
        PruneReport report = shop.ledger.prune(WEEK, Archive.NOTHING);
        assertThat(report.heldBackBy()).contains("slow");
        assertThat(report.prunedUpTo()).isLessThan(before.get(2).position());
        assertThat(all(shop).get(0)).isEqualTo(before.get(2));
        shop.ledger.forgetSubscription("slow");
        assertThat(shop.ledger.prune(WEEK, Archive.NOTHING).heldBackBy()).isEmpty();
        assertThat(all(shop)).doesNotContain(before.get(2));
    }

    @Test
    default void whatTheArchiveDoesNotTakeStays() {
        Shop shop = aged(open());
        List<Entry> before = all(shop);
        assertThatThrownBy(() -> shop.ledger.prune(WEEK, entries -> {
                    throw new IOException("disk full");
                }))
                .hasMessageContaining("archive");
        assertThat(all(shop)).isEqualTo(before);
        assertThatThrownBy(() -> RetentionPolicy.keeping(Duration.ofDays(-1))).hasMessageContaining("keep");
    }

    @Test
    default void whatASubscriptionNeedsThatBeginsWhileAPageIsArchivedStays() {
        Shop shop = aged(open());
        List<Entry> before = all(shop);
        CountDownLatch goOn = new CountDownLatch(1);
        List<RunningSubscription> begun = new ArrayList<>();
        PruneReport report = shop.ledger.prune(WEEK, page -> {
            if (begun.isEmpty()) {
                begun.add(shop.ledger.subscribe("new", event -> goOn.await()));
                Heard.until("it has begun", begun.get(0)::isActive);
            }
        });
        goOn.countDown();
        begun.get(0).close();
        assertThat(report.heldBackBy()).contains("new");
        assertThat(report.entries()).isZero();
        assertThat(all(shop)).isEqualTo(before);
        assertThat(shop.ledger.audit().violations()).isEmpty();
    }
}
